/**
 * What is wrong with JSON that parses: JSON.parse takes the last of two equal keys where other readers take the first, and takes any
 * character.
 */
import { isKey, stringEnd } from '../lib/json-strings.ts'
import { quote } from './problem.ts'
import { proseFault } from './text.ts'

export interface JsonFault {
  /** Counted from 1. */
  line: number
  /** Counted from 1, in UTF-16 units. */
  column: number
  /** The string as it stands there, in quotes. */
  text: string
  /** Full sentences. */
  message: string
}

/** Of a file with thousands of mistakes, nobody reads more than the first. */
const MOST_FAULTS = 20

/** Characters of a string that are shown. */
const LONGEST_TEXT = 500

/** The keys so far of each object that is open, and null for each list. */
type Open = (Set<string> | null)[]

/** `json` must be valid and may be large: it is gone through once. */
export function jsonFaults(json: string): JsonFault[] {
  const faults: JsonFault[] = []
  const open: Open = []
  let line = 1
  let lineStart = 0
  for (let at = 0; at < json.length && faults.length < MOST_FAULTS; at++) {
    const char = json[at]
    if (char === '\n') {
      line++
      lineStart = at + 1
    }
    if (char === '{') open.push(new Set())
    else if (char === '[') open.push(null)
    else if (char === '}' || char === ']') open.pop()
    else if (char === '"') {
      const end = stringEnd(json, at)
      const text = parseString(json.slice(at, end))
      const message = (isKey(json, end) ? keyFault(text, open) : null) ?? charactersFault(text)
      if (message !== null)
        faults.push({
          line,
          column: at - lineStart + 1,
          text: json.slice(at, Math.min(end, at + LONGEST_TEXT)),
          message,
        })
      at = end - 1
    }
  }
  return faults
}

function parseString(source: string): string {
  return source.includes('\\') ? (JSON.parse(source) as string) : source.slice(1, -1)
}

function keyFault(key: string, open: Open): string | null {
  const keys = open.at(-1)
  if (key === '__proto__') return 'A key must not be called "__proto__". Choose another name.'
  if (keys?.has(key)) return `The key ${quote(key)} stands in the same object twice. Keep one of the two.`
  keys?.add(key)
  return null
}

/** Whatever a person types into a form of several lines is fine. */
function charactersFault(text: string): string | null {
  const fault = proseFault(text.replaceAll(/[\r\f]/g, '\n'))
  return fault && `${quote(text)}: ${fault}`
}
