/** JSON as the store writes it, and values of other people's JSON. */
import type { JsonValue } from '../zoo/entry.ts'

/** Two blanks, LF, UTF-8 as it is, a last line end. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** '' for whatever is not text. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
