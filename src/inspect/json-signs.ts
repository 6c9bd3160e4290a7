/**
 * The signs of a JSON text outside its strings, counted before anybody parses it: a parser takes many times the memory of what it reads.
 */
import { FormatError, LimitError } from './finding.ts'

const MAX_DEPTH = 64
/** Arrays of numpy and torch have no more sides. */
const MAX_ITEMS = 64
/** Those of some hundred thousand tensors. */
const MAX_COMMAS = 1_500_000

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
/** Digits, blanks and what parts them. */
const WHOLE_NUMBERS = new Set(Buffer.from('0123456789 \t\r\n,:{}[]'))

/**
 * True where nothing but texts and whole numbers is in it. The bytes need not be JSON.
 * @throws FormatError where it nests deep, or is larger than the header of any real file.
 */
export function hasPlainSigns(bytes: Buffer): boolean {
  let isPlain = true
  let commas = 0
  /** Commas so far in each list or object that is open; of an object they do not count. */
  const open: number[] = []
  for (let at = 0; at < bytes.length; at++) {
    const sign = bytes[at]!
    if (sign === QUOTE) at = closingQuote(bytes, at)
    else if (sign === OPEN_LIST || sign === OPEN_OBJECT) {
      open.push(sign === OPEN_LIST ? 0 : -Infinity)
      if (open.length > MAX_DEPTH) throw new FormatError(`The JSON nests more than ${MAX_DEPTH} levels.`)
    } else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) open.pop()
    else if (sign === COMMA) {
      const items = (open.pop() ?? 0) + 1
      open.push(items)
      if (++commas > MAX_COMMAS || items >= MAX_ITEMS)
        throw new LimitError('The header lists more than any real file does.', 8)
    } else isPlain &&= WHOLE_NUMBERS.has(sign)
  }
  return isPlain
}

function closingQuote(bytes: Buffer, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at++
    else if (bytes[at] === QUOTE) return at
  }
  return bytes.length
}
