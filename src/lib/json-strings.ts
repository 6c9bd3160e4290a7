/** Steps through the strings of a JSON text that parses, for what JSON.parse does not tell. */

/** Just behind the closing quote of the string that begins at `start`. */
export function stringEnd(json: string, start: number): number {
  let end = start + 1
  while (end < json.length && json[end] !== '"') end += json[end] === '\\' ? 2 : 1
  return end + 1
}

/** True where the string that ends at `end` is a key: a colon follows. */
export function isKey(json: string, end: number): boolean {
  while (/[ \t\r\n]/.test(json[end] ?? '')) end++
  return json[end] === ':'
}
