/**
 * JSON from strangers: bounded before it is parsed, with a line for what is wrong.
 */
import type { JsonValue } from './entry.ts'
import { escapeHidden, type Problem } from './problem.ts'

/** Bytes; plans.json of the largest nnU-Net trainings stay far below. */
export const JSON_LIMIT = 16 * 1024 * 1024
const MAX_DEPTH = 64

export type JsonObject = Record<string, JsonValue>

/** The object in `text`; or null and the problem where it holds anything else. `file` is what problems call it. */
export function parseJsonObject(text: string, file: string): { value: JsonObject | null; problems: Problem[] } {
  const fail = (message: string, line?: number) => ({
    value: null,
    problems: [{ file, message, severity: 'error' as const, ...(line === undefined ? {} : { line }) }],
  })
  if (depthOf(text) > MAX_DEPTH) return fail(`The JSON nests more than ${MAX_DEPTH} levels. Write it flatter.`)
  try {
    const value = JSON.parse(text.replace(/^\uFEFF/, '')) as JsonValue
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return { value, problems: [] }
    return fail('The JSON must be an object: { "key": value, … }.', 1)
  } catch (error) {
    const message = (error as Error).message
    return fail(`This is not JSON: ${escapeHidden(message)}. Mend it here.`, lineOfError(text, message))
  }
}

/** Depth of brackets outside strings, counted without recursion. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/g)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, ++depth)
    else if (token === ']' || token === '}') depth--
  }
  return deepest
}

function lineOfError(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1]
  return position === undefined ? text.split('\n').length : text.slice(0, Number(position)).split('\n').length
}
