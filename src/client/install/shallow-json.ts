/** JSON from strangers that is not parsed at all where it nests deeper than the format has levels. */

/** As of the documents of stores; a record of 200,000 files has a fifth of them. */
const MOST_VALUES = 3_000_000

/** Undefined where it is not JSON, nests too deep or holds more values than memory has room for. */
export function parseShallow(text: string, maxDepth: number): unknown {
  if (isUnbounded(text, maxDepth)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isUnbounded(text: string, maxDepth: number): boolean {
  let depth = 0
  let values = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString && code === 0x5c) at++
    else if (code === 0x22) inString = !inString
    else if (inString) continue
    else if (code === 0x5b || code === 0x7b) depth++
    else if (code === 0x5d || code === 0x7d) depth--
    else if (code === 0x2c) values++
    if (depth > maxDepth || values > MOST_VALUES) return true
  }
  return false
}
