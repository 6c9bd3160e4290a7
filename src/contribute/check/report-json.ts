/** What `check --json` prints; docs/check.md describes it for its readers. */
import { formatJson } from '../../formats/json.ts'
import type { Problem } from '../../zoo/problem.ts'
import { isLitter } from './litter-names.ts'
import type { Change } from './change.ts'
import type { RemoteReport } from './remote.ts'

export interface CheckReport {
  /** How many were read. */
  entries: number
  problems: readonly Problem[]
  /** What `--fix` did, or would do. */
  fixed: readonly Change[]
  /** Null: nobody asked the network. */
  remote: RemoteReport | null
}

/** Keys are always there, and null where there is nothing to say. */
export function formatReport({ entries, problems, fixed, remote }: CheckReport): string {
  const json = formatJson({
    formatVersion: 1,
    entries,
    problems: problems.map((problem) => ({
      file: problem.file,
      line: problem.line ?? null,
      column: problem.column ?? null,
      byte: problem.byte ?? null,
      severity: problem.severity,
      kind: problem.kind ?? null,
      message: problem.message,
      text: problem.text ?? null,
      paste: problem.paste ?? null,
      fixable: isFixable(problem),
    })),
    fixed,
    ...(remote !== null && { remote }),
  })
  // It may be looked at in a terminal.
  return json.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) => (char === '\n' ? char : escaped(char)))
}

/** True where `--fix` mends it. */
export function isFixable({ file, replacement }: Problem): boolean {
  return replacement !== undefined || isLitter(file)
}

/** As JSON writes it: two units for what is beyond the first plane. */
function escaped(char: string): string {
  return Array.from({ length: char.length }, (_, at) => {
    return `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`
  }).join('')
}
