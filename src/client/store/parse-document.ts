/** JSON documents of a store that nobody vouches for: bounded before they are parsed. */
import { findDuplicateKey } from '../../inspect/json-keys.ts'
import { stringEnd } from '../../lib/json-strings.ts'
import { UserError } from '../../lib/user-error.ts'
import type { JsonValue } from '../../zoo/entry.ts'
import { quote } from '../../zoo/problem.ts'
import { showStore } from './show-store.ts'

export type JsonObject = Record<string, JsonValue>

const MOST_LEVELS = 64
/** The catalogue of 50,000 models has half as many; more would take memory without end. */
const MOST_VALUES = 3_000_000

/**
 * The object in `bytes`; `url` is what messages call the document.
 * @throws UserError where it is anything else, nests too deep, holds too many values, or names a key twice.
 */
export function parseDocument(bytes: Uint8Array, url: string): JsonObject {
  const text = new TextDecoder().decode(bytes)
  const fail = (what: string): never => {
    throw new UserError(`${showStore(url)}: ${what} Tell the store's owner, or try again later.`)
  }
  if (looksLikeHtml(bytes)) fail('The server answers with a web page where a JSON document should be.')
  if (!isBounded(text)) fail('The document nests too deep or holds too many values to be one of a store.')
  const value = parse(text) ?? fail('This is not a JSON object.')
  const twice = findDuplicateKey(text)
  if (twice !== null) fail(`The key ${quote(twice)} stands in one object twice, so it could mean two things.`)
  return value
}

/** Servers that answer for everything have a page for what is not there. */
export function looksLikeHtml(bytes: Uint8Array): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?[ \t\r\n]*</.test(Buffer.from(bytes.subarray(0, 1024)).toString('latin1'))
}

const [QUOTE, COMMA, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = Array.from('",[]{}', (char) => char.charCodeAt(0))

function isBounded(text: string): boolean {
  let depth = 0
  let values = 0
  for (let at = 0; at < text.length && depth <= MOST_LEVELS && values <= MOST_VALUES; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = stringEnd(text, at) - 1
    else if (code === COMMA) values++
    else if (code === OPEN || code === OPEN_LIST) depth++
    else if (code === CLOSE || code === CLOSE_LIST) depth--
  }
  return depth <= MOST_LEVELS && values <= MOST_VALUES
}

function parse(text: string): JsonObject | null {
  try {
    const value = JSON.parse(text) as JsonValue
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** JSON for a terminal or a program: what a terminal would obey, or not show, is escaped, and the value is the same. */
export function formatTerminalJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[^\n\P{C}]|[\u2028\u2029]/gu, (char) =>
    char.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
}
