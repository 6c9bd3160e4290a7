/** JSON as the store writes it, and values of other people's JSON. */
import type { JsonValue } from '../zoo/entry.ts'

/** Two blanks, LF, UTF-8 as it is, a last line end. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** The same with lists of numbers on one line each. No text can look like one: it has no line ends. */
export function formatDenseJson(value: unknown): string {
  return formatJson(value).replace(/\[\n\s+(-?[\d.]+(?:,\n\s+-?[\d.]+)*)\n\s+\]/g, (_, numbers: string) => {
    return `[${numbers.replaceAll(/\s+/g, ' ')}]`
  })
}

/** '' for whatever is not text. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
