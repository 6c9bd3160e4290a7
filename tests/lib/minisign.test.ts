import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  formatPublicKey,
  isPrintable,
  parsePublicKey,
  parseSignature,
  prehash,
  prehashFile,
  publicKeyLine,
  verifyComment,
  verifySignature,
} from '../../src/lib/minisign.ts'
import {
  formatSecretKey,
  generateSecretKey,
  parseSecretKey,
  signDigest,
} from '../../src/lib/minisign-secret.ts'
import { UserError } from '../../src/lib/user-error.ts'
import { freshFolder } from './fresh-folder.ts'
import {
  LEGACY_SIGNATURE,
  MESSAGE,
  PUBLIC_KEY,
  SECRET_KEY,
  SECRET_KEY_WITH_PASSWORD,
  SIGNATURE,
  TRUSTED_COMMENT,
} from './minisign-vectors.ts'

const digest = prehash(Buffer.from(MESSAGE))
const publicKey = parsePublicKey(PUBLIC_KEY)

/** The trusted comment, or the sentence that refuses. */
function verdict(signature: string, key = PUBLIC_KEY, message = MESSAGE): string {
  return said(() =>
    verifySignature(prehash(Buffer.from(message)), parseSignature(signature), parsePublicKey(key)),
  )
}

function said(work: () => unknown): string {
  try {
    return String(work())
  } catch (error) {
    if (error instanceof UserError) return `refused: ${error.message}`
    throw error
  }
}

/** The lines of a file with one of them replaced. */
function withLine(text: string, index: number, change: (line: string) => string): string {
  return text
    .split('\n')
    .map((line, at) => (at === index ? change(line) : line))
    .join('\n')
}

