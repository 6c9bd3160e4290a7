/** What `--fix` changes, and how it is shown. */
import { styleText } from 'node:util'
import { escapeHidden } from '../../zoo/problem.ts'
import type { Display } from './problem-at-length.ts'

export interface Change {
  /** Path as problems name it. */
  file: string
  /** `line`: one line became another. The file was `removed`, or lost its `byte-order-mark`, or got other `line-ends`. */
  action: 'line' | 'line-ends' | 'byte-order-mark' | 'removed'
  /** Counted from 1; null for anything but a line. */
  line: number | null
  before: string | null
  after: string | null
}

const WORDS = {
  'line-ends': 'Line ends of Windows become those of everybody (LF).',
  'byte-order-mark': 'The mark before the first letter (BOM) goes.',
  removed: 'Removed: a system left it there.',
} as const

/** Below the name of each file, its lines with - before and + after. */
export function formatChanges(
  changes: readonly Change[],
  { isColoured }: Pick<Display, 'isColoured'>,
): string {
  const files = [...new Set(changes.map(({ file }) => file))]
  return files
    .flatMap((file) => [
      escapeHidden(file),
      ...changes.filter((change) => change.file === file).flatMap((change) => linesOf(change, isColoured)),
    ])
    .join('\n')
}

function linesOf({ action, line, before, after }: Change, isColoured: boolean): string[] {
  if (action !== 'line') return [`  ${WORDS[action]}`]
  const paint = (colour: 'red' | 'green', text: string) =>
    isColoured ? styleText(colour, text, { validateStream: false }) : text
  const number = String(line)
  return [
    paint('red', `  ${number} - ${escapeHidden(before ?? '')}`),
    paint('green', `  ${' '.repeat(number.length)} + ${escapeHidden(after ?? '')}`),
  ]
}
