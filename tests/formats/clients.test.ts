import { describe, expect, it } from 'vitest'
import { readableBy } from '../../src/formats/clients.ts'
import { cardEntry, digitsEntry, fixtureDownload, fixtureEntry, nnunetEntry } from '../fixtures/store.ts'

const GENERIC = ['zoopress', 'curl', 'aria2', 'pooch']

describe('readableBy', () => {
  it.each([
    ['a card with a place in NiftyNet', cardEntry(), ['niftynet', ...GENERIC]],
    ['a card without one', fixtureEntry({ downloads: [fixtureDownload({ niftynet: null })] }), GENERIC],
    ['a DIGITS snapshot', digitsEntry(), ['digits', ...GENERIC]],
    ['nnU-Net results', nnunetEntry(), ['nnunet', ...GENERIC]],
    ['a card without downloads', fixtureEntry(), []],
  ])('names the clients that can read the entry: %s', (_, entry, expected) => {
    expect(readableBy(entry)).toEqual(expected)
  })
})
