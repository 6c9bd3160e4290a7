/**
 * Whether SHA256SUMS is its owner's, and the newest that he made as far as that can be known.
 */
import { dayNumber, parseSignatureComment, type SignedFacts } from '../formats/signature-comment.ts'
import { SIGNATURE_FILE, SUMS_FILE } from '../lib/foreign.ts'
import { sha256 } from '../lib/hash.ts'
import {
  parsePublicKey,
  parseSignature,
  prehash,
  publicKeyLine,
  verifySignature,
  type PublicKey,
} from '../lib/minisign.ts'
import { formatKeyId } from '../lib/minisign-text.ts'
import { UserError } from '../lib/user-error.ts'
import { quote, type Problem } from '../zoo/problem.ts'

export const KEY_FILE = 'zoopress.pub'

/** What there is to go by. */
export interface SignatureInput {
  /** The store as problems call it. */
  label: string
  sums: Uint8Array
  /** Text of the signature; null: there is none. */
  signature: string | null
  /** Text of the key that the store publishes; null: none. */
  published: string | null
  /** The key that the person has; null: none. */
  pinned: PublicKey | null
  /** Seconds since 1970. */
  now: number
  /** The highest serial that the person has seen; 0: none. */
  serial: number
}

/** What a signature that is right says. */
export interface Signed extends Partial<SignedFacts> {
  keyId: string
  /** The line that minisign takes with `-P`. */
  publicKey: string
}

/** `signed` is null where there is no signature that is right. */
export function checkSignature(input: SignatureInput): { signed: Signed | null; problems: Problem[] } {
  const { signature, published, pinned } = input
  if (signature === null) return { signed: null, problems: unsigned(input) }
  const problems: Problem[] = []
  const signed = attempt(`${input.label}/${SIGNATURE_FILE}`, problems, () => {
    const key = pinned ?? publishedKey(published)
    const comment = verifySignature(prehash(input.sums), parseSignature(signature), key)
    const facts = parseSignatureComment(comment)
    return { ...facts, keyId: formatKeyId(key.keyId), publicKey: publicKeyLine(key) }
  })
  if (signed === null) return { signed, problems }
  return { signed, problems: [...factProblems(signed, input), ...keyProblems(signed, input)] }
}

function attempt<Result>(file: string, problems: Problem[], work: () => Result): Result | null {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    problems.push({ file, message: error.message, severity: 'error' })
    return null
  }
}

function publishedKey(text: string | null): PublicKey {
  if (text !== null) return parsePublicKey(text)
  throw new UserError(`The store is signed but publishes no ${KEY_FILE}. Give its owner's key with --pubkey.`)
}

/** A store that says that it is signed, or should be, must have a signature: whoever changes it could take that away. */
function unsigned({ label, published, pinned, serial }: SignatureInput): Problem[] {
  if (pinned === null && published === null && serial === 0) return []
  const message =
    'The signature is missing, so anybody may have made this store. Get it from its owner, who signs it with SIGNING_KEY_FILE.'
  return [{ file: `${label}/${SIGNATURE_FILE}`, message, severity: 'error' }]
}

function factProblems(signed: Signed, { label, sums, now, serial }: SignatureInput): Problem[] {
  const { file, expires, serial: found, sha256: signedSum } = signed
  const at = `${label}/${SIGNATURE_FILE}`
  const problems: Problem[] = []
  const say = (message: string, severity: Problem['severity'] = 'error') =>
    void problems.push({ file: at, message, severity })
  if (file !== undefined && file !== SUMS_FILE)
    say(`The signature is of a file named ${quote(file)}, not of ${SUMS_FILE}. Get the store again.`)
  if (signedSum !== undefined && signedSum !== sha256(sums))
    say(`The signature states another SHA-256 than that of ${SUMS_FILE}. Get the store again.`)
  if (expires === undefined || found === undefined)
    say(
      'The signature states no serial or no last day, so an old store would pass for the newest.',
      'warning',
    )
  if (expires !== undefined && dayNumber(expires) < Math.floor(now / 86_400))
    say(
      `The signature was good until ${expires}. Get the newest store; its owner builds it again to sign it anew.`,
    )
  if (serial > 0 && (found ?? 0) < serial)
    say(
      `The signature has the serial ${found ?? 0}, but ${serial} was seen before: this is an old store. Get the newest.`,
    )
  return problems
}

function keyProblems(signed: Signed, { label, published }: SignatureInput): Problem[] {
  const problems: Problem[] = []
  const key =
    published === null ? null : attempt(`${label}/${KEY_FILE}`, problems, () => parsePublicKey(published))
  if (key === null || publicKeyLine(key) === signed.publicKey) return problems
  const message = 'The store publishes another key than the one that signed it. Ask its owner which is right.'
  return [{ file: `${label}/${KEY_FILE}`, message, severity: 'warning' }]
}
