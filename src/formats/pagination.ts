/**
 * Long lists in pages: `/models/2/`, `/tags/ct/2/`. The addresses are a published contract, as the sitemap and other people's links hold
 * them.
 */

/** Entries on one page of a list: as many as fill whole rows of two, three and four plates. */
export const PAGE_SIZE = 36

/** A list with pages, by the paths of its pages. */
export interface PagedList {
  /** Of the first page: '' for the catalogue, `tags/ct/`. */
  first: string
  /** What the numbers of further pages follow: `models/`, `tags/ct/`. */
  base: string
}

export const CATALOGUE: PagedList = { first: '', base: 'models/' }

/** The path of a page, counted from 1. */
export function pagePath({ first, base }: PagedList, page: number): string {
  return page === 1 ? first : `${base}${page}/`
}

/** How many pages a list of this many entries has; an empty one has its first. */
export function countPages(entries: number): number {
  return Math.max(1, Math.ceil(entries / PAGE_SIZE))
}

/** What stands on a page, counted from 1. */
export function sliceOf<Item>(items: readonly Item[], page: number): Item[] {
  return items.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
}
