/** How documents of an open store are read, whatever its kind and wherever it lies. */
import { SUMS_FILE } from '../../lib/foreign.ts'
import { sha256 } from '../../lib/hash.ts'
import { UserError } from '../../lib/user-error.ts'
import { parseSums, SUMS_LIMIT, type Sums } from '../../verify-store/parse-sums.ts'
import type { Network } from '../net/network.ts'
import type { OpenStore } from './model.ts'
import { looksLikeHtml } from './parse-document.ts'
import type { Vouched } from './signature.ts'
import { urlIn, type StorePlace } from './store-place.ts'
import { showStore } from './show-store.ts'

export interface StoreReader {
  /** Of the store, without a slash at its end. */
  url: string
  /** A document of at most `limit` bytes, which is as the store's owner signed it if he did; null: there is none. @throws UserError */
  read: (path: string, limit?: number) => Promise<Buffer | null>
  /** The same, of one that must be there. */
  readExisting: (path: string, limit?: number) => Promise<Buffer>
  sums: () => Promise<Sums | null>
  signed: OpenStore['signed']
  network: Network
  /** Tells the person what is left out of the store. */
  note: (sentences: readonly string[]) => void
}

/** Bytes of one document. */
const DOCUMENT_LIMIT = 64 * 1024 * 1024
/** Of what was left out, nobody reads more. */
const MOST_NOTES = 10

/** `vouched` null: the store is not signed. */
export function storeReader(
  place: StorePlace,
  vouched: Vouched | null,
  { network, err }: { network: Network; err: (text: string) => void },
): StoreReader {
  const { url } = place
  const read = (path: string, limit = DOCUMENT_LIMIT) => readDocument(place, path, limit, vouched)
  return {
    ...{ url, read, network, signed: vouched?.signed ?? null, sums: sumsOf(place, vouched) },
    readExisting: async (path, limit) => (await read(path, limit)) ?? missing(urlIn(place, path)),
    note: (sentences) => tell(url, sentences, err),
  }
}

function missing(url: string): never {
  throw new UserError(`${showStore(url)} is missing from the store. Tell its owner.`)
}

async function readDocument(
  place: StorePlace,
  path: string,
  limit: number,
  vouched: Vouched | null,
): Promise<Buffer | null> {
  const bytes = await place.read(path, limit)
  if (vouched === null) return bytes
  const listed = vouched.list.sumOf(path)
  if (listed === (bytes && sha256(bytes))) return bytes
  // A server that answers for everything has a page for what was never signed.
  if (bytes !== null && listed === null && looksLikeHtml(bytes)) return null
  throw new UserError(
    `${urlIn(place, path)} ${unlike(bytes, listed)} the store's owner signed. Nothing of it was used. The store may be changing just now: try again in a minute, then tell its owner.`,
  )
}

function unlike(bytes: Buffer | null, listed: string | null): string {
  if (bytes === null) return 'is missing from what'
  return listed === null ? 'is not among the files that' : 'is not the file that'
}

/** Read when they are first asked for. */
function sumsOf(place: StorePlace, vouched: Vouched | null): () => Promise<Sums | null> {
  let sums: Promise<Sums | null> | null = null
  return () => (sums ??= vouched === null ? readSums(place) : Promise.resolve(vouched.list.sums))
}

async function readSums(place: StorePlace): Promise<Sums | null> {
  const bytes = await place.read(SUMS_FILE, SUMS_LIMIT)
  if (bytes === null) return null
  const { sums } = parseSums(bytes, urlIn(place, SUMS_FILE))
  return sums.size === 0 ? null : sums
}

function tell(url: string, sentences: readonly string[], err: (text: string) => void): void {
  for (const sentence of sentences.slice(0, MOST_NOTES)) err(`${showStore(url)}: ${sentence}`)
  if (sentences.length > MOST_NOTES)
    err(`${showStore(url)}: ${sentences.length - MOST_NOTES} more are left out.`)
}
