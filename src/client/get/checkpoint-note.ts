/** What a store found in its checkpoints, where a person should know it before loading one. */
import { escapeHidden } from '../../zoo/problem.ts'
import type { Model } from '../store/model.ts'

const MOST_NAMED = 3

/** One sentence; null: nothing is known, or nothing runs code that is not known to be harmless. */
export function checkpointNote({ document }: Pick<Model, 'document'>): string | null {
  const checkpoints: unknown[] = Array.isArray(document['checkpoints']) ? document['checkpoints'] : []
  const running = filesWith(checkpoints, 'code')
  if (running.length > 0)
    return `Loading ${named(running)} runs code that it brings along. Do so only if you trust its authors.`
  const vouched = filesWith(checkpoints, 'allowed-imports')
  if (vouched.length === 0) return null
  return `Loading ${named(vouched)} imports what only the store's owner vouches for.`
}

function filesWith(checkpoints: readonly unknown[], verdict: string): string[] {
  return checkpoints.flatMap((checkpoint) => {
    const { file, verdict: stated } = (checkpoint ?? {}) as { file?: unknown; verdict?: unknown }
    return stated === verdict && typeof file === 'string' ? [escapeHidden(file.slice(0, 200))] : []
  })
}

function named(files: readonly string[]): string {
  const first = files.slice(0, MOST_NAMED).join(', ')
  return files.length > MOST_NAMED ? `${first} and ${files.length - MOST_NAMED} more` : first
}
