import { describe, expect, it } from 'vitest'
import { factsOf, totalSize } from '../../src/site/facts.ts'
import { webAddress } from '../../src/site/web-address.ts'
import type { ReleasedVersion } from '../../src/store.ts'
import { fixtureRelease } from '../fixtures/releases.ts'
import { cardEntry, digitsEntry, nnunetEntry } from '../fixtures/store.ts'
import { sampleDownload, sampleEntry } from './sample-entry.ts'

function valuesOf(entry: Parameters<typeof factsOf>[0], term: string): string[] | undefined {
  return factsOf(entry)
    .find((fact) => fact.term === term)
    ?.values.map(({ text }) => text)
}

describe('factsOf', () => {
  it('leaves out what the entry does not say', () => {
    const terms = factsOf(sampleEntry({ downloads: [] })).map(({ term }) => term)
    expect(terms).toEqual(['Licence', 'Commercial use', 'Version'])
  })

  it('links a version to its own page once it is released', () => {
    const versionOf = (released: ReleasedVersion[]) =>
      factsOf(sampleEntry({ released })).find(({ term }) => term === 'Version')!.values
    expect(versionOf([fixtureRelease()])).toEqual([{ text: '1.0', href: null, path: 'liver/1.0/' }])
    expect(versionOf([fixtureRelease({ version: '0.9' })])).toEqual([{ text: '1.0', href: null }])
  })

  it('links an author to the ORCID record and a DOI to its resolver', () => {
    const facts = factsOf(
      sampleEntry({
        authors: [{ name: 'Zoo maintainers', affiliation: 'Fixture lab', orcid: '0000-0002-1825-0097' }],
        doi: '10.1234/a b',
      }),
    )
    const hrefs = facts.flatMap(({ values }) =>
      values.flatMap(({ text, href }) => (href ? [[text, href]] : [])),
    )
    expect(hrefs).toEqual([
      ['Zoo maintainers, Fixture lab', 'https://orcid.org/0000-0002-1825-0097'],
      ['10.1234/a b', 'https://doi.org/10.1234/a%20b'],
    ])
  })

  it('says a name once where author and affiliation are the same', () => {
    const authors = [{ name: 'Fixture lab', affiliation: 'Fixture lab', orcid: null }]
    expect(valuesOf(sampleEntry({ authors }), 'Authors')).toEqual(['Fixture lab'])
  })

  it('tells the labels and channels of nnU-Net results', () => {
    expect(valuesOf(nnunetEntry(), 'Channels')).toEqual(['grey'])
    expect(valuesOf(nnunetEntry(), 'Labels')).toEqual(['background', 'circle'])
    expect(valuesOf(nnunetEntry(), 'Folds')).toEqual(['0'])
  })

  it('tells the size of the images that a DIGITS snapshot takes', () => {
    expect(valuesOf(digitsEntry(), 'Image size')).toEqual(['28 × 28 × 1'])
  })

  it('counts the files that are known and the bytes of everything', () => {
    expect(valuesOf(cardEntry(), 'Files')).toEqual(['3'])
    const two = sampleEntry({
      downloads: [sampleDownload({ size: 1_500_000 }), sampleDownload({ size: 42 })],
    })
    expect(totalSize(two)).toEqual({ text: '1.5\u00a0MB', href: null, title: '1,500,042 bytes' })
  })
})

describe('webAddress', () => {
  it.each([
    ['https://a.example/x', 'https://a.example/x'],
    ['http://a.example', 'http://a.example'],
    ['javascript:alert(1)', null],
    ['LICENSE.md', null],
    ['//a.example', null],
    [null, null],
  ])('of %s is %s', (given, address) => {
    expect(webAddress(given)).toBe(address)
  })
})
