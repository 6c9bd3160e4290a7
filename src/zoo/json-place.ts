/** Where a key of a JSON object stands in its text. */
import { isKey, stringEnd } from '../lib/json-strings.ts'
import type { Place } from './place.ts'

/** Characters of a value that are shown. */
const LONGEST_TEXT = 500

/**
 * The value of a key of the outermost object, where it is one text or number in the line of its key, else the key; null where there is no
 * such key. `json` must be valid; it is gone through once.
 */
export function placeOfKey(json: string, key: string): Place | null {
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const char = json[at]
    if (char === '{' || char === '[') depth++
    else if (char === '}' || char === ']') depth--
    else if (char === '"') {
      const end = stringEnd(json, at)
      if (depth === 1 && isKey(json, end) && json.slice(at + 1, end - 1) === key)
        return placeOf(json, at, end)
      at = end - 1
    }
  }
  return null
}

function placeOf(json: string, start: number, end: number): Place {
  const gap = /^[ \t]*:[ \t]*/.exec(json.slice(end, end + 100))?.[0].length ?? 0
  const value = end + gap
  const isText = gap > 0 && json[value] === '"'
  const valueEnd = isText ? stringEnd(json, value) : value + plainLength(json, value)
  return gap > 0 && valueEnd > value ? spotAt(json, value, valueEnd) : spotAt(json, start, end)
}

/** Of a number or word. */
function plainLength(json: string, at: number): number {
  return /^[\w.+-]*/.exec(json.slice(at, at + LONGEST_TEXT))![0].length
}

function spotAt(json: string, start: number, end: number): Place {
  const lineStart = json.lastIndexOf('\n', start) + 1
  const lineEnd = json.indexOf('\n', start)
  const line = json.slice(0, start).split('\n').length
  const source = json.slice(lineStart, lineEnd === -1 ? undefined : lineEnd)
  return {
    line,
    column: start - lineStart + 1,
    text: json.slice(start, Math.min(end, start + LONGEST_TEXT)),
    source,
  }
}
