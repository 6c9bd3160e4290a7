/**
 * JSON whose objects may not name a key twice: JSON.parse takes the last, other readers the first.
 */
import { FormatError } from './finding.ts'

const MAX_DEPTH = 64

/** The first key that an object names twice; null: none. The text must be JSON. @throws FormatError where it nests too deep. */
export function findDuplicateKey(text: string): string | null {
  const open: (Set<string> | null)[] = []
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '{' || char === '[') open.push(char === '{' ? new Set() : null)
    else if (char === '}' || char === ']') open.pop()
    else if (char === '"') {
      const end = endOfString(text, at)
      const keys = open.at(-1)
      if (keys && isKey(text, end)) {
        const key = JSON.parse(text.slice(at, end)) as string
        if (keys.has(key)) return key
        keys.add(key)
      }
      at = end - 1
    }
    if (open.length > MAX_DEPTH) throw new FormatError(`The JSON nests more than ${MAX_DEPTH} levels.`)
  }
  return null
}

/** A text is a key where a colon follows. */
function isKey(text: string, end: number): boolean {
  let at = end
  while (/[ \t\r\n]/.test(text[at] ?? '')) at++
  return text[at] === ':'
}

/** Just behind the closing quote. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at + 1
  }
  return text.length
}
