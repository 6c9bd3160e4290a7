/**
 * JSON whose objects may not name a key twice: JSON.parse takes the last, other readers the first.
 */
import { isKey, stringEnd } from '../lib/json-strings.ts'

/** The first key that an object names twice; null: none. The text must be JSON. */
export function findDuplicateKey(text: string): string | null {
  const open: (Set<string> | null)[] = []
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '{' || char === '[') open.push(char === '{' ? new Set() : null)
    else if (char === '}' || char === ']') open.pop()
    else if (char === '"') {
      const end = stringEnd(text, at)
      const keys = open.at(-1)
      if (keys && isKey(text, end)) {
        const written = text.slice(at + 1, end - 1)
        const key = written.includes('\\') ? (JSON.parse(`"${written}"`) as string) : written
        if (keys.has(key)) return key
        keys.add(key)
      }
      at = end - 1
    }
  }
  return null
}
