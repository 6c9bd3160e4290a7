/**
 * Public keys and signatures of minisign (https://jedisct1.github.io/minisign/), as of its version 0.11.
 *
 * Trap: an old kind of signature ("Ed", over the file itself) is refused here, though minisign takes it: with it, whoever can choose
 * 64 bytes that somebody signs has a signature of the file that hashes to them.
 */
import { createHash, createPublicKey, hash, verify } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { formatKeyId, keyBytes, linesOf, MinisignError, strictBase64, UNTRUSTED } from './minisign-text.ts'

export interface PublicKey {
  /** 8 bytes, in the order of the file. */
  keyId: Buffer
  /** 32 bytes. */
  ed25519: Buffer
}

export interface Signature {
  keyId: Buffer
  /** Over the BLAKE2b-512 of the file. */
  signature: Buffer
  trustedComment: string
  /** Over `signature` and the trusted comment. */
  globalSignature: Buffer
}

const KEY_ALGORITHM = 'Ed'
const PREHASHED = 'ED'
const TRUSTED = 'trusted comment: '
/** Characters of a whole file; each comment may have 8192 bytes. */
const SIGNATURE_LIMIT = 20_000
const COMMENT_BYTES = 8192
/** DER of an Ed25519 public key up to the 32 bytes themselves. */
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex')

/** A `.pub` file's text, or its base64 line alone. @throws MinisignError */
export function parsePublicKey(text: string): PublicKey {
  const bytes = keyBytes(text, 42)
  if (bytes?.toString('latin1', 0, 2) !== KEY_ALGORITHM) {
    throw new MinisignError(
      'This is not a public key of minisign. Give the whole .pub file, or its second line: 56 characters that begin with RW.',
    )
  }
  return { keyId: bytes.subarray(2, 10), ed25519: bytes.subarray(10) }
}

/** The line that minisign takes with `-P`. */
export function publicKeyLine({ keyId, ed25519 }: PublicKey): string {
  return Buffer.concat([Buffer.from(KEY_ALGORITHM), keyId, ed25519]).toString('base64')
}

/** The text of a `.pub` file. */
export function formatPublicKey(key: PublicKey): string {
  return `${UNTRUSTED}minisign public key ${formatKeyId(key.keyId)}\n${publicKeyLine(key)}\n`
}

/** A `.minisig` file's text. Its signatures are not looked at yet. @throws MinisignError */
export function parseSignature(text: string): Signature {
  const [untrusted = '', first = '', trusted = '', second = '', ...more] =
    linesOf(text, SIGNATURE_LIMIT) ?? []
  const bytes = strictBase64(first, 74)
  const globalSignature = strictBase64(second, 64)
  const isWhole = untrusted.startsWith(UNTRUSTED) && trusted.startsWith(TRUSTED) && more.length === 0
  if (!isWhole || bytes === null || globalSignature === null)
    throw new MinisignError('This is not a signature of minisign, or it is damaged. Sign again.')
  refuseOtherKinds(bytes.toString('latin1', 0, 2))
  const trustedComment = trusted.slice(TRUSTED.length)
  if (!isPrintable(trustedComment))
    throw new MinisignError(
      `The trusted comment must be printable text of at most ${COMMENT_BYTES} bytes. Sign again.`,
    )
  return { keyId: bytes.subarray(2, 10), signature: bytes.subarray(10), trustedComment, globalSignature }
}

/** The text of a `.minisig` file. */
export function formatSignature({ keyId, signature, trustedComment, globalSignature }: Signature): string {
  const first = Buffer.concat([Buffer.from(PREHASHED), keyId, signature]).toString('base64')
  return (
    `${UNTRUSTED}signature from minisign secret key ${formatKeyId(keyId)}\n${first}\n` +
    `${TRUSTED}${trustedComment}\n${globalSignature.toString('base64')}\n`
  )
}

/** `digest` is the `prehash` of the file. Returns the trusted comment. @throws MinisignError where anything is not as it was signed. */
export function verifySignature(digest: Uint8Array, signature: Signature, key: PublicKey): string {
  const comment = verifyComment(signature, key)
  if (!isSignedBy(key, digest, signature.signature))
    throw new MinisignError('The file is not the one that was signed. Get both again.')
  return comment
}

/** The trusted comment, which was signed whatever has become of the file. @throws MinisignError */
export function verifyComment(signature: Signature, key: PublicKey): string {
  if (!signature.keyId.equals(key.keyId)) {
    throw new MinisignError(
      `The signature was made with the key ${formatKeyId(signature.keyId)}, not with ${formatKeyId(key.keyId)}. ` +
        'Get the store again, or the right key.',
    )
  }
  if (!isSignedBy(key, signedComment(signature), signature.globalSignature))
    throw new MinisignError('The signature or its comment is not as it was made. Get the signature again.')
  return signature.trustedComment
}

/** What the second signature of the file is over. */
export function signedComment({
  signature,
  trustedComment,
}: Pick<Signature, 'signature' | 'trustedComment'>): Buffer {
  return Buffer.concat([signature, Buffer.from(trustedComment)])
}

/** BLAKE2b-512, which is what is signed. */
export function prehash(bytes: Uint8Array): Buffer {
  return hash('blake2b512', bytes, 'buffer')
}

/** The same of a file of any size. Throws what the system throws. */
export function prehashFile(path: string): Buffer {
  const running = createHash('blake2b512')
  const buffer = Buffer.allocUnsafe(64 * 1024)
  const fd = openSync(path, 'r')
  try {
    for (let count = readSync(fd, buffer); count > 0; count = readSync(fd, buffer))
      running.update(buffer.subarray(0, count))
    return running.digest()
  } finally {
    closeSync(fd)
  }
}

/** True where the comment may stand in a signature: tabs, which minisign itself writes, but nothing else that is not to be seen. */
export function isPrintable(comment: string): boolean {
  return Buffer.byteLength(comment) <= COMMENT_BYTES && !/[^\t\P{C}]|[\u2028\u2029\uFFFD]/u.test(comment)
}

function refuseOtherKinds(algorithm: string): void {
  if (algorithm === PREHASHED) return
  throw new MinisignError(
    algorithm === KEY_ALGORITHM
      ? 'The signature is of the old kind, over the file itself. Sign again with minisign 0.10 or newer, or with -H.'
      : 'The signature is of a kind that minisign 0.11 does not know. Sign again.',
  )
}

function isSignedBy({ ed25519 }: PublicKey, data: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_DER, ed25519]), format: 'der', type: 'spki' })
  return verify(null, data, key, signature)
}
