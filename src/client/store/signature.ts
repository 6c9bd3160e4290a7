/** Whether a store is its owner's: by the key that the person gave, else by the one that it had when it was first seen. */
import fs from 'node:fs'
import { resolve } from 'node:path'
import { SIGNATURE_FILE, SUMS_FILE } from '../../lib/foreign.ts'
import { withRegularFile } from '../../lib/files.ts'
import { parsePublicKey, publicKeyLine, type PublicKey } from '../../lib/minisign.ts'
import { UserError } from '../../lib/user-error.ts'
import { checkSignature, KEY_FILE, type Signed } from '../../verify-store/check-signature.ts'
import { SUMS_LIMIT, type Sums } from '../../verify-store/parse-sums.ts'
import { escapeHidden, formatProblem, quote } from '../../zoo/problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { storeKey } from './addresses.ts'
import {
  isWriteFault,
  knownStoresPath,
  readKnownStores,
  rememberStore,
  type KnownStore,
} from './known-stores.ts'
import { looksLikeHtml } from './parse-document.ts'
import { SignedList } from './signed-list.ts'
import { isRefusal, type StorePlace } from './store-place.ts'

/** What a store's signature vouches for. */
export interface Vouched {
  signed: { keyId: string; serial: number | null; expires: string | null }
  list: SignedList
  /** All of the list; one file of it is found sooner by `list`. */
  readonly sums: Sums
}

/** Bytes of a key and of a signature. */
const SMALL = 32 * 1024

/**
 * Null: the store is not signed, and never was. `pubkey`: text of the owner's key, or a file that holds it; undefined: the key that is
 * remembered, else that of the store, which is remembered from now on.
 * @throws UserError where the store is not what its owner signed, older than what was seen before, or expired.
 */
export async function checkStoreSignature(
  place: StorePlace,
  { pubkey, surroundings }: { pubkey?: string | undefined; surroundings: Surroundings },
): Promise<Vouched | null> {
  const memory = knownStoresPath(surroundings)
  const known = readKnownStores(memory).get(storeKey(place.url))
  const given = pubkey === undefined ? null : readPublicKey(pubkey, surroundings)
  const pinned = given ?? (known === undefined ? null : parsePublicKey(known.publicKey))
  const [signature, published] = await Promise.all([
    readText(place, SIGNATURE_FILE),
    readText(place, KEY_FILE),
  ])
  if (signature === null && published === null && pinned === null) return null
  const list = signature === null ? Buffer.alloc(0) : await readList(place)
  const isSameKey = known !== undefined && pinned !== null && known.publicKey === publicKeyLine(pinned)
  const serial = isSameKey ? known.serial : 0
  const now = surroundings.now() / 1000
  const found = checkSignature({ label: place.url, sums: list, signature, published, pinned, now, serial })
  const errors = found.problems.filter(({ severity }) => severity === 'error').map(formatProblem)
  const { signed } = found
  if (signed === null || errors.length > 0)
    throw new UserError([...errors, advice({ given, known, memory, signed })].join('\n'))
  await remember({ place, memory, known, signed, isGiven: given !== null }, surroundings)
  const { keyId, expires = null } = signed
  const sums = new SignedList(list, `${place.url}/${SUMS_FILE}`)
  return {
    signed: { keyId, serial: signed.serial ?? null, expires },
    list: sums,
    get sums() {
      return sums.sums
    },
  }
}

/** The key itself, or the name of a file that holds it. @throws UserError */
function readPublicKey(given: string, { workDir }: Surroundings): PublicKey {
  const path = resolve(workDir, given)
  const text = given.length > 1000 ? null : readKeyFile(path)
  try {
    return parsePublicKey(text ?? given)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError(`--pubkey is ${quote(given)}. ${error.message}`)
  }
}

function readKeyFile(path: string): string | null {
  if (!fs.existsSync(path)) return null
  return withRegularFile(fs.realpathSync(path), (fd) => fs.readFileSync(fd).toString('utf8', 0, 8192))
}

/** Null where there is none, in whatever way the server says so. */
async function readText(place: StorePlace, path: string): Promise<string | null> {
  const bytes = await place.read(path, SMALL).catch((error: unknown) => {
    if (isRefusal(error)) return null
    throw error
  })
  return bytes === null || looksLikeHtml(bytes) ? null : bytes.toString()
}

async function readList(place: StorePlace): Promise<Buffer> {
  const list = await place.read(SUMS_FILE, SUMS_LIMIT)
  if (list !== null) return list
  throw new UserError(
    `${place.url}/${SUMS_FILE} is missing, though the store has a signature of it. Tell the store's owner. Nothing was read from it.`,
  )
}

interface Known {
  given: PublicKey | null
  known: KnownStore | undefined
  memory: string
  signed: Signed | null
}

/** What state things are in, and the way on for a person who knows that the owner meant it so. */
function advice({ given, known, memory, signed }: Known): string {
  const nothing = 'Nothing else was read from this store.'
  if (given !== null || known === undefined) return nothing
  if (signed !== null && (signed.serial ?? 0) >= known.serial) return nothing
  const { url, publicKey, serial } = known
  return (
    `${nothing} It was seen before with the key ${publicKey}${serial > 0 ? ` and the serial ${serial}` : ''}. ` +
    `If its owner tells you that this change is right, give the new key with --pubkey, or take the line of ${url} out of ${escapeHidden(memory)}.`
  )
}

interface Seen {
  place: StorePlace
  memory: string
  known: KnownStore | undefined
  signed: Signed
  isGiven: boolean
}

async function remember(
  { place: { url }, memory, known, signed, isGiven }: Seen,
  { err }: Surroundings,
): Promise<void> {
  const { publicKey, serial = 0 } = signed
  if (known?.publicKey === publicKey && known.serial >= serial) return
  const merge = (latest: KnownStore | undefined): KnownStore => {
    if (latest !== undefined && latest.publicKey !== publicKey && !isGiven) throw new UserError(otherKey(url))
    const seen = latest?.publicKey === publicKey ? latest.serial : 0
    return { url: latest?.url ?? url, publicKey, serial: Math.max(seen, serial) }
  }
  try {
    await rememberStore(memory, url, merge)
  } catch (error) {
    if (!isWriteFault(error)) throw error
    err(`${escapeHidden(memory)} cannot be written, so the key of ${url} is not remembered.`)
    return
  }
  if (known === undefined && !isGiven) err(firstUse(url, publicKey))
}

function otherKey(url: string): string {
  return `${url} showed another key to a command that ran at the same time. Give its owner's key with --pubkey.`
}

function firstUse(url: string, publicKey: string): string {
  return `${url} is signed with the key ${publicKey}, seen for the first time and trusted from now on. Compare it with the one that its owner tells you.`
}
