/**
 * Signs a store's SHA256SUMS, or keeps the signature that the last store has where it still says the right thing.
 */
import {
  formatDay,
  formatSignatureComment,
  parseSignatureComment,
  type SignedFacts,
} from '../formats/signature-comment.ts'
import { SUMS_FILE } from '../lib/foreign.ts'
import { parseSignature, prehashFile, verifyComment, verifySignature } from '../lib/minisign.ts'
import { signDigest } from '../lib/minisign-secret.ts'
import { MinisignError } from '../lib/minisign-text.ts'
import type { Signing } from '../prepare.ts'
import { isFresh } from './signature-age.ts'

/** The list that is signed. */
export interface UnsignedSums {
  /** Where it lies now. */
  from: string
  sha256: string
}

/** The text of a signature, and its last day. */
export interface SignedSums {
  text: string
  expires: string
}

/**
 * `last` is the signature of the last store, whatever it holds; null: there is none. Serials grow from store to store; where the last
 * one is not known, as on a machine that builds from a fresh checkout each time, they go by the clock.
 */
export function signSums(sums: UnsignedSums, signing: Signing, last: string | null): SignedSums {
  const digest = prehashFile(sums.from)
  const kept = last === null ? null : keep(last, digest, signing)
  if (kept !== null) return kept
  const serial = Math.max(((last === null ? null : readOwn(last, signing))?.serial ?? 0) + 1, signing.now)
  const expires = formatDay(Math.floor(signing.now / 86_400) + signing.days)
  const comment = formatSignatureComment({ file: SUMS_FILE, serial, expires, sha256: sums.sha256 })
  return { text: signDigest(digest, signing.secretKey, comment), expires }
}

/** The last signature, if it is of these sums and by this key and will be good for long enough. */
function keep(last: string, digest: Buffer, signing: Signing): SignedSums | null {
  const { expires } = readOwn(last, signing, digest) ?? {}
  return expires !== undefined && isFresh(expires, signing) ? { text: last, expires } : null
}

/**
 * What a signature by the same key states; null: it is another's, or none. Without a digest, of whatever list: the comment has a
 * signature of its own.
 */
function readOwn(
  text: string,
  { secretKey: { publicKey } }: Signing,
  digest?: Buffer,
): Partial<SignedFacts> | null {
  try {
    const signature = parseSignature(text)
    const comment =
      digest === undefined
        ? verifyComment(signature, publicKey)
        : verifySignature(digest, signature, publicKey)
    return parseSignatureComment(comment)
  } catch (error) {
    if (error instanceof MinisignError) return null
    throw error
  }
}
