/** JSON from strangers that is not parsed at all where it nests deeper than the format has levels. */

/** Undefined where it is not JSON or nests too deep. */
export function parseShallow(text: string, maxDepth: number): unknown {
  if (isDeep(text, maxDepth)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isDeep(text: string, maxDepth: number): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString && code === 0x5c) at++
    else if (code === 0x22) inString = !inString
    else if (inString) continue
    else if (code === 0x5b || code === 0x7b) depth++
    else if (code === 0x5d || code === 0x7d) depth--
    if (depth > maxDepth) return true
  }
  return false
}
