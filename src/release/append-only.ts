/** Whether a record only grew: every version that was there stands there as it was, or has been withdrawn since. */
import { isDeepStrictEqual } from 'node:util'
import type { ReleasedVersion } from '../store.ts'
import type { Problem } from '../zoo/problem.ts'
import type { LockFile } from './lock-file.ts'

/** `file` is what problems call it, `since` the state that `before` is of; `now` is null where the file is gone. */
export function checkAppendOnly(
  before: LockFile,
  now: LockFile | null,
  { file, since }: { file: string; since: string },
): Problem[] {
  const refuse = (message: string): Problem => ({ file, message, severity: 'error' })
  if (now === null)
    return [
      refuse(`The file is gone, and ${since} has it. What was released stays recorded: restore it with git.`),
    ]
  return before.versions.flatMap((then) => {
    const version = now.versions.find((one) => one.version === then.version)
    const what = version === undefined ? 'is gone' : isKept(then, version) ? null : 'is not what it was'
    if (what === null) return []
    return [
      refuse(
        `Version ${then.version} ${what}, and ${since} has it. A record only grows: restore the version with git.`,
      ),
    ]
  })
}

/** Nothing but a withdrawal may be added, or a file beside the archives that was not written down. */
function isKept(then: ReleasedVersion, now: ReleasedVersion): boolean {
  const { torchHub = now.torchHub, monai = now.monai } = then
  const grown = { ...then, yanked: then.yanked ?? now.yanked, torchHub, monai }
  return isDeepStrictEqual(grown, { ...now, torchHub: now.torchHub, monai: now.monai })
}
