import { describe, expect, it } from 'vitest'
import { countRowFiles, formatSearchRows, parseSearchRows, rowOf } from '../../src/formats/search-rows.ts'
import {
  countWordFiles,
  formatSearchIndex,
  formatSearchWords,
  parseEntryNumbers,
  type SearchIndex,
  type WordFile,
} from '../../src/formats/search-words.ts'
import { listed } from '../../src/store.ts'
import { fixtureEntry, fixtureStore, HOSTILE } from '../fixtures/store.ts'

/** A store of `count` entries with the words that `wordsOf` gives each. */
function storeOf(count: number, wordsOf: (number: number) => string) {
  const entries = Array.from({ length: count }, (_, number) =>
    fixtureEntry({ id: `entry-${number}`, words: wordsOf(number) }),
  )
  return fixtureStore({ entries })
}

describe('the rows of a store', () => {
  it('come back as they were', () => {
    const store = fixtureStore()
    expect(parseSearchRows(formatSearchRows(store, 0))).toEqual(store.entries.map(rowOf))
  })

  it('keep a metric, a date and the strictest licence', () => {
    const metric = { name: 'Dice', value: 0.973, text: '0.9730' }
    const store = fixtureStore({ entries: [fixtureEntry({ metric, date: '2026-01-31' })] })
    const [row] = parseSearchRows(formatSearchRows(store, 0))
    expect(row).toMatchObject({ metric, date: '2026-01-31', commercial: 'ask', size: null, has: [] })
  })

  it('are a thousand to a file', () => {
    const store = storeOf(2001, () => '')
    expect(countRowFiles(store)).toBe(3)
    const sizes = [0, 1, 2].map((n) => parseSearchRows(formatSearchRows(store, n)).length)
    expect(sizes).toEqual([1000, 1000, 1])
    expect(countRowFiles(fixtureStore({ entries: [] }))).toBe(0)
  })

  it('are bounded, whatever an entry holds', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `${HOSTILE} ${index} ${'x'.repeat(500)}`)
    const summary = HOSTILE.repeat(100)
    const row = rowOf(fixtureEntry({ tags: many, datasets: many, modality: many, summary }))
    expect(JSON.stringify(row).length).toBeLessThan(20_000)
    expect(row.summary.length).toBeLessThanOrEqual(200)
  })

  it('are the same for the whole entry and for what lists keep of it', () => {
    for (const entry of fixtureStore().entries) expect(rowOf(listed(entry))).toEqual(rowOf(entry))
  })
})

describe('the words of cards', () => {
  const index = (store: ReturnType<typeof storeOf>) => JSON.parse(formatSearchIndex(store)) as SearchIndex
  const files = (store: ReturnType<typeof storeOf>) =>
    Array.from({ length: countWordFiles(store) }, (_, n) => formatSearchWords(store, n))

  it('name the entries that hold them', () => {
    const store = storeOf(100, (number) => (number % 40 === 3 ? 'epochs __proto__' : 'phantom'))
    const words = files(store).flatMap((file) => JSON.parse(file) as WordFile)
    expect(parseEntryNumbers(words[words.indexOf('epochs') + 1]!)).toEqual([3, 43, 83])
    expect(words[words.indexOf('__proto__') + 1]).toBe(words[words.indexOf('epochs') + 1])
  })

  it('lie in small files, in order, the first word of each in the index', () => {
    const store = storeOf(2000, (number) =>
      Array.from({ length: 20 }, (_, n) => `w${number % 500}x${n}`).join(' '),
    )
    const texts = files(store)
    expect(texts.length).toBeGreaterThan(2)
    for (const text of texts) expect(text.length).toBeLessThan(64_000)
    expect(index(store).words).toEqual(texts.map((text) => (JSON.parse(text) as WordFile)[0]))
    expect(index(store).words.toSorted()).toEqual(index(store).words)
  })

  it('are only named where a quarter of a large store shares them', () => {
    const store = storeOf(1000, (number) => (number < 300 ? 'common rare' : 'rare'))
    expect(index(store)).toMatchObject({
      entries: 1000,
      rowFiles: 1,
      words: [],
      everywhere: ['common', 'rare'],
    })
    expect(index(storeOf(100, () => 'common')).everywhere).toEqual([])
  })

  it('are the same bytes each time', () => {
    const wordsOf = (number: number): string => `a${number % 7} b${number % 3}`
    expect(files(storeOf(300, wordsOf))).toEqual(files(storeOf(300, wordsOf)))
  })
})
