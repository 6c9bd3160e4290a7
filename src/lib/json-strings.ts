/** Steps through the strings of a JSON text that parses, for what JSON.parse does not tell. */

/** Just behind the closing quote of the string that begins at `start`; behind the end of the text where it is not closed. */
export function stringEnd(json: string, start: number): number {
  let quote = json.indexOf('"', start + 1)
  while (quote !== -1 && isEscaped(json, quote)) quote = json.indexOf('"', quote + 1)
  return (quote === -1 ? json.length : quote) + 1
}

/** True behind an odd number of backslashes. */
function isEscaped(json: string, at: number): boolean {
  let first = at
  while (json[first - 1] === '\\') first--
  return (at - first) % 2 === 1
}

/** True where the string that ends at `end` is a key: a colon follows. */
export function isKey(json: string, end: number): boolean {
  while (isBlank(json.charCodeAt(end))) end++
  return json[end] === ':'
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}
