/** What the home page says about each entry, and what its filter offers. */
import type { ListedEntry } from '../store.ts'
import { libraryLabel, taskLabel } from './format.ts'

export { PAGE_SIZE } from '../formats/pagination.ts'

/**
 * Above this many entries, plates far below the screen are not laid out until they come near. Below it laying them out costs less
 * than a frame, and a picture of the whole page shows them all.
 */
export const LONG_CATALOGUE = 60

export interface Choice {
  value: string
  label: string
  count: number
}

export interface Facet {
  /** The attribute `data-<key>` of a plate, and the parameter of the URL. */
  key: 'task' | 'library' | 'license'
  label: string
  choices: Choice[]
}

/** Facets that tell at least two entries apart; choices sorted by label. */
export function facetsOf(entries: readonly ListedEntry[]): Facet[] {
  const facets: Facet[] = [
    { key: 'task', label: 'Task', choices: count(entries, (entry) => entry.task, taskLabel) },
    { key: 'library', label: 'Framework', choices: count(entries, (entry) => entry.library, libraryLabel) },
    {
      key: 'license',
      label: 'Licence',
      choices: count(
        entries,
        (entry) => entry.license.name,
        (name) => name,
      ),
    },
  ]
  return facets.filter(({ choices }) => choices.length > 1)
}

/** Words to find the entry by that its plate does not show. */
export function hiddenWords(entry: ListedEntry): string {
  const names = entry.authors.map(({ name }) => name)
  const words = [
    ...entry.tags,
    ...names,
    ...entry.modality,
    ...entry.datasets,
    entry.task ?? '',
    entry.library ?? '',
  ]
  return [...new Set(words)].filter(Boolean).join(' ')
}

function count(
  entries: readonly ListedEntry[],
  valueOf: (entry: ListedEntry) => string | null,
  labelOf: (value: string) => string,
): Choice[] {
  const counts = new Map<string, number>()
  for (const entry of entries) {
    const value = valueOf(entry)
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, times]) => ({ value, label: labelOf(value), count: times }))
    .sort((a, b) => (a.label < b.label ? -1 : 1))
}
