import { describe, expect, it } from 'vitest'
import { rowOf } from '../../../src/formats/search-rows.ts'
import {
  countWordFiles,
  formatSearchIndex,
  formatSearchWords,
  type SearchIndex,
} from '../../../src/formats/search-words.ts'
import { CardIndex } from '../../../src/site/finder/card-index.ts'
import { findInCards, Finder, findText } from '../../../src/site/finder/finder.ts'
import { NOTHING, type Query } from '../../../src/site/finder/query.ts'
import { TextIndex } from '../../../src/site/finder/text-index.ts'
import type { StoreEntry } from '../../../src/store.ts'
import { fixtureEntry, fixtureStore } from '../../fixtures/store.ts'
import { sampleDownload } from '../sample-entry.ts'

const license = (name: string, commercialUse: 'yes' | 'no') => ({ id: name, name, url: null, commercialUse })
const downloads = (size: number) => [sampleDownload({ size })]
const metric = (name: string, value: number) => ({ name, value, text: `${value}` })
const ENTRIES: Partial<StoreEntry>[] = [
  {
    id: 'a',
    title: 'Spleen on CT',
    task: 'image-segmentation',
    library: 'niftynet',
    tags: ['3d', 'ct'],
    license: license('MIT', 'yes'),
    downloads: downloads(5e6),
    metric: metric('dice', 0.9),
    date: '2026-01-01',
    words: 'epochs phantom',
  },
  {
    id: 'b',
    title: 'Liver on MR',
    task: 'image-segmentation',
    library: 'pytorch',
    tags: ['3d'],
    license: license('CC-BY-NC', 'no'),
    downloads: downloads(5e8),
    metric: metric('dice', 0.95),
    date: '2026-02-01',
    words: 'vessels',
  },
  {
    id: 'c',
    title: 'Digits',
    task: 'image-classification',
    library: 'caffe',
    tags: ['2d'],
    license: license('MIT', 'yes'),
    downloads: downloads(1e6),
    metric: metric('loss', 0.1),
    words: 'epochs spleen',
  },
  { id: 'd', title: 'Äpfel', task: null, license: license('MIT', 'yes') },
]
const store = fixtureStore({ entries: ENTRIES.map(fixtureEntry) })
const rows = store.entries.map(rowOf)
const finder = new Finder(rows)
const index = new TextIndex()
index.add(rows, 0)
const cards = new CardIndex(JSON.parse(formatSearchIndex(store)) as SearchIndex, (name) =>
  Promise.resolve(JSON.parse(formatSearchWords(store, Number(/\d+/.exec(name)![0]))) as unknown),
)

function ids(query: Partial<Query>): string {
  const whole = { ...NOTHING, ...query }
  const text = whole.text === '' ? null : findText(whole.text, index)
  return finder
    .find(whole, text)
    .hits.map(({ place }) => rows[place]!.id)
    .join('')
}

function counts(query: Partial<Query>, facet: string): Record<string, number> {
  const { facets } = finder.find({ ...NOTHING, ...query }, null)
  const values = facets.find(({ key }) => key === facet)?.values ?? []
  return Object.fromEntries(values.map(({ value, count }) => [value, count]))
}

describe('facets', () => {
  it.each([
    [{ task: ['image-segmentation'] }, 'ba'],
    [{ task: ['image-segmentation', 'image-classification'] }, 'cba'],
    [{ task: ['image-segmentation'], commercial: ['yes'] }, 'a'],
    [{ framework: ['Caffe'] }, 'c'],
    [{ licence: ['MIT'] }, 'cad'],
    [{ tag: ['3d'], size: ['100-mb-to-1-gb'] }, 'b'],
    [{ client: ['niftynet'] }, 'cba'],
    [{ has: ['weights'], tag: ['2d'] }, 'c'],
    [{ task: ['no such task'] }, ''],
  ])('%o leave %s', (chosen, left) => {
    expect(ids({ chosen })).toBe(left)
  })

  it('count what a choice would leave, and do not zero each other within one facet', () => {
    const chosen = { task: ['image-segmentation'] }
    expect(counts({ chosen }, 'task')).toEqual({ 'image-segmentation': 2, 'image-classification': 1 })
    expect(counts({ chosen }, 'tag')).toEqual({ '3d': 2, ct: 1, '2d': 0 })
    expect(counts({ chosen }, 'commercial')).toEqual({ yes: 1, no: 1 })
  })

  it('keep a chosen value that no entry has, so that it can be taken away', () => {
    expect(counts({ chosen: { tag: ['gone'] } }, 'tag')).toMatchObject({ gone: 0 })
  })

  it('are not offered where they tell nothing apart', () => {
    const same = new Finder([rows[0]!, rows[0]!]).find(NOTHING, null)
    expect(same.facets).toEqual([])
  })
})

describe('orders', () => {
  it.each([
    ['name', 'cbad'],
    ['date', 'bacd'],
    ['size', 'cabd'],
    ['metric', 'bacd'],
  ] as const)('by %s', (sort, expected) => {
    expect(ids({ sort })).toBe(expected)
  })
})

describe('text', () => {
  it.each([
    ['spleen', 'a'],
    ['spl', 'a'],
    ['splean', 'a'],
    ['segmentatoin', 'ab'],
    ['SPLEEN ct', 'a'],
    ['apfel', 'd'],
    ['spleen liver', ''],
  ])('%s finds %s', (text, found) => {
    expect(Array.from(ids({ text })).sort().join('')).toBe(found)
  })

  it.each([
    ['spleen', 'c', 'a word of the card alone'],
    ['epo', 'ac', 'the beginning of a word'],
    ['epocks', 'ac', 'a word with a mistake'],
    ['digits epochs', 'c', 'words of the row and of the card together'],
    ['liver epochs', '', 'nothing where one word is missing'],
    ['ep', '', 'nothing for two letters'],
  ])('%s finds %s in cards: %s', async (text, found) => {
    const inRows = findText(text, index)
    const hits = await findInCards(text, inRows, index, cards)
    expect(hits.map(({ place }) => rows[place]!.id).join('')).toBe(found)
    expect(hits.every(({ isInCard }) => isInCard)).toBe(true)
  })

  it('needs few files of words', () => {
    expect(countWordFiles(store)).toBe(1)
  })
})
