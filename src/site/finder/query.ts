/** What somebody looks for, and its form in the address of the home page: `?q=spleen&task=image-segmentation&sort=size&view=table`. */
import { FACET_KEYS, type FacetKey } from './facets.ts'

export const SORTS = ['relevance', 'name', 'date', 'size', 'metric'] as const
export type Sort = (typeof SORTS)[number]
/** Undefined: nothing of the facet. */
export type Chosen = Partial<Record<FacetKey, string[] | undefined>>

export interface Query {
  text: string
  chosen: Chosen
  /** Null: relevance while there is text, else the name. */
  sort: Sort | null
}

export interface Shown extends Query {
  view: 'grid' | 'table'
}

/** An address may be anybody's: longer text and more values are left out. */
const LONGEST_TEXT = 200
const MOST_CHOSEN = 50

/** From `location.search`; what is not known is passed over. */
export function parseShown(search: string): Shown {
  const parameters = new URLSearchParams(search)
  const chosen: Chosen = {}
  for (const key of FACET_KEYS) {
    const values = [...new Set(parameters.getAll(key))].filter(Boolean).slice(0, MOST_CHOSEN)
    if (values.length > 0) chosen[key] = values
  }
  return {
    text: (parameters.get('q') ?? '').slice(0, LONGEST_TEXT),
    chosen,
    sort: SORTS.find((sort) => sort === parameters.get('sort')) ?? null,
    view: parameters.get('view') === 'table' ? 'table' : 'grid',
  }
}

/** `?…`, or '' where nothing is looked for. */
export function formatShown({ text, chosen, sort, view }: Shown): string {
  const parameters = new URLSearchParams()
  if (text.trim() !== '') parameters.set('q', text)
  for (const key of FACET_KEYS) for (const value of chosen[key] ?? []) parameters.append(key, value)
  if (sort !== null) parameters.set('sort', sort)
  if (view !== 'grid') parameters.set('view', view)
  const formatted = parameters.toString()
  return formatted === '' ? '' : `?${formatted}`
}

/** Whether the list as the page was delivered is the answer. */
export function isPlain({ text, chosen, sort, view }: Shown): boolean {
  return (
    text.trim() === '' &&
    FACET_KEYS.every((key) => chosen[key] === undefined) &&
    (sort === null || sort === 'name') &&
    view === 'grid'
  )
}

/** The order that entries come in. */
export function sortOf({ text, sort }: Query): Sort {
  const hasText = text.trim() !== ''
  if (sort === null || (sort === 'relevance' && !hasText)) return hasText ? 'relevance' : 'name'
  return sort
}

/** Everything, by name. */
export const NOTHING: Query = { text: '', chosen: {}, sort: null }
