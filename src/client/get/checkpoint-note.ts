import { checkpointFiles, nameFiles } from '../store/checkpoint-files.ts'
import type { Model } from '../store/model.ts'

/**
 * What a person should know of a model's checkpoints before loading one, as one sentence; null: nothing is known, or nothing runs code
 * that is not known to be harmless.
 */
export function checkpointNote({ document }: Pick<Model, 'document'>): string | null {
  const running = checkpointFiles(document, 'code')
  if (running.length > 0)
    return `Loading ${nameFiles(running)} runs code that it brings along. Do so only if you trust its authors.`
  const vouched = checkpointFiles(document, 'allowed-imports')
  if (vouched.length === 0) return null
  return `Loading ${nameFiles(vouched)} imports what only the store's owner vouches for.`
}
