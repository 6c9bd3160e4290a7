/** The expected orders are those of `LooseVersion` in Python 3.11's distutils. */
import { expect, it } from 'vitest'
import { compareVersions } from '../../../src/client/niftynet/loose-version.ts'

it.each([
  ['1.0', '<', '1.1'],
  ['1.9', '<', '1.10'],
  ['1.0', '<', '1.0.0'],
  ['1.0', '=', '1.0'],
  ['1.0', '=', '1..0.'],
  ['01.0', '=', '1.00'],
  ['1.0', '<', '1.0a'],
  ['1.0a', '<', '1.0b'],
  ['1.0a1', '<', '1.0a2'],
  ['1-2', '<', '1-3'],
  ['1.0A', '<', '1.0a'],
  ['v2', '>', 'v1'],
  ['99999999999999999999998', '<', '99999999999999999999999'],
  ['0.6rc1', 'no order', '0.6.0'],
  ['1.0-1', 'no order', '1.0.1'],
  ['a', 'no order', '1'],
  ['', 'no order', '1.0'],
  ['1.0', 'no order', ''],
])('%j %s %j', (a, order, b) => {
  const sign = (result: number | null) => (result === null ? null : Math.sign(result))
  const expected = { '<': -1, '=': 0, '>': 1, 'no order': null }[order]
  expect(sign(compareVersions(a, b))).toBe(expected)
  expect(sign(compareVersions(b, a))).toBe(expected === null ? null : 0 - expected!)
})
