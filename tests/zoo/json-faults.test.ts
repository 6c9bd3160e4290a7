import { describe, expect, it } from 'vitest'
import { jsonFaults } from '../../src/zoo/json-faults.ts'
import { GOOD, problemsOf } from './folders.ts'

const faults = (json: string) => jsonFaults(json).map(({ line, message }) => `${line}: ${message}`)

describe('jsonFaults', () => {
  it.each([
    ['{\n"a": 1,\n"a": 2}', '3: The key "a" stands in the same object twice. Keep one of the two.'],
    ['{"a": 1, "\\u0061": 2}', '1: The key "a" stands in the same object twice. Keep one of the two.'],
    [
      '{"x": [{"a": {}, "b": 1, "a" \n: []}]}',
      '1: The key "a" stands in the same object twice. Keep one of the two.',
    ],
    ['{\n"__proto__": {}}', '2: A key must not be called "__proto__". Choose another name.'],
    ['{"x": {"\\u005f_proto__": 1}}', '1: A key must not be called "__proto__". Choose another name.'],
    ['{"a": "\\ud800"}', '1: "\\ud800": The text holds half of a character. Type it again as plain text.'],
    ['{"a\\u0000": 1}', '1: "a\\x00": The text holds a control character. Type it again as plain text.'],
    [
      '{"a": "x\\u001b[31m"}',
      '1: "x\\x1b[31m": The text holds a control character. Type it again as plain text.',
    ],
  ])('names %j', (json, fault) => {
    expect(faults(json)).toEqual([fault])
  })

  it.each(['\u202e', '\\u202e', '\\u2066', '\\u200b', '\ufeff'])(
    'names the hidden character %j',
    (hidden) => {
      expect(faults(`{"a":\n["b${hidden}c"]}`)).toEqual([expect.stringMatching(/^2: .*invisible character/)])
    },
  )

  it.each([
    '{"a": {"a": {"a": 1}}, "b": {"a": 2}}',
    '{"a": "a", "b": ["a", "a"], "A": 1}',
    '[{"a": 1}, {"a": 2}]',
    '{"a": "\\"b\\": 1", "b": "{\\"a\\": 1, \\"a\\": 2}"}',
    '{"constructor": 1, "toString": 2, "proto": 3}',
    '{"note": "one\\r\\ntwo\\tthree", "face": "\\ud83d\\ude00", "سلام": "à"}',
    '{"text": "__proto__"}',
  ])('passes %s', (json) => {
    expect(faults(json)).toEqual([])
  })

  it('names the first twenty of many', () => {
    expect(faults(`{${Array.from({ length: 5000 }, () => '"a": 1').join(',')}}`)).toHaveLength(20)
  })
})

describe('a document of an entry', () => {
  it.each([
    ['lenet/info.json', GOOD.digits],
    ['Dataset123_Liver/nnUNetTrainer__nnUNetPlans__2d/plans.json', GOOD.nnunet],
    ['Dataset123_Liver/nnUNetTrainer__nnUNetPlans__2d/dataset.json', GOOD.nnunet],
  ])('(%s) that states a key twice is refused with the line', async (path, files) => {
    const text = (files as Record<string, string>)[path]!.replace('{', '{\n"x": 1,\n"x": 2,\n')
    expect(await problemsOf({ ...files, [path]: text })).toEqual([
      `zoo/${path}:3: The key "x" stands in the same object twice. Keep one of the two.`,
    ])
  })

  it('that is large and deep in keys is gone through once', async () => {
    const keys = Array.from({ length: 200_000 }, (_, index) => `"key ${index}": {"a": "\\u00e9"}`)
    const text = GOOD.digits['lenet/info.json'].replace('{', `{"x": {${keys.join(',')}},`)
    expect(await problemsOf({ ...GOOD.digits, 'lenet/info.json': text })).toEqual([])
  })
})
