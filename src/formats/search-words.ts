/**
 * URL: /search/words-<n>.json, and /search/index.json, which says what is in which
 * Reader: the home page's search, which fetches only the files that can hold the words that somebody types.
 * Trap: the words of ten thousand cards are megabytes. So each file is a run of the sorted words, small enough to come while one types; a word
 * that a quarter of a large store shares tells nothing, and is only named.
 */
import type { Listing } from '../store.ts'
import { countRowFiles } from './search-rows.ts'

/** Characters of one file. A single word of a hundred thousand entries may go beyond. */
const FILE_SIZE = 48_000
/** Words of fewer entries are listed, whatever part of the store that is. */
const FEW_ENTRIES = 200

export interface SearchIndex {
  formatVersion: 1
  entries: number
  rowFiles: number
  /** The first word of each file of words. */
  words: string[]
  /** Words that more than a quarter of a large store's cards hold, sorted. */
  everywhere: string[]
}

/** A file of words: each followed by its entries. */
export type WordFile = string[]

interface WordPlan {
  /** As they are written. */
  files: string[]
  firstWords: string[]
  everywhere: string[]
}

// All rows of the table ask for the same plan, one after the other.
const plans = new WeakMap<Listing['entries'], WordPlan>()

/** How many files the words of a store make. */
export function countWordFiles({ entries }: Listing): number {
  return planWords(entries).files.length
}

/** The `n`th file of words. */
export function formatSearchWords({ entries }: Listing, n: number): string {
  return planWords(entries).files[n]!
}

/** What a search begins with. */
export function formatSearchIndex(store: Listing): string {
  const { firstWords, everywhere } = planWords(store.entries)
  const index: SearchIndex = {
    formatVersion: 1,
    entries: store.entries.length,
    rowFiles: countRowFiles(store),
    words: firstWords,
    everywhere,
  }
  return `${JSON.stringify(index)}\n`
}

/** Places of entries in the store, from 0, as `entriesOf` wrote them. */
export function parseEntryNumbers(text: string): number[] {
  let last = -1
  return text.split(' ').map((step) => (last += Number.parseInt(step, 36)))
}

function planWords(entries: Listing['entries']): WordPlan {
  const known = plans.get(entries)
  if (known) return known
  const lists = [...listWords(entries)].sort(([a], [b]) => (a < b ? -1 : 1))
  const most = Math.max(FEW_ENTRIES, entries.length / 4)
  const everywhere = lists.filter(([, { count }]) => count > most).map(([word]) => word)
  const plan: WordPlan = { files: [], firstWords: [], everywhere }
  for (const file of runsOf(lists.filter(([, { count }]) => count <= most))) {
    plan.files.push(`${JSON.stringify(file)}\n`)
    plan.firstWords.push(file[0]!)
  }
  plans.set(entries, plan)
  return plan
}

/** The entries of a word as steps from one to the next, in base 36. */
interface WordList {
  count: number
  last: number
  steps: string
}

function listWords(entries: Listing['entries']): Map<string, WordList> {
  const lists = new Map<string, WordList>()
  entries.forEach(({ words }, number) => {
    if (words === '') return
    for (const word of words.split(' ')) {
      const list = lists.get(word)
      if (list === undefined) lists.set(word, { count: 1, last: number, steps: (number + 1).toString(36) })
      else {
        list.steps += ` ${(number - list.last).toString(36)}`
        list.last = number
        list.count++
      }
    }
  })
  return lists
}

function* runsOf(lists: readonly [string, WordList][]): Generator<WordFile> {
  let run: WordFile = []
  let size = 0
  for (const [word, { steps }] of lists) {
    const more = word.length + steps.length + 6
    if (size > 0 && size + more > FILE_SIZE) {
      yield run
      run = []
      size = 0
    }
    run.push(word, steps)
    size += more
  }
  if (run.length > 0) yield run
}
