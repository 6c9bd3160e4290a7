import { describe, expect, it } from 'vitest'
import type { JsonValue, License } from '../../src/zoo/entry.ts'
import type { StoreEntry } from '../../src/store.ts'
import { formatDigitsAux } from '../../src/formats/digits-aux.ts'
import { NO_LICENSE } from '../../src/zoo/license.ts'
import { digitsEntry } from '../fixtures/store.ts'

const BSD: License = { id: 'bsd-3-clause', name: 'BSD-3-Clause', url: null, commercialUse: 'yes' }

function auxOf(aux: Record<string, JsonValue>, overrides: Partial<StoreEntry> = {}): unknown {
  const entry = digitsEntry()
  return JSON.parse(formatDigitsAux({ ...entry, ...overrides, digits: { ...entry.digits!, aux } }))
}

describe('formatDigitsAux', () => {
  it("keeps the snapshot's own keys", () => {
    expect(auxOf({ affiliate: 'A', dataset: 'D', license: 'CC0-1.0', more: 1 })).toEqual({
      affiliate: 'A',
      dataset: 'D',
      license: 'CC0-1.0',
      more: 1,
    })
  })

  it('has all three keys even where the snapshot has none', () => {
    expect(auxOf({})).toEqual({ affiliate: '', dataset: '', license: 'CC0-1.0' })
  })

  it('completes the keys from the entry, naming an affiliation once', () => {
    const authors = ['One', 'Two'].map((name) => ({ name, affiliation: 'Fixture lab', orcid: null }))
    expect(auxOf({}, { authors, datasets: ['a', 'b'] })).toMatchObject({
      affiliate: 'Fixture lab',
      dataset: 'a, b',
    })
  })

  it.each([
    ['CC0-1.0', BSD, 'BSD-3-Clause'],
    ['BSD-3-Clause', BSD, 'BSD-3-Clause'],
    ['bsd-3-clause', BSD, 'bsd-3-clause'],
    ['Ask us', NO_LICENSE, 'Ask us'],
    ['', NO_LICENSE, 'Not stated'],
  ])('names one licence only: %j under %j', (own, license, expected) => {
    expect(auxOf({ license: own }, { license })).toMatchObject({ license: expected })
  })
})
