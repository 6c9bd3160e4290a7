/** What of a store is at a target, and what is not. */
import { mapLimit } from '../lib/map-limit.ts'
import { UserError } from '../lib/user-error.ts'
import type { DeployFile } from './plan.ts'
import { someOf } from './some-of.ts'
import type { Listed, Target } from './target.ts'

/** `relabel`: the bytes are right, and what is said of them is not. */
export type State = 'same' | 'relabel' | 'other' | 'absent'

export interface Compared {
  file: DeployFile
  state: State
}

/** Small questions. */
export const ASKED_AT_ONCE = 16

/**
 * Each file and how it is there; `onFile` hears of each.
 * @throws UserError where a published archive has other bytes there.
 */
export async function compareFiles(
  files: readonly DeployFile[],
  there: ReadonlyMap<string, Listed>,
  target: Target,
  onFile: (path: string) => void,
): Promise<Compared[]> {
  const compared = await mapLimit(files, ASKED_AT_ONCE, async (file) => {
    onFile(file.path)
    return { file, state: await compare(file, there.get(file.path)?.size, target) }
  })
  const conflicts = compared.filter(({ file, state }) => state === 'other' && file.isArchive)
  if (conflicts.length > 0)
    throw immutable(
      target.label,
      conflicts.map(({ file }) => file.path),
    )
  return compared
}

async function compare(file: DeployFile, size: number | undefined, target: Target): Promise<State> {
  if (size === undefined) return 'absent'
  if (size !== file.size) return 'other'
  const facts = await target.facts(file, file.isArchive)
  if (facts === null) return 'absent'
  if (facts.size !== file.size || facts.sha256 !== file.sha256) return 'other'
  return facts.hasHeaders ? 'same' : 'relabel'
}

function immutable(label: string, paths: readonly string[]): UserError {
  return new UserError(
    `${label} has other bytes under the names of these archives: ${someOf(paths)}. What is published stays as it is: raise the version of the ` +
      'models, or restore their files, and build again. Nothing was uploaded.',
  )
}

/**
 * After all was put: whatever has another tag than it was seen or put with (`tags`) is looked at again.
 * @throws UserError where it is not the store's any more.
 */
export async function refuseChanged(
  files: readonly DeployFile[],
  tags: ReadonlyMap<string, string>,
  target: Target,
): Promise<void> {
  const there = await target.list()
  const suspects = files.filter(({ path }) => there.get(path)?.tag !== tags.get(path))
  // A list may lag behind, so that each is asked for by itself.
  const states = await mapLimit(suspects, ASKED_AT_ONCE, (file) => compare(file, file.size, target))
  const wrong = suspects.filter((_, at) => states[at] === 'other' || states[at] === 'absent')
  if (wrong.length > 0)
    throw new UserError(
      `Something else changed ${target.label} meanwhile, perhaps a second deploy: ${someOf(wrong.map(({ path }) => path))}. Let it end, then run the command again.`,
    )
}
