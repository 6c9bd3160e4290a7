import { describe, expect, it } from 'vitest'
import { formatCitation, formatVersionCitation } from '../../src/formats/cite-text.ts'
import { fixtureRelease } from '../fixtures/releases.ts'
import { fixtureEntry } from '../fixtures/store.ts'
import { SAMPLES, SITE } from './cite-samples.ts'

const author = (name: string) => ({ name, affiliation: null, orcid: null })

function cite(...names: string[]): string {
  return formatCitation(fixtureEntry({ authors: names.map(author) }), SITE).split(' (n.d.)')[0]!
}

describe('formatCitation', () => {
  it('reads like an item of a list of references', () => {
    const entry = fixtureEntry({
      date: '2026-03-01',
      doi: '10.1234/a',
      authors: [author('Lovelace, Ada Mary')],
    })
    expect(formatCitation(entry, SITE)).toBe(
      'Lovelace, A. M. (2026). Bare card (Version 1.0) [Model]. Fixture zoo & <friends>. https://doi.org/10.1234/a',
    )
    expect(formatCitation(fixtureEntry(), SITE)).toBe(
      'Fixture zoo & <friends> (n.d.). Bare card (Version 1.0) [Model]. Fixture zoo & <friends>. https://lab.example/zoo/bare/',
    )
  })

  it.each([
    [['A lab'], 'A lab'],
    [['A lab', 'B lab'], 'A lab & B lab'],
    [['A lab', 'Lovelace, Ada', 'C lab'], 'A lab, Lovelace, A. & C lab'],
  ])('joins authors: %j', (names, expected) => {
    expect(cite(...names)).toBe(expected)
  })

  it('names twenty authors of more', () => {
    const names = Array.from({ length: 21 }, (_, index) => `Group ${index + 1}`)
    expect(cite(...names)).toMatch(/Group 20, et al\.$/)
    expect(cite(...names.slice(1))).toMatch(/Group 20 & Group 21$/)
  })

  it.each(SAMPLES)('is one line: %s', (_, entry) => {
    expect(formatCitation(entry, SITE)).toMatch(/^[^\p{Cc}\u2028\u2029]+$/u)
  })
})

describe('formatVersionCitation', () => {
  it('names the version, its day and its permanent address, whatever the entry is by now', () => {
    const entry = fixtureEntry({ version: '3.0', title: 'New name', date: '2028-01-01', doi: '10.1234/a' })
    const released = fixtureRelease({ version: '1.1', title: 'Old name' })
    expect(formatVersionCitation(entry, SITE, released)).toBe(
      'Fixture zoo & <friends> (2026). Old name (Version 1.1) [Model]. Fixture zoo & <friends>. https://lab.example/zoo/bare/1.1/',
    )
  })

  it('says that the version was withdrawn', () => {
    const released = fixtureRelease({ yanked: { date: '2026-05-01', reason: 'Wrong labels.' } })
    expect(formatVersionCitation(fixtureEntry(), SITE, released)).toContain(
      '(Version 1.0, withdrawn on 2026-05-01) [Model]',
    )
  })
})
