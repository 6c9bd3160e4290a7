/** The order in which lists for people show entries. */
import type { ListedEntry } from '../store.ts'

/** By title, whatever its case, then by id. */
export function inCatalogueOrder<Entry extends Pick<ListedEntry, 'id' | 'title'>>(
  entries: readonly Entry[],
): Entry[] {
  const keyed = entries.map((entry) => ({ entry, title: entry.title.toLowerCase() }))
  return keyed
    .sort((a, b) => compare(a.title, b.title) || compare(a.entry.id, b.entry.id))
    .map(({ entry }) => entry)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
