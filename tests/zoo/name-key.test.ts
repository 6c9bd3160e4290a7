import { expect, it } from 'vitest'
import { nameKey } from '../../src/zoo/name-key.ts'

it.each([
  ['Liver', 'liver'],
  ['STRASSE', 'straße'],
  ['ﬁle', 'FILE'],
  ['\u212a', 'k'],
  ['e\u0301', '\u00e9'],
  ['ſ', 'S'],
  ['a. ./b', 'A/B..'],
])('%j and %j are one name on some disk', (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other))
})

it.each([
  ['a.b', 'ab'],
  ['a b', 'ab'],
  ['a/b', 'ab'],
  ['.a', 'a'],
  ['a', 'á'],
])('%j and %j are two names', (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other))
})
