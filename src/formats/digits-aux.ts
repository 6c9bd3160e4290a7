/**
 * URL: /<id>/aux.json, for DIGITS entries.
 * Reader: NVIDIA DIGITS 5.0, 6.0 and the development version of August 2016; its store page shows the three keys.
 * Trap: the page links `license` to license.txt, so the two must never name different licences.
 */
import type { License } from '../zoo/entry.ts'
import type { StoreEntry } from '../store.ts'
import { formatJson, textOf } from './json.ts'

/** The snapshot's own keys, completed from the entry. Its licence gives way where a card has stated another one. */
export function formatDigitsAux(entry: StoreEntry): string {
  const own = entry.digits?.aux ?? {}
  return formatJson({
    ...own,
    affiliate: textOf(own['affiliate']) || affiliations(entry),
    dataset: textOf(own['dataset']) || entry.datasets.join(', '),
    license: licenseName(textOf(own['license']), entry.license),
  })
}

function licenseName(own: string, license: License): string {
  const same = own.toLowerCase() === license.id || own === license.name
  return own !== '' && (same || license.id === null) ? own : license.name
}

function affiliations(entry: StoreEntry): string {
  const names = entry.authors.map((author) => author.affiliation).filter((name) => name !== null)
  return [...new Set(names)].join(', ')
}
