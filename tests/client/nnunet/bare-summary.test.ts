import { expect, it } from 'vitest'
import { bareSummary } from '../../../src/client/nnunet/bare-summary.ts'

it.each([
  ['a path', '{"reference_file": "/data/x/case.nii.gz"}', '{"reference_file": "case.nii.gz"}'],
  [
    'a path of Windows',
    String.raw`{"prediction_file" : "C:\\data\\new.nii"}`,
    '{"prediction_file" : "new.nii"}',
  ],
  [
    'escaped slashes',
    String.raw`{"reference_file":"\/data\/\u00e4.nii"}`,
    String.raw`{"reference_file":"\u00e4.nii"}`,
  ],
  ['an escaped quote', String.raw`{"reference_file": "/a/b\\\"c"}`, String.raw`{"reference_file": "\"c"}`],
  ['a folder', '{"reference_file": "/data/"}', '{"reference_file": ""}'],
])('%s becomes a name', (_, json, expected) => {
  expect(bareSummary(json)).toEqual({ json: expected, shortened: 1 })
})

it.each([
  '{"reference_file": "case.nii.gz", "Dice": NaN, "FP": -Infinity}',
  '{"other": "/data/x"}',
  '{"note": "reference_file", "x": "/data/x"}',
  String.raw`{"note": "\"reference_file\": \"/data/x\""}`,
  '["reference_file", "/data/x"]',
  '{"reference_file',
  '',
])('%s stays as it is', (json) => {
  expect(bareSummary(json)).toEqual({ json, shortened: 0 })
})
