/** The store's own lists of its files, as a page in a browser reads them. */
import type { CatalogueDocument, EntryDocument } from '../entry-document.ts'
import {
  type Finding,
  type Fingerprint,
  identifyByName,
  identifyHere,
  identifyInCatalogue,
  identifyInSums,
} from '../identify-file.ts'

/** What the reader is told instead of a finding. */
export class Fault extends Error {}

/** Each is fetched when it is first needed. */
export class StoreLists {
  readonly #store: string
  readonly #entryUrl: string
  readonly #texts = new Map<string, Promise<string>>()

  constructor(store: string, entryUrl: string) {
    this.#store = store
    this.#entryUrl = entryUrl
  }

  async identify(print: Fingerprint): Promise<Finding> {
    const entry = JSON.parse(await this.#text(this.#entryUrl)) as EntryDocument
    const here = identifyHere(entry, print)
    if (here) return here
    const sums = identifyInSums(await this.#text(`${this.#store}SHA256SUMS`), print, entry.id)
    if (sums) return sums
    const catalogue = JSON.parse(await this.#text(`${this.#store}catalogue.json`)) as CatalogueDocument
    return identifyInCatalogue(catalogue, print) ?? identifyByName(entry, print)
  }

  #text(url: string): Promise<string> {
    const text = this.#texts.get(url) ?? fetchText(url)
    this.#texts.set(url, text)
    text.catch(() => this.#texts.delete(url))
    return text
  }
}

async function fetchText(url: string): Promise<string> {
  const answer = await fetch(url).catch(() => null)
  if (answer?.ok) return answer.text()
  throw new Fault(`The store’s list ${url.replaceAll('../', '')} cannot be read now, so nothing can be said.`)
}
