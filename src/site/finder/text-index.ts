/** The full-text index over what the rows say; the words of the cards lie in files of their own, see `card-index.ts`. */
import MiniSearch, { type SearchOptions } from 'minisearch'
import type { SearchRow } from '../../formats/search-rows.ts'
import { wordsOf } from '../../lib/words.ts'

export interface TextHit {
  /** Place of the entry. */
  id: number
  score: number
  /** The words of the entry that fit, folded. */
  terms: string[]
}

interface Indexed {
  id: number
  title: string
  name: string
  words: string
  summary: string
  people: string
}

const BOOSTS: Record<Exclude<keyof Indexed, 'id'>, number> = {
  title: 5,
  name: 4,
  words: 2,
  summary: 1,
  people: 1,
}

const OPTIONS: SearchOptions = {
  boost: BOOSTS,
  combineWith: 'AND',
  prefix: true,
  // One mistake from four letters, two from eight.
  fuzzy: (term) => (term.length < 4 ? false : term.length < 8 ? 1 : 2),
  weights: { prefix: 0.6, fuzzy: 0.2 },
}

export class TextIndex {
  readonly #index = new MiniSearch<Indexed>({
    fields: Object.keys(BOOSTS),
    tokenize: wordsOf,
    // `wordsOf` has folded them.
    processTerm: (term) => term,
    searchOptions: OPTIONS,
  })

  /** `first`: the place of the first of `rows`. */
  add(rows: readonly SearchRow[], first: number): void {
    this.#index.addAll(rows.map((row, offset) => indexed(row, first + offset)))
  }

  /** The best first. */
  search(text: string): TextHit[] {
    return this.#index.search(text).map(({ id, score, terms }) => ({ id: id as number, score, terms }))
  }
}

function indexed(row: SearchRow, id: number): Indexed {
  const { title, summary, task, library, license, modality, tags, authors, datasets } = row
  return {
    id,
    title,
    name: row.id,
    words: [task ?? '', library ?? '', license, ...modality, ...tags].join(' '),
    summary,
    people: [...authors, ...datasets].join(' '),
  }
}
