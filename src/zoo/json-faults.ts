/**
 * What is wrong with JSON that parses: JSON.parse takes the last of two equal keys where other readers take the first, and takes any
 * character.
 */
import { quote } from './problem.ts'
import { proseFault } from './text.ts'

export interface JsonFault {
  /** Counted from 1. */
  line: number
  /** Full sentences. */
  message: string
}

/** Of a file with thousands of mistakes, nobody reads more than the first. */
const MOST_FAULTS = 20

/** The keys so far of each object that is open, and null for each list. */
type Open = (Set<string> | null)[]

/** `json` must be valid and may be large: it is gone through once. */
export function jsonFaults(json: string): JsonFault[] {
  const faults: JsonFault[] = []
  const open: Open = []
  let line = 1
  for (let at = 0; at < json.length && faults.length < MOST_FAULTS; at++) {
    const char = json[at]
    if (char === '\n') line++
    else if (char === '{') open.push(new Set())
    else if (char === '[') open.push(null)
    else if (char === '}' || char === ']') open.pop()
    else if (char === '"') {
      const end = stringEnd(json, at)
      const text = parseString(json.slice(at, end))
      const message = (isKey(json, end) ? keyFault(text, open) : null) ?? charactersFault(text)
      if (message !== null) faults.push({ line, message })
      at = end - 1
    }
  }
  return faults
}

/** Where the text that begins at `at` is over. */
function stringEnd(json: string, at: number): number {
  let end = at + 1
  while (end < json.length && json[end] !== '"') end += json[end] === '\\' ? 2 : 1
  return end + 1
}

function parseString(source: string): string {
  return source.includes('\\') ? (JSON.parse(source) as string) : source.slice(1, -1)
}

function isKey(json: string, end: number): boolean {
  while (/[ \t\r\n]/.test(json[end] ?? '')) end++
  return json[end] === ':'
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
