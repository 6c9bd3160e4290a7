/**
 * Secret keys of minisign, in the form without password that `minisign -G -W` writes.
 *
 * Bytes: "Ed", two zeros ("Sc" where there is a password), "B2", salt 32, opslimit 8, memlimit 8, key id 8, seed 32, public key 32,
 * checksum 32. Trap: without a password minisign 0.11 leaves salt, limits and checksum zero and looks at none of them, so the public key
 * alone tells whether the seed is whole.
 */
import { createPrivateKey, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto'
import { formatSignature, isPrintable, signedComment, type PublicKey } from './minisign.ts'
import { formatKeyId, keyBytes, MinisignError, UNTRUSTED } from './minisign-text.ts'

export interface SecretKey {
  /** 32 bytes. */
  seed: Buffer
  publicKey: PublicKey
}

const LENGTH = 158
const ALGORITHM = Buffer.from('Ed')
const NO_PASSWORD = Buffer.from([0, 0])
const CHECKSUM_ALGORITHM = Buffer.from('B2')
/** Salt and limits. */
const UNUSED = Buffer.alloc(32 + 8 + 8)
const NO_CHECKSUM = Buffer.alloc(32)
const KEY_ID_AT = 6 + UNUSED.length
/** DER of an Ed25519 private key up to the 32 bytes of the seed. */
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A new pair with a random key id. */
export function generateSecretKey(): SecretKey {
  const seed = randomBytes(32)
  return { seed, publicKey: { keyId: randomBytes(8), ed25519: publicHalf(seed) } }
}

/** The text of a key file, or its base64 line alone. @throws MinisignError; the message never holds any of the text. */
export function parseSecretKey(text: string): SecretKey {
  const bytes = keyBytes(text, LENGTH)
  if (
    bytes === null ||
    !bytes.subarray(0, 2).equals(ALGORITHM) ||
    !bytes.subarray(4, 6).equals(CHECKSUM_ALGORITHM)
  ) {
    throw new MinisignError(
      'This is not a secret key of minisign. Give the whole key file, or its second line; "npm run keygen" makes one.',
    )
  }
  if (!bytes.subarray(2, 4).equals(NO_PASSWORD)) {
    throw new MinisignError(
      'This secret key has a password, which nobody can type during a build. Make one without: npm run keygen, or minisign -G -W.',
    )
  }
  return readParts(bytes)
}

function readParts(bytes: Buffer): SecretKey {
  const keyId = bytes.subarray(KEY_ID_AT, KEY_ID_AT + 8)
  const seed = bytes.subarray(KEY_ID_AT + 8, KEY_ID_AT + 40)
  const ed25519 = bytes.subarray(KEY_ID_AT + 40, KEY_ID_AT + 72)
  if (!publicHalf(seed).equals(ed25519))
    throw new MinisignError('This secret key is damaged. Take it from where you keep a copy.')
  return { seed, publicKey: { keyId, ed25519 } }
}

/** The text of a key file. */
export function formatSecretKey({ seed, publicKey: { keyId, ed25519 } }: SecretKey): string {
  const head = [ALGORITHM, NO_PASSWORD, CHECKSUM_ALGORITHM, UNUSED]
  const line = Buffer.concat([...head, keyId, seed, ed25519, NO_CHECKSUM]).toString('base64')
  return `${UNTRUSTED}minisign secret key ${formatKeyId(keyId)}\n${line}\n`
}

/** The text of the `.minisig` for a file whose `prehash` is `digest`; the same each time. Throws where the comment cannot stand there. */
export function signDigest(digest: Uint8Array, key: SecretKey, trustedComment: string): string {
  if (!isPrintable(trustedComment)) throw new Error('The trusted comment is not printable.')
  const { keyId } = key.publicKey
  const secret = toKeyObject(key.seed)
  const signature = sign(null, digest, secret)
  const globalSignature = sign(null, signedComment({ signature, trustedComment }), secret)
  return formatSignature({ keyId, signature, trustedComment, globalSignature })
}

function publicHalf(seed: Buffer): Buffer {
  const der = createPublicKey(toKeyObject(seed)).export({ format: 'der', type: 'spki' })
  return der.subarray(-32)
}

function toKeyObject(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PRIVATE_DER, seed]), format: 'der', type: 'pkcs8' })
}
