/** Opens a store of any kind: ours by `catalogue.json`, a plain DIGITS store by `master.json`. */
import { UserError } from '../../lib/user-error.ts'
import type { Network } from '../net/network.ts'
import type { Surroundings } from '../surroundings.ts'
import { CATALOGUE_FILE, openCatalogueStore } from './catalogue-store.ts'
import { MASTER_FILE, openDigitsStore } from './digits-store.ts'
import type { OpenStore } from './model.ts'
import { looksLikeHtml } from './parse-document.ts'
import { showStore } from './show-store.ts'
import { checkStoreSignature } from './signature.ts'
import { isRefusal, storePlace } from './store-place.ts'
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
  const catalogue = await findDocument(reader, CATALOGUE_FILE)
  if (typeof catalogue !== 'string') return openCatalogueStore(reader, catalogue)
  const master = await findDocument(reader, MASTER_FILE)
  if (typeof master !== 'string') return openDigitsStore(reader, master)
  throw new UserError(noStore(place.url, catalogue, master))
}

/** The document, or in which way the server says that there is none: friendly ones have a web page for that. */
async function findDocument({ read }: StoreReader, path: string): Promise<Buffer | Absence> {
  try {
    const bytes = await read(path)
    return bytes === null ? 'missing' : looksLikeHtml(bytes) ? 'page' : bytes
  } catch (error) {
    if (isRefusal(error)) return 'refused'
    throw error
  }
}

type Absence = 'missing' | 'page' | 'refused'

const INSTEAD: Record<Absence, string> = {
  missing: 'neither is there',
  page: 'the server answers with a web page in their place',
  refused: 'the server will not give them to you',
}

function noStore(url: string, ...absences: Absence[]): string {
  const instead = INSTEAD[absences.find((absence) => absence !== 'missing') ?? 'missing']
  return `${showStore(url)} is no store: one has ${CATALOGUE_FILE} or ${MASTER_FILE}, and ${instead}. Is this its address?`
}
