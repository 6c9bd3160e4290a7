/** A citation as a sentence of a list of references: on a model's page, to be copied. */
import type { ReleasedVersion, Site, StoreEntry } from '../store.ts'
import { absoluteUrl } from './addresses.ts'
import { citedModel, doiUrl, type CitedAuthor, type CitedModel } from './cited-model.ts'

/** Authors that are named; behind them stands "et al." */
const MOST_AUTHORS = 20

/** `Lovelace, A. M. (2026). Title (Version 1.0) [Model]. Store. https://…`, without a line end. */
export function formatCitation(entry: StoreEntry, site: Site): string {
  return citation(citedModel(entry, site))
}

/** The same of one version, by the address that stays its own, and whether it was withdrawn. A DOI may stand for any version, so none is named. */
export function formatVersionCitation(entry: StoreEntry, site: Site, released: ReleasedVersion): string {
  const { version, date, title, yanked } = released
  const model = citedModel({ ...entry, version, date, title, doi: null }, site)
  const cited = yanked === null ? version : `${version}, withdrawn on ${yanked.date}`
  return citation({ ...model, version: cited, url: absoluteUrl({ site }, `${entry.id}/${version}/`) })
}

function citation({ authors, title, version, publisher, url, doi, year }: CitedModel): string {
  const place = doi === null ? url : doiUrl(doi)
  return `${authorList(authors)} (${year ?? 'n.d.'}). ${title} (Version ${version}) [Model]. ${sentence(publisher)} ${place}`
}

function authorList(authors: readonly CitedAuthor[]): string {
  const named = authors.slice(0, MOST_AUTHORS).map(shortName)
  if (authors.length > MOST_AUTHORS) return `${named.join(', ')}, et al.`
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} & ${named.at(-1)!}`
}

function shortName({ person, name }: CitedAuthor): string {
  return person ? `${person.family}, ${initials(person.given)}` : name
}

/** `Ada M.` → `A. M.`; of a name in other letters than Latin, Greek or Cyrillic all is kept. */
function initials(given: string): string {
  const words = given.split(/[\s.]+/).filter((word) => word !== '')
  if (!words.every((word) => /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(word)))
    return given
  return words.map((word) => `${word.match(/^./u)![0]}.`).join(' ')
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
