/**
 * JSON from strangers: bounded before it is parsed, with a line for what is wrong.
 */
import type { JsonValue } from './entry.ts'
import { jsonFaults } from './json-faults.ts'
import { escapeHidden, type Problem } from './problem.ts'
import { cleanLine } from './text.ts'

/** Bytes; plans.json of the largest nnU-Net trainings stay far below. */
export const JSON_LIMIT = 16 * 1024 * 1024
const MAX_DEPTH = 64
const NOT_A_NUMBER = ['NaN', 'Infinity', '-Infinity']

export type JsonObject = Record<string, JsonValue>

/** The object in `text`, with what is wrong inside it; or null and the problem where it holds anything else. `file` is what problems call it. */
export function parseJsonObject(
  text: string,
  file: string,
): { value: JsonObject | null; problems: Problem[] } {
  const fail = (message: string, place: Pick<Problem, 'line' | 'column'> = {}) => ({
    value: null,
    problems: [{ file, message, severity: 'error' as const, ...place }],
  })
  const json = prepare(text)
  if (json === null) return fail(`The JSON nests more than ${MAX_DEPTH} levels. Write it flatter.`)
  try {
    const value = JSON.parse(json.replace(/^\uFEFF/, '')) as JsonValue
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      return { value, problems: faultsIn(json, file) }
    return fail('The JSON must be an object: { "key": value, … }.', { line: 1 })
  } catch (error) {
    const message = (error as Error).message
    return fail(
      `This is not JSON: ${escapeHidden(message)}. Mend it here.`,
      placeOfError(json, message, json === text),
    )
  }
}

function faultsIn(json: string, file: string): Problem[] {
  return jsonFaults(json).map((fault) => ({ file, severity: 'error', ...fault }))
}

/**
 * Bounds the depth, and makes null of the bare NaN and Infinity that Python's json writes, in one pass without recursion or
 * backtracking. Null where it nests too deep.
 */
function prepare(text: string): string | null {
  let depth = 0
  let inString = false
  const parts: string[] = []
  let kept = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (inString) {
      if (char === '\\') at++
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if ((char === '[' || char === '{') && ++depth > MAX_DEPTH) return null
    else if (char === ']' || char === '}') depth--
    else if (char === 'N' || char === 'I' || char === '-') {
      const word = NOT_A_NUMBER.find((name) => text.startsWith(name, at))
      if (word === undefined) continue
      parts.push(text.slice(kept, at), 'null')
      at += word.length - 1
      kept = at + 1
    }
  }
  return kept === 0 ? text : parts.join('') + text.slice(kept)
}

/** A field's text as one line of at most 300 characters; undefined where it holds none. */
export function textField(object: JsonObject, key: string): string | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined
  return typeof value === 'string' ? cleanLine(value).slice(0, 300) || undefined : undefined
}

/** The column only where the text is the file's own: a NaN that was replaced has another length. */
function placeOfError(text: string, message: string, isOwn: boolean): { line: number; column?: number } {
  const position = /at position (\d+)/.exec(message)?.[1]
  const before = position === undefined ? text : text.slice(0, Number(position))
  const line = before.split('\n').length
  return position !== undefined && isOwn
    ? { line, column: before.length - before.lastIndexOf('\n') }
    : { line }
}
