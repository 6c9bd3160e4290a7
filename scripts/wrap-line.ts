import { wrap } from '../src/client/cli/terminal-text.ts'

/** A sentence as an item of a list, broken between words. `columns` is the terminal's width. */
export function wrapLine(text: string, columns: number): string {
  return `  - ${wrap(text, Math.max(columns, 40) - 4).join('\n    ')}`
}
