/**
 * nnU-Net's summary.json names the files that it compared by absolute paths, which tell where somebody's data lie. Only their base names mean
 * anything elsewhere.
 */
import { stringEnd } from '../../lib/json-strings.ts'

const PATHS = new Set(['"reference_file"', '"prediction_file"'])

/** The same text with base names in place of paths, and nothing else changed: Python's bare `NaN` stays. */
export function bareSummary(json: string): { json: string; shortened: number } {
  const parts: string[] = []
  let shortened = 0
  let isPath = false
  for (let at = 0; at < json.length;) {
    const quote = json.indexOf('"', at)
    const start = quote === -1 ? json.length : quote
    const between = json.slice(at, start)
    at = start === json.length ? start : stringEnd(json, start)
    const token = json.slice(start, at)
    const bare = isPath && between.trim() === ':' ? baseName(token) : token
    if (bare !== token) shortened++
    isPath = PATHS.has(token)
    parts.push(between, bare)
  }
  return { json: parts.join(''), shortened }
}

/** Of a JSON string, where `/` and the backslashes of Windows may be escaped. */
function baseName(token: string): string {
  let start = 1
  for (let at = 1; at < token.length; at++) {
    const isEscape = token[at] === '\\'
    const char = isEscape ? token[++at] : token[at]
    if (char === '/' || (isEscape && char === '\\')) start = at + 1
  }
  return `"${token.slice(start)}`
}
