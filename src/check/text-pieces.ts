/**
 * Text of any size, a piece at a time. What is text is decided by the first bytes, never by the name.
 */
import type { Content } from './content.ts'

/** Some of a file's text, with enough around it for a finding at its edge to be seen whole. */
export interface TextPiece {
  text: string
  /** Findings that begin at `from` or later and before `to` belong to this piece; the others to its neighbours. */
  from: number
  to: number
  /** 1-based line of the file at an index of `text` between the two. */
  lineAt: (index: number) => number
  /** 1-based UTF-16 unit of that line; undefined where its beginning is too far away. */
  columnAt: (index: number) => number | undefined
  /** A part of `text` as a person reads it. */
  decode: (part: string) => string
}

const STEP = 1024 * 1024
/** More than any rule looks at before and after what it found; even, so that no UTF-16 unit is cut. */
const MARGIN = 1024

// What logs hold beside text (backspace, tab, line ends, form feed, escape) is fine.
const BINARY = /[\0-\x07\x0b\x0e-\x1a\x1c-\x1f]/

type Encoding = 'bytes' | 'utf16le' | 'utf16be'

/** The pieces of a text file in turn; none where the file holds no text. One piece is in memory at a time. */
export function* textPieces({ bytes, head }: Pick<Content, 'bytes' | 'head'>): Generator<TextPiece> {
  const encoding = encodingOf(head)
  if (encoding === null) return
  const unit = encoding === 'bytes' ? 1 : 2
  let line = 1
  for (let start = 0; start < bytes.size; start += STEP) {
    const before = Math.max(0, start - MARGIN)
    const length = Math.min(start + STEP + MARGIN, bytes.size) - before
    const text = toText(length <= head.length && before === 0 ? head : bytes.read(before, length), encoding)
    const [from, to] = [(start - before) / unit, Math.min((start - before + STEP) / unit, text.length)]
    const first = line
    const lineAt = (index: number) => first + linesIn(text, from, index)
    const decode = encoding === 'bytes' ? fromBytes : (part: string) => part
    const columnAt = (index: number) => {
      const lineStart = text.lastIndexOf('\n', index - 1) + 1
      const isThere = lineStart > 0 || before === 0
      return isThere ? decode(text.slice(lineStart, index)).replace(/^\uFEFF/, '').length + 1 : undefined
    }
    yield { text, from, to, lineAt, columnAt, decode }
    line += linesIn(text, from, to)
  }
}

/** Null: no text. */
function encodingOf(head: Buffer): Encoding | null {
  const mark = head.toString('latin1', 0, 2)
  if (mark === '\xff\xfe' || mark === '\xfe\xff') return mark === '\xff\xfe' ? 'utf16le' : 'utf16be'
  return BINARY.test(head.toString('latin1')) ? null : 'bytes'
}

/**
 * One character for each byte, whatever the encoding: what rules look for is ASCII, no piece can end inside a character, and this is
 * several times as fast as decoding.
 */
function toText(bytes: Buffer, encoding: Encoding): string {
  if (encoding === 'bytes') return bytes.toString('latin1')
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
  return (encoding === 'utf16le' ? even : even.swap16()).toString('utf16le')
}

function fromBytes(part: string): string {
  return Buffer.from(part, 'latin1').toString('utf8')
}

/** Line ends between two places of a text. */
export function linesIn(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
