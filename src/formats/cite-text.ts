/** A citation as a sentence of a list of references: on a model's page, to be copied. */
import type { Site, StoreEntry } from '../store.ts'
import { citedModel, doiUrl, type CitedAuthor } from './cited-model.ts'

/** Authors that are named; behind them stands "et al." */
const MOST_AUTHORS = 20

/** `Lovelace, A. M. (2026). Title (Version 1.0) [Model]. Store. https://…`, without a line end. */
export function formatCitation(entry: StoreEntry, site: Site): string {
  const model = citedModel(entry, site)
  const { title, version, publisher, url, doi, year } = model
  const place = doi === null ? url : doiUrl(doi)
  return `${authorList(model.authors)} (${year ?? 'n.d.'}). ${title} (Version ${version}) [Model]. ${sentence(publisher)} ${place}`
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
