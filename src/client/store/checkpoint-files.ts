/** What a store found in the weights when it read them, without ever loading them: `checkpoints` of an `entry.json`. */
import type { Verdict } from '../../inspect/report.ts'
import { escapeHidden } from '../../zoo/problem.ts'

const MOST_CHECKPOINTS = 10_000
const LONGEST_NAME = 200
const MOST_NAMED = 3

/** The files that got this verdict, with hidden characters escaped; none where the document says nothing of it. */
export function checkpointFiles(document: Readonly<Record<string, unknown>>, verdict: Verdict): string[] {
  const checkpoints: unknown = document['checkpoints']
  if (!Array.isArray(checkpoints)) return []
  return checkpoints.slice(0, MOST_CHECKPOINTS).flatMap((checkpoint: unknown) => {
    const { file, verdict: stated } = (checkpoint ?? {}) as { file?: unknown; verdict?: unknown }
    return stated === verdict && typeof file === 'string' ? [escapeHidden(file.slice(0, LONGEST_NAME))] : []
  })
}

/** `a.pth, b.pth, c.pth and 2 more`. */
export function nameFiles(files: readonly string[]): string {
  const first = files.slice(0, MOST_NAMED).join(', ')
  return files.length > MOST_NAMED ? `${first} and ${files.length - MOST_NAMED} more` : first
}
