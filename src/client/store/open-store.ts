/** Opens a store of any kind: ours by `catalogue.json`, a plain DIGITS store by `master.json`. */
import { UserError } from '../../lib/user-error.ts'
import type { Network } from '../net/network.ts'
import type { Surroundings } from '../surroundings.ts'
import { CATALOGUE_FILE, openCatalogueStore } from './catalogue-store.ts'
import { MASTER_FILE, openDigitsStore } from './digits-store.ts'
import type { OpenStore } from './model.ts'
import { looksLikeHtml } from './parse-document.ts'
import { checkStoreSignature } from './signature.ts'
import { storePlace } from './store-place.ts'
import { storeReader, type StoreReader } from './store-reader.ts'

export interface OpenOptions {
  network: Network
  surroundings: Surroundings
  /** The owner's key, or a file that holds it. */
  pubkey?: string
}

/**
 * Reads `catalogue.json`, or else `master.json` and each `info.json`; checks the signature where the store has one or is known to.
 * `address` is one of `storeAddresses`.
 * @throws UserError
 */
export async function openStore(address: string, options: OpenOptions): Promise<OpenStore> {
  const { network, surroundings, pubkey } = options
  const place = storePlace(address, network, surroundings)
  const vouched = await checkStoreSignature(place, { pubkey, surroundings })
  const reader = storeReader(place, vouched, { network, err: surroundings.err })
  const catalogue = await readOrPage(reader, CATALOGUE_FILE)
  if (catalogue.bytes !== null) return openCatalogueStore(reader, catalogue.bytes)
  const master = await readOrPage(reader, MASTER_FILE)
  if (master.bytes !== null) return openDigitsStore(reader, master.bytes)
  throw new UserError(noStore(place.url, catalogue.isPage || master.isPage))
}

/** A web page in the place of the document is what friendly servers have for what is not there. */
async function readOrPage({ read }: StoreReader, path: string) {
  const bytes = await read(path)
  const isPage = bytes !== null && looksLikeHtml(bytes)
  return { bytes: isPage ? null : bytes, isPage }
}

function noStore(url: string, isPage: boolean): string {
  const instead = isPage ? 'the server answers with a web page in their place' : 'neither is there'
  return `${url} is no store: one has ${CATALOGUE_FILE} or ${MASTER_FILE}, and ${instead}. Is this its address?`
}
