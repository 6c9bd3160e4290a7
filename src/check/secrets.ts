/**
 * Keys and passwords that somebody left in a file: once published they are everybody's.
 */
import type { ByteSource } from '../lib/byte-source.ts'
import type { Problem } from '../zoo/problem.ts'
import type { Content } from './content.ts'
import { PLACEHOLDER_TOKEN, SECRET_SHAPES, type SecretShape } from './secret-shapes.ts'
import { linesIn } from './text-pieces.ts'

/** Nobody keeps keys in longer texts; tables of numbers may have gigabytes. */
const MOST_BYTES = 16 * 1024 * 1024
const PIECE = 1024 * 1024
/** Longer than any shape; a secret across the end of a piece is found in the next. */
const OVERLAP = 4096
/** Of a file full of keys, nobody reads more than the first. */
const MOST_PROBLEMS = 10

/** Text files only; the message holds nothing of the secret, since logs of builds are read by many. */
export function checkSecrets({ bytes, head, place }: Content): Problem[] {
  if (head.includes(0) && !isUtf16(head)) return []
  const problems: Problem[] = []
  let line = 1
  for (const { text, own } of piecesOf(bytes, head)) {
    const found = secretsIn(text).filter(({ at }) => at < own)
    problems.push(...found.map(({ at, what }) => secret(place, line + linesIn(text, 0, at), what)))
    if (problems.length >= MOST_PROBLEMS) break
    line += linesIn(text, 0, own)
  }
  return problems.slice(0, MOST_PROBLEMS)
}

interface Piece {
  /** One character a byte, or one for two of UTF-16. */
  text: string
  /** What begins here is the next piece's. */
  own: number
}

function* piecesOf(bytes: ByteSource, head: Buffer): Generator<Piece> {
  if (bytes.size <= head.length && !isUtf16(head)) {
    yield { text: head.toString('latin1'), own: head.length }
    return
  }
  const end = Math.min(bytes.size, MOST_BYTES)
  for (let at = 0; at < end; at += PIECE) {
    const piece = bytes.read(at, Math.min(PIECE + OVERLAP, end - at))
    yield isUtf16(head)
      ? toPiece(piece.toString('utf16le'), PIECE / 2)
      : toPiece(piece.toString('latin1'), PIECE)
  }
}

function toPiece(text: string, own: number): Piece {
  return { text, own: Math.min(own, text.length) }
}

/** What shells of Windows write; each other character is a NUL there. */
function isUtf16(head: Buffer): boolean {
  return head[0] === 0xff && head[1] === 0xfe
}

/** One for each place, in their order. */
function secretsIn(text: string): { at: number; what: string }[] {
  return SECRET_SHAPES.filter(({ hint, needs = '' }) => text.includes(hint) && text.includes(needs))
    .flatMap((shape) => matchesOf(shape, text))
    .sort((a, b) => a.at - b.at)
}

function matchesOf({ what, pattern }: SecretShape, text: string): { at: number; what: string }[] {
  const matches: { at: number; what: string }[] = []
  for (const match of text.matchAll(pattern)) {
    if (!PLACEHOLDER_TOKEN.test(match[0])) matches.push({ at: match.index, what })
    if (matches.length >= MOST_PROBLEMS) break
  }
  return matches
}

function secret(file: string, line: number, what: string): Problem {
  const message = `This looks like ${what}. Take it out, and make it useless where it was issued: whoever has read it can use it.`
  return { file, line, kind: 'secret', message, severity: 'error' }
}
