/** Untrusted text in GitHub's Markdown: in a code span nobody is mentioned, nothing is linked, and no tag or table ends. */
import { cutEnd } from '../../lib/cut-text.ts'
import { escapeHidden } from '../../zoo/problem.ts'

const LONGEST = 300

/** May stand in a table's cell. Grave accents become apostrophes. */
export function codeSpan(text: string): string {
  const shown = escapeHidden(cutEnd(text, LONGEST)).replaceAll('`', "'").replaceAll('|', '\\|')
  return shown.trim() === '' ? '–' : `\`${shown}\``
}
