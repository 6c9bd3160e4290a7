import { describe, expect, it } from 'vitest'
import { citationsOf } from '../../src/site/citations.ts'
import { cardEntry, fixtureEntry, fixtureStore } from '../fixtures/store.ts'

const { site } = fixtureStore()

describe('citationsOf', () => {
  it("shows the authors' own first, and one at a time", () => {
    const shown = (entry = cardEntry()) =>
      citationsOf(entry, site).map(({ name, open }) => `${name}${open ? '*' : ''}`)
    expect(shown()).toEqual(['The authors’ own*', 'Plain text', 'BibTeX', 'RIS', 'CFF'])
    expect(shown(fixtureEntry())).toEqual(['Plain text*', 'BibTeX', 'RIS', 'CFF'])
  })

  it('only links a file that is too long for a margin', () => {
    const text = `cff-version: 1.2.0\n${'# long\n'.repeat(1000)}`
    const citationFile = { path: 'CITATION.cff', from: 'CITATION.cff', size: text.length, text }
    expect(citationsOf({ ...cardEntry(), citationFile }, site).at(-1)).toMatchObject({
      name: 'CFF, the authors’ own',
      text: null,
      path: 'spleen_ct/CITATION.cff',
    })
  })
})
