/** A card with what is mechanical in it mended: replacements of problems are put in, and nothing else is touched. */
import type { Problem } from '../../zoo/problem.ts'
import type { Change } from './change.ts'

/** A mended key may show that its value is wrong. */
const MOST_ROUNDS = 5

export interface FixedText {
  text: string
  changes: Change[]
}

/** `problemsOf` tells what is wrong with a text; problems of other files, and without a replacement, are passed over. */
export function fixText(
  text: string,
  file: string,
  problemsOf: (text: string) => readonly Problem[],
): FixedText {
  const plain = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  let fixed = plain
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = fixOnce(
      fixed,
      problemsOf(fixed).filter((problem) => problem.file === file),
    )
    if (next === fixed) break
    fixed = next
  }
  return { text: fixed, changes: [...formChanges(text, file), ...lineChanges(plain, fixed, file)] }
}

/** From the end to the beginning, so that columns keep their meaning. */
function fixOnce(text: string, problems: readonly Problem[]): string {
  const lines = text.split('\n')
  const mendable = problems.toSorted((a, b) => (b.column ?? 0) - (a.column ?? 0))
  for (const { line, column, text: wrong, replacement } of mendable) {
    if (line === undefined || column === undefined || wrong === undefined || replacement === undefined)
      continue
    const old = lines[line - 1]
    if (old?.slice(column - 1, column - 1 + wrong.length) !== wrong) continue
    lines[line - 1] = old.slice(0, column - 1) + replacement + old.slice(column - 1 + wrong.length)
  }
  return lines.join('\n')
}

function formChanges(text: string, file: string): Change[] {
  const change = (action: Change['action']): Change => ({
    file,
    action,
    line: null,
    before: null,
    after: null,
  })
  return [
    ...(text.startsWith('\uFEFF') ? [change('byte-order-mark')] : []),
    ...(text.includes('\r') ? [change('line-ends')] : []),
  ]
}

/** A replacement has no line end, so lines stay in their places. */
function lineChanges(before: string, after: string, file: string): Change[] {
  const [old, mended] = [before.split('\n'), after.split('\n')]
  return old.flatMap((line, index) => {
    const now = mended[index]!
    return now === line ? [] : [{ file, action: 'line' as const, line: index + 1, before: line, after: now }]
  })
}
