/** Fields of a foreign document, each brought to a form that cannot surprise. */
import { cleanLine } from '../../zoo/text.ts'
import { isObject, type JsonObject } from './parse-document.ts'
import type { JsonValue } from '../../zoo/entry.ts'

export function field(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** One line of at most `limit` characters; '' where there is no text. */
export function textField(object: JsonObject, key: string, limit = 300): string {
  const value = field(object, key)
  if (typeof value !== 'string') return ''
  const text = cleanLine(value.slice(0, 10 * limit))
    .slice(0, limit)
    .toWellFormed()
  return value.length > limit ? copied(text) : text
}

/** A slice of a text keeps all of it in memory. */
function copied(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le')
}

/** A whole number of bytes; null where there is none. */
export function sizeField(object: JsonObject, key = 'size'): number | null {
  const value = field(object, key)
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}

/** Lower-case hex; null where it is none. */
export function sha256Field(object: JsonObject, key = 'sha256'): string | null {
  const value = field(object, key)
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : null
}

/** The first `most` items; whatever is not an object is passed over. */
export function objectsField(object: JsonObject, key: string, most = Infinity): JsonObject[] {
  const value = field(object, key)
  return Array.isArray(value) ? value.slice(0, most).filter(isObject) : []
}

export function objectField(object: JsonObject, key: string): JsonObject {
  const value = field(object, key)
  return isObject(value) ? value : {}
}

/** The first `most` texts, each one line of at most 100 characters. */
export function textsField(object: JsonObject, key: string, most = 64): string[] {
  const value = field(object, key)
  if (!Array.isArray(value)) return []
  return value
    .slice(0, most)
    .map((text) => textField({ text }, 'text', 100))
    .filter((text) => text !== '')
}
