/** What every citation of a model says. It cites the model as this store publishes it; a paper about it is the card's own `citation`. */
import type { Site, StoreEntry } from '../store.ts'
import type { Author, License } from '../zoo/entry.ts'
import { absoluteUrl } from './addresses.ts'
import { splitName, type PersonName } from './person-name.ts'

export interface CitedAuthor {
  /** Null: a group, or nobody can tell. */
  person: PersonName | null
  /** As it was written. */
  name: string
  affiliation: string | null
  /** Absolute address. */
  orcid: string | null
}

export interface CitedModel {
  id: string
  title: string
  summary: string
  /** At least one: the store answers for what nobody signed. */
  authors: CitedAuthor[]
  version: string
  /** `2026-11-20`. */
  date: string | null
  year: string | null
  doi: string | null
  /** The model's page. */
  url: string
  /** The store's title. */
  publisher: string
  license: License
  keywords: string[]
}

/** Every text is one line without control characters. */
export function citedModel(entry: StoreEntry, site: Site): CitedModel {
  const { id, version, date, doi, license } = entry
  const publisher = oneLine(site.title)
  const authors = entry.authors.map(citedAuthor).filter(({ name }) => name !== '')
  const nobody = { person: null, name: publisher, affiliation: null, orcid: null }
  return {
    ...{ id, version, date, doi, publisher },
    title: oneLine(entry.title),
    summary: oneLine(entry.summary),
    authors: authors.length > 0 ? authors : [nobody],
    year: date && date.slice(0, 4),
    url: absoluteUrl({ site }, `${id}/`),
    license: { ...license, name: oneLine(license.name) },
    keywords: [...new Set(entry.tags.map(oneLine))].filter((tag) => tag !== ''),
  }
}

/** Where the DOI leads; the characters that a DOI may hold and an address may not are encoded. */
export function doiUrl(doi: string): string {
  return `https://doi.org/${encodeURI(doi)}`
}

const SPDX_PAGE = /^https:\/\/spdx\.org\/licenses\/([\w.+-]+)\.html$/

/** The licence's SPDX id as SPDX writes it; null where it has none. Hugging Face's own ids are all lower case and have no page there. */
export function spdxId({ id, name, url }: License): string | null {
  const linked = SPDX_PAGE.exec(url ?? '')?.[1]
  if (linked !== undefined && linked.toLowerCase() === id) return linked
  return name !== id && name.toLowerCase() === id ? name : null
}

function citedAuthor({ name, affiliation, orcid }: Author): CitedAuthor {
  const written = oneLine(name)
  return {
    person: splitName(written, orcid !== null),
    name: written,
    affiliation: affiliation && oneLine(affiliation),
    orcid: orcid && `https://orcid.org/${orcid}`,
  }
}

function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\s\u2028\u2029]+/gu, ' ')
    .trim()
}
