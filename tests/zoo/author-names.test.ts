import { expect, it } from 'vitest'
import { severalNames } from '../../src/zoo/author-names.ts'

it.each([
  ['Ada Example and Bob Example', ['Ada Example', 'Bob Example']],
  ['Ada Example, Bob Example', ['Ada Example', 'Bob Example']],
  [
    'Ada Example, Bob Example, and Änne Müller-Example',
    ['Ada Example', 'Bob Example', 'Änne Müller-Example'],
  ],
  ['Ada B. Example; Bob Example & Carl Example', ['Ada B. Example', 'Bob Example', 'Carl Example']],
])('%s are several', (text, names) => {
  expect(severalNames(text)).toEqual(names)
})

it.each([
  'Ada Example',
  'Example, Ada',
  'Ada Example, MD',
  'Ada Example, University of Somewhere',
  'Sand and Gravel',
  'The Liver Imaging Group, Somewhere Else',
  'a'.repeat(2000),
])('%s is one', (text) => {
  expect(severalNames(text)).toBeNull()
})
