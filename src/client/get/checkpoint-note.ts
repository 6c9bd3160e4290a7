import { checkpointFiles, nameFiles } from '../store/checkpoint-files.ts'
import type { Model } from '../store/model.ts'

/** Names of weights that may be pickles. */
const PICKLE = /\.(?:pth?|pkl|pickle|ckpt|joblib|bin|tar)$/i

/**
 * What a person should know of a model's checkpoints before loading one, as one sentence; null: nothing is known, or nothing runs code
 * that is not known to be harmless.
 */
export function checkpointNote({
  document,
  isEarlier,
  downloads,
}: Pick<Model, 'document' | 'isEarlier' | 'downloads'>): string | null {
  if (isEarlier) return mayBePickle(downloads) ? UNKNOWN : null
  const running = checkpointFiles(document, 'code')
  if (running.length > 0)
    return `Loading ${nameFiles(running)} runs code that it brings along. Do so only if you trust its authors.`
  const vouched = checkpointFiles(document, 'allowed-imports')
  if (vouched.length === 0) return null
  return `Loading ${nameFiles(vouched)} imports what only the store's owner vouches for.`
}

const UNKNOWN =
  'Whether loading its weights runs code is not known: the store tells that of its newest version alone.'

function mayBePickle(downloads: Model['downloads']): boolean {
  return downloads.some(({ files }) => files === null || files.some(({ path }) => PICKLE.test(path)))
}
