import { describe, expect, it } from 'vitest'
import { formatCatalogue } from '../../src/formats/catalogue.ts'
import { formatEntryJson } from '../../src/formats/entry-json.ts'
import { formatSums } from '../../src/formats/sums.ts'
import type { CatalogueDocument, EntryDocument } from '../../src/site/entry-document.ts'
import {
  identifyByName,
  identifyHere,
  identifyInCatalogue,
  identifyInSums,
} from '../../src/site/identify-file.ts'
import type { StoreEntry } from '../../src/store.ts'
import { releasedEntry } from '../fixtures/releases.ts'
import { cardEntry, digitsEntry, fixtureStore } from '../fixtures/store.ts'

const documentOf = (entry: StoreEntry) => JSON.parse(formatEntryJson(entry)) as EntryDocument
const print = (sha256: string, name = 'some.file', size = 7) => ({ name, size, sha256 })

const HUB = {
  path: 'spleen_ct/2.1/spleen_ct_v2_1-cc.pth',
  url: 'https://lab.example/zoo/spleen_ct/2.1/spleen_ct_v2_1-cc.pth',
  size: 3,
  sha256: 'cc'.repeat(32),
}
const CARD = documentOf({ ...cardEntry(), torchHub: HUB })

describe('a file of the model', () => {
  it.each([
    ['an archive', 'a1'.repeat(32), 'Genuine: weights.tar.gz, version 2.1.'],
    ['a hosted file', 'd4'.repeat(32), 'Genuine: scans.tar.gz, version 2.1.'],
    [
      'a file in an archive',
      '22'.repeat(32),
      'Genuine: models/model.ckpt-1.index in weights.tar.gz, version 2.1.',
    ],
    ['the state dict for torch.hub', HUB.sha256, 'Genuine: spleen_ct_v2_1-cc.pth, version 2.1.'],
  ])('is known as %s', (_, sha256, text) => {
    expect(identifyHere(CARD, print(sha256))).toEqual({ kind: 'genuine', text })
  })

  it('is named in all its places', () => {
    expect(identifyHere(documentOf(digitsEntry()), print('44'.repeat(32)))?.text).toBe(
      'Genuine: labels.txt, as DIGITS fetches it; labels.txt in lenet_digits.tar.gz, version 1.0.',
    )
  })

  it('may lie in so many places that only some are named', () => {
    const entry = cardEntry()
    const files = Array.from({ length: 9 }, (_, i) => ({ path: `${i}`, size: 0, sha256: 'ee'.repeat(32) }))
    entry.downloads[2]!.files = files
    expect(identifyHere(documentOf(entry), print('ee'.repeat(32)))?.text).toContain(
      '2 in weights.tar.gz, version 2.1; and 6 more.',
    )
  })

  it('is no longer to be used where only withdrawn versions have it, and the reason is told', () => {
    const entry = documentOf(releasedEntry())
    expect(identifyHere(entry, print('c3'.repeat(32)))).toEqual({
      kind: 'withdrawn',
      text: expect.stringMatching(
        /^Withdrawn on 2026-02-10: weights\.tar\.gz, version 1\.1\. The reason given: Wrong labels\./,
      ) as string,
    })
    expect(identifyHere(entry, print('b2'.repeat(32)))).toMatchObject({
      kind: 'genuine',
      text: expect.not.stringContaining('version 1.1') as string,
    })
  })

  it('is none where no sum is the same', () => {
    expect(identifyHere(CARD, print('00'.repeat(32)))).toBeNull()
  })
})

describe('a file of the store', () => {
  const sums = formatSums([
    { path: 'lenet/1.0/lenet.tar.gz', sha256: '01'.repeat(32) },
    { path: 'lenet/entry.json', sha256: '02'.repeat(32) },
    { path: 'assets/site.css', sha256: '03'.repeat(32) },
    { path: 'spleen_ct/info.json', sha256: '04'.repeat(32) },
  ])

  it('is told with the model that it belongs to', () => {
    expect(identifyInSums(sums, print('01'.repeat(32)), 'spleen_ct')).toEqual({
      kind: 'elsewhere',
      text: 'Not of this model. It is 1.0/lenet.tar.gz of another model, ',
      link: 'lenet',
      href: 'lenet/',
    })
  })

  it('may belong to no model, or be a document about this one', () => {
    expect(identifyInSums(sums, print('03'.repeat(32)), 'spleen_ct')).toMatchObject({
      href: 'assets/site.css',
    })
    expect(identifyInSums(sums, print('04'.repeat(32)), 'spleen_ct')).toMatchObject({ kind: 'genuine' })
  })

  it('is not found by a part of a line', () => {
    expect(identifyInSums(sums, print('1/lenet'), 'x')).toBeNull()
    expect(identifyInSums(sums, print('00'.repeat(32)), 'x')).toBeNull()
  })

  it('may be hosted elsewhere', () => {
    const catalogue = JSON.parse(formatCatalogue(fixtureStore())) as CatalogueDocument
    expect(identifyInCatalogue(catalogue, print('d4'.repeat(32)))).toMatchObject({ link: 'spleen_ct' })
    expect(identifyInCatalogue(catalogue, print('00'.repeat(32)))).toBeNull()
  })
})

describe('a file that nobody knows', () => {
  it.each([
    ['weights.tar.gz', 1024, 'has another sum. The size is the same.'],
    ['weights (2).tar.gz', 9, 'It has 1,024 bytes, yours 9: a download that broke off may look so.'],
    ['weights.tar (1).gz', 2000, 'It has 1,024 bytes, yours 2,000.'],
    ['model.ckpt-1.index', 100, 'the store’s model.ckpt-1.index in extra.tar.gz, version 2.1'],
  ])('is not genuine if it is called %s', (name, size, text) => {
    const finding = identifyByName(CARD, print('00'.repeat(32), name, size))
    expect(finding.kind).toBe('altered')
    expect(finding.text).toContain('Not genuine: the store’s ')
    expect(finding.text).toContain(text)
  })

  it('is unknown under any other name', () => {
    expect(identifyByName(CARD, print('00'.repeat(32)))).toEqual({
      kind: 'unknown',
      text: 'This is none of the store’s files.',
    })
  })
})