/** The same base64 with one bit of one byte turned. */
function withByte(at: number): (line: string) => string {
  return (line) => {
    const bytes = Buffer.from(line, 'base64')
    bytes[at]! ^= 0x10
    return bytes.toString('base64')
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}

describe("minisign's own files", () => {
  it('verify', () => {
    expect(verdict(SIGNATURE)).toBe(TRUSTED_COMMENT)
  })

  it('verify with the line of the key alone', () => {
    expect(verdict(SIGNATURE, PUBLIC_KEY.split('\n')[1])).toBe(TRUSTED_COMMENT)
  })

  it.each([
    ['line ends of Windows', SIGNATURE.replaceAll('\n', '\r\n')],
    ['no line end at the end', SIGNATURE.trimEnd()],
    ['another untrusted comment', withLine(SIGNATURE, 0, () => 'untrusted comment: anything at all')],
  ])('verify with %s', (_, signature) => {
    expect(verdict(signature)).toBe(TRUSTED_COMMENT)
  })

  it('are made again byte for byte', () => {
    const key = parseSecretKey(SECRET_KEY)
    const [, ...signed] = SIGNATURE.split('\n')
    expect(formatPublicKey(key.publicKey)).toBe(PUBLIC_KEY)
    expect(signDigest(digest, key, TRUSTED_COMMENT).split('\n').slice(1)).toEqual(signed)
    expect(Buffer.from(formatSecretKey(key).split('\n')[1]!, 'base64')).toEqual(
      Buffer.from(SECRET_KEY.split('\n')[1]!, 'base64'),
    )
  })

  it('refuse another message', () => {
    expect(verdict(SIGNATURE, PUBLIC_KEY, `${MESSAGE} `)).toBe(
      'refused: The file is not the one that was signed. Get both again.',
    )
  })
})

describe('every byte counts', () => {
  it.each(range(0, 74))('of the signature: %i', (at) => {
    expect(verdict(withLine(SIGNATURE, 1, withByte(at)))).toMatch(/^refused: /)
  })

  it.each(range(0, 64))('of the second signature: %i', (at) => {
    expect(verdict(withLine(SIGNATURE, 3, withByte(at)))).toMatch(/^refused: /)
  })

  it.each(range(0, TRUSTED_COMMENT.length))('of the trusted comment: %i', (at) => {
    const start = 'trusted comment: '.length + at
    const changed = (line: string) => `${line.slice(0, start)}~${line.slice(start + 1)}`
    expect(verdict(withLine(SIGNATURE, 2, changed))).toMatch(/^refused: /)
  })

  it.each(range(0, 42))('of the public key: %i', (at) => {
    expect(verdict(SIGNATURE, withLine(PUBLIC_KEY, 1, withByte(at)))).toMatch(/^refused: /)
  })

  // The others belong to a password, which there is none of, or are the key's name.
  it.each([...range(0, 6), ...range(62, 126)])('of the secret key: %i', (at) => {
    expect(said(() => parseSecretKey(withLine(SECRET_KEY, 1, withByte(at))))).toMatch(/^refused: /)
  })
})

describe('parseSignature', () => {
  const [untrusted, first, trusted, second] = SIGNATURE.split('\n') as [string, string, string, string]
  const noSignature = 'refused: This is not a signature of minisign, or it is damaged. Sign again.'

  it.each([
    ['nothing', ''],
    ['an empty line before', `\n${SIGNATURE}`],
    ['a line behind', `${SIGNATURE}more\n`],
    ['two line ends at the end', `${SIGNATURE}\n`],
    ['a missing line', [untrusted, first, trusted].join('\n')],
    ['no untrusted comment', [first, trusted, second].join('\n')],
    [
      'a comment of another name',
      [untrusted, first, trusted.replace('trusted', 'Trusted'), second].join('\n'),
    ],
    ['base64 with blanks', [untrusted, `${first} `, trusted, second].join('\n')],
    [
      'base64 for addresses',
      [untrusted, `${first.slice(0, 9)}_${first.slice(10)}`, trusted, second].join('\n'),
    ],
    ['base64 without its end', [untrusted, first.replace(/=+$/, ''), trusted, second].join('\n')],
    [
      'base64 with bits that mean nothing',
      [untrusted, first, trusted, second.replace(/.==$/, 'B==')].join('\n'),
    ],
    ['a signature too short', [untrusted, first.slice(4), trusted, second].join('\n')],
    ['a signature too long', [untrusted, `AAAA${first}`, trusted, second].join('\n')],
    ['a gigantic text', `untrusted comment: ${'a'.repeat(1_000_000)}\n${first}\n${trusted}\n${second}\n`],
  ])('refuses %s', (_, text) => {
    expect(said(() => parseSignature(text))).toBe(noSignature)
  })

  it('refuses the old kind over the file itself, though it is right', () => {
    expect(verdict(LEGACY_SIGNATURE)).toBe(
      'refused: The signature is of the old kind, over the file itself. Sign again with minisign 0.10 or newer, or with -H.',
    )
  })

  it.each([
    ['an escape', 'a\u001b[31m'],
    ['a zero', 'a\u0000'],
    ['a turn of the direction', 'a\u202e'],
    ['an invisible character', 'a\u200b'],
    ['bytes that are not UTF-8', 'a\ufffd'],
    ['more than 8192 bytes', 'é'.repeat(4097)],
  ])('refuses a trusted comment with %s', (_, comment) => {
    expect(
      said(() => parseSignature([untrusted, first, `trusted comment: ${comment}`, second].join('\n'))),
    ).toBe('refused: The trusted comment must be printable text of at most 8192 bytes. Sign again.')
    expect(isPrintable(comment)).toBe(false)
  })

  it.each([[''], ['timestamp:1\tfile:é'], ['é'.repeat(4096)]])('takes the trusted comment %j', (comment) => {
    const key = generateSecretKey()
    const text = signDigest(digest, key, comment)
    expect(verifySignature(digest, parseSignature(text), key.publicKey)).toBe(comment)
  })
})

describe('verifySignature', () => {
  it('names both keys where the signature is by another', () => {
    const other = generateSecretKey()
    const [mine, theirs] = [PUBLIC_KEY, formatPublicKey(other.publicKey)].map(
      (text) => /[0-9A-F]{16}/.exec(text)?.[0],
    )
    expect(verdict(SIGNATURE, formatPublicKey(other.publicKey))).toBe(
      `refused: The signature was made with the key ${mine!}, not with ${theirs!}. Get the store again, or the right key.`,
    )
  })

  it('refuses another key of the same id', () => {
    const other = { keyId: publicKey.keyId, ed25519: generateSecretKey().publicKey.ed25519 }
    expect(verdict(SIGNATURE, formatPublicKey(other))).toMatch(/^refused: The signature or its comment/)
  })

  it.each(['00', 'ff', '01'])('refuses a key of nothing but %s', (byte) => {
    const other = { keyId: publicKey.keyId, ed25519: Buffer.from(byte.repeat(32), 'hex') }
    expect(verdict(SIGNATURE, formatPublicKey(other))).toMatch(/^refused: /)
  })

  it('refuses two signatures that were put together', () => {
    const key = generateSecretKey()
    const [one, other] = ['one', 'other'].map((comment) =>
      signDigest(prehash(Buffer.from(comment)), key, comment).split('\n'),
    ) as [string[], string[]]
    const mixed = [one[0], one[1], other[2], other[3]].join('\n')
    expect(
      said(() => verifySignature(prehash(Buffer.from('one')), parseSignature(mixed), key.publicKey)),
    ).toMatch(/^refused: The signature or its comment/)
  })
})

describe('verifyComment', () => {
  it('needs no file', () => {
    expect(verifyComment(parseSignature(SIGNATURE), publicKey)).toBe(TRUSTED_COMMENT)
  })
})

describe('parsePublicKey', () => {
  it.each([
    ['nothing', ''],
    ['a secret key', SECRET_KEY],
    ['a signature', SIGNATURE],
    ['a comment alone', 'untrusted comment: minisign public key'],
    ['two keys', `${PUBLIC_KEY}${PUBLIC_KEY}`],
    ['a key of SSH', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJqf'],
    ['a key without its first letters', publicKeyLine(publicKey).slice(4)],
  ])('refuses %s', (_, text) => {
    expect(said(() => parsePublicKey(text))).toBe(
      'refused: This is not a public key of minisign. Give the whole .pub file, or its second line: 56 characters that begin with RW.',
    )
  })
})

describe('parseSecretKey', () => {
  it.each([
    ['the whole file', SECRET_KEY],
    ['its second line alone', SECRET_KEY.split('\n')[1]!],
    ['line ends of Windows', SECRET_KEY.replaceAll('\n', '\r\n')],
    ['blanks around, as they get into variables', `\n ${SECRET_KEY.split('\n')[1]!} \n`],
  ])('reads %s', (_, text) => {
    expect(parseSecretKey(text).publicKey).toEqual(publicKey)
  })

  it('says of a key with a password how to make one without', () => {
    expect(said(() => parseSecretKey(SECRET_KEY_WITH_PASSWORD))).toBe(
      'refused: This secret key has a password, which nobody can type during a build. Make one without: npm run keygen, or minisign -G -W.',
    )
  })

  it.each([
    ['a public key', PUBLIC_KEY],
    ['a key cut short', SECRET_KEY.slice(0, 200)],
    [
      'a key of OpenSSH',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n-----END OPENSSH PRIVATE KEY-----\n',
    ],
  ])('refuses %s, without a word of it in the message', (_, text) => {
    expect(said(() => parseSecretKey(text))).toBe(
      'refused: This is not a secret key of minisign. Give the whole key file, or its second line; "npm run keygen" makes one.',
    )
  })
})

describe('generateSecretKey', () => {
  it('makes another key each time, which is read as it was written', () => {
    const [one, other] = [generateSecretKey(), generateSecretKey()]
    expect(formatSecretKey(one)).not.toBe(formatSecretKey(other))
    expect(parseSecretKey(formatSecretKey(one))).toEqual(one)
  })
})

describe('signDigest', () => {
  it('refuses a comment that would break the lines', () => {
    expect(() => signDigest(digest, generateSecretKey(), 'a\nb')).toThrow('not printable')
  })
})

describe('prehashFile', () => {
  it.each([0, 1, 65_536, 200_001])('is the prehash of a file of %i bytes', (size) => {
    const path = join(freshFolder(), 'file')
    writeFileSync(path, Buffer.alloc(size, 7))
    expect(prehashFile(path)).toEqual(prehash(Buffer.alloc(size, 7)))
  })
})
