/** JSON as the store writes it, and values of other people's JSON. */
import type { JsonValue } from '../zoo/entry.ts'

/** Two blanks, LF, UTF-8 as it is, a last line end; lists of numbers on one line. No text can look like one: line ends are escaped there. */
export function formatJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  return `${text.replace(/\[\n\s+(-?[\d.]+(?:,\n\s+-?[\d.]+)*)\n\s+\]/g, (_, numbers: string) => `[${numbers.replaceAll(/\s+/g, ' ')}]`)}\n`
}

/** '' for whatever is not text. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
