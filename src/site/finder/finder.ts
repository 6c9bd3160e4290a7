/** Answers queries over all entries of a store; runs in a worker, and at build time for the lists of facets. */
import { inCatalogueOrder } from '../../formats/catalogue-order.ts'
import type { SearchRow } from '../../formats/search-rows.ts'
import { wordsOf } from '../../lib/words.ts'
import type { CardIndex } from './card-index.ts'
import type { FacetKey } from './facets.ts'
import { Facets, type FacetList } from './narrow.ts'
import { orderBy } from './order.ts'
import { sortOf, type Query } from './query.ts'
import type { TextHit, TextIndex } from './text-index.ts'

export interface Hit {
  /** Place of the entry in the store. */
  place: number
  /** Folded words to be marked. */
  terms: string[]
  /** Found by the card's words alone. */
  isInCard: boolean
}

export interface Found {
  hits: Hit[]
  facets: FacetList[]
}

/** Entries whose text fits, the best first. */
export type TextHits = readonly Hit[]

export class Finder {
  readonly rows: readonly SearchRow[]
  readonly #facets: Facets
  #byName: number[] | null = null

  constructor(rows: readonly SearchRow[]) {
    this.rows = rows
    this.#facets = new Facets(rows)
  }

  /** `text`: what fits the query's text; null: there is none. */
  find(query: Query, text: TextHits | null, expanded: readonly FacetKey[] = []): Found {
    const narrowed = this.#facets.narrow(query.chosen, text && placesOf(text, this.rows.length))
    const facets = this.#facets.list(narrowed, query.chosen, expanded)
    return { hits: this.#sort(query, narrowed.fitting, text), facets }
  }

  #sort(query: Query, fitting: readonly number[], text: TextHits | null): Hit[] {
    const sort = sortOf(query)
    const isFitting = new Uint8Array(this.rows.length)
    for (const place of fitting) isFitting[place] = 1
    if (text && sort === 'relevance') return text.filter(({ place }) => isFitting[place])
    const hits = new Map(text?.map((hit) => [hit.place, hit]))
    const places = this.#placesByName().filter((place) => isFitting[place])
    if (sort !== 'name' && sort !== 'relevance') {
      const order = orderBy(sort, this.rows)
      places.sort((a, b) => order(this.rows[a]!, this.rows[b]!))
    }
    return places.map((place) => hits.get(place) ?? { place, terms: [], isInCard: false })
  }

  #placesByName(): number[] {
    this.#byName ??= inCatalogueOrder(this.rows.map(({ id, title }, place) => ({ id, title, place }))).map(
      ({ place }) => place,
    )
    return this.#byName
  }
}

/** What the rows themselves say. */
export function findText(text: string, index: TextIndex): Hit[] {
  return index.search(text).map(({ id, terms }) => ({ place: id, terms, isInCard: false }))
}

/** Entries that hold every word, some of them only in their cards, in the order of the store; those of `found` are left out. */
export async function findInCards(
  text: string,
  found: readonly Hit[],
  index: TextIndex,
  cards: CardIndex,
): Promise<Hit[]> {
  const words = [...new Set(wordsOf(text))]
  const perWord = await Promise.all(words.map((word) => entriesOf(word, index, cards)))
  const [first, ...others] = perWord.filter((hits) => hits !== null).sort((a, b) => a.size - b.size)
  if (first === undefined) return []
  const known = new Set(found.map(({ place }) => place))
  return [...first]
    .filter(([place]) => !known.has(place) && others.every((hits) => hits.has(place)))
    .sort(([a], [b]) => a - b)
    .map(([place, terms]) => ({
      place,
      terms: [...terms, ...others.flatMap((hits) => hits.get(place)!)],
      isInCard: true,
    }))
}

/** Entries with the word anywhere, and what is to be marked in their rows; null: the word says nothing. */
async function entriesOf(
  word: string,
  index: TextIndex,
  cards: CardIndex,
): Promise<Map<number, string[]> | null> {
  const inCards = await cards.entriesOf(word)
  if (inCards === null) return null
  const inRows: TextHit[] = index.search(word)
  return new Map([
    ...[...inCards].map((place): [number, string[]] => [place, []]),
    ...inRows.map(({ id, terms }): [number, string[]] => [id, terms]),
  ])
}

function placesOf(hits: TextHits, size: number): Uint8Array {
  const places = new Uint8Array(size)
  for (const { place } of hits) places[place] = 1
  return places
}
