import { dirname, join } from 'node:path'
import { UserError } from '../lib/user-error.ts'
import type { Problem } from '../zoo/problem.ts'
import { checkAppendOnly } from './append-only.ts'
import { isBlob, isInRepository, listLocksAt, readLockAt } from './git-locks.ts'
import { parseLockFile } from './lock-file.ts'
import type { Locks } from './locks.ts'

/**
 * Whether every record only grew since another state of the repository, which problems call `since`. One that is broken there already is
 * passed over.
 */
export function checkSince(ref: string, locks: Locks, since = ref): Problem[] {
  const { dir, label, files } = locks.folder
  return [...listLocksAt(ref, { dir })].flatMap(([name, blob]) => {
    // Most are as they were, and asking git for each would take seconds.
    if (isBlob(join(dir, name), blob)) return []
    const id = name.slice(0, -'.json'.length)
    const file = `${label}/${name}`
    const { lock: before } = parseLockFile(readLockAt(ref, { dir }, name), { id, file })
    const now = locks.read(id)
    // One that cannot be read has its own problem.
    if (before === null || (now.lock === null && files.has(id))) return []
    return checkAppendOnly(before, now.lock, { file, since })
  })
}

/** The same since the last commit, for whoever adds to the records; nothing where there is no repository, no commit or no git. */
export function checkSinceLastCommit(locks: Locks): Problem[] {
  if (!isInRepository(dirname(locks.folder.dir))) return []
  try {
    return checkSince('HEAD', locks, 'the last commit')
  } catch (error) {
    if (error instanceof UserError) return []
    throw error
  }
}
