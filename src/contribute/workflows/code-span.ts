/** Untrusted text in GitHub's Markdown: in a code span nobody is mentioned, nothing is linked, and no tag or table ends. */
import { cutEnd } from '../../lib/cut-text.ts'
import { escapeHidden } from '../../zoo/problem.ts'

const LONGEST = 300

/** May stand in a table's cell. Grave accents become apostrophes. */
export function codeSpan(text: string): string {
  const shown = escapeHidden(cutEnd(text, LONGEST)).replaceAll('`', "'").replaceAll('|', '\\|')
  return shown.trim() === '' ? '–' : `\`${shown}\``
}

/** As many of the first lines as fit into `most` bytes of UTF-8. */
export function fittingLines(lines: readonly string[], most: number): string[] {
  let size = 0
  const end = lines.findIndex((line) => (size += Buffer.byteLength(line) + 1) > most)
  return lines.slice(0, end < 0 ? lines.length : end)
}
