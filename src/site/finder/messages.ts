/** What the home page and its search worker say to each other. */
import type { SearchRow } from '../../formats/search-rows.ts'
import type { FacetKey } from './facets.ts'
import type { FacetList } from './narrow.ts'
import type { Query } from './query.ts'

/** Results that are shown at once, and that each further request brings. */
export const CHUNK = 36

export type SearchRequest =
  /** Comes first. `folder`: the absolute address of `search/`. */
  | { kind: 'open'; folder: string }
  | { kind: 'find'; number: number; query: Query; expanded: readonly FacetKey[] }
  /** More of what was found last. */
  | { kind: 'more'; number: number; from: number }

export interface ShownHit {
  row: SearchRow
  /** Folded words to be marked. */
  terms: string[]
  isInCard: boolean
}

export type SearchReply =
  | {
      kind: 'found'
      number: number
      total: number
      facets: FacetList[]
      hits: ShownHit[]
      /** False: the words of the cards are still being looked up, and a second reply follows. */
      isComplete: boolean
    }
  | { kind: 'more'; number: number; hits: ShownHit[] }
  | { kind: 'fault'; message: string }
