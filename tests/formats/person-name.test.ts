import { expect, it } from 'vitest'
import { splitName } from '../../src/formats/person-name.ts'

it.each([
  ['Lovelace, Ada M.', false, 'Lovelace', 'Ada M.'],
  ['van Beethoven, Ludwig', false, 'van Beethoven', 'Ludwig'],
  ['Ada M. Lovelace', false, 'Lovelace', 'Ada M.'],
  ['A. Lovelace', false, 'Lovelace', 'A.'],
  ['Ada Lovelace', true, 'Lovelace', 'Ada'],
  ['Ludwig van Beethoven', true, 'van Beethoven', 'Ludwig'],
  ['Jean-Luc de la Tour', true, 'de la Tour', 'Jean-Luc'],
  ['Zoë O’Hara', true, 'O’Hara', 'Zoë'],
])('%s is split (with an ORCID: %s)', (name, isPerson, family, given) => {
  expect(splitName(name, isPerson)).toEqual({ family, given })
})

it.each([
  ['Zoo maintainers', false],
  ['Ada Lovelace', false],
  ['J. Paul Getty Museum', false],
  ['Fixture lab, University of Somewhere in the North', false],
  ['Fixture Lab, Inc.', false],
  ['Lovelace, Ada, Countess', true],
  ['Plato', true],
  ['שלום עולם', true],
  ['山田 太郎', true],
  ['Ada van', false],
  ['', true],
  [',', true],
  ['a\\b {c} d', true],
])('%j stays whole (with an ORCID: %s)', (name, isPerson) => {
  expect(splitName(name, isPerson)).toBeNull()
})

it('takes no longer for a long name', () => {
  expect(splitName('A. '.repeat(50_000), true)).toBeNull()
  expect(splitName(`${'a'.repeat(100_000)} ${'.'.repeat(100_000)},`, true)).toBeNull()
})
