import type { Problem } from '../zoo/problem.ts'
import { checkAppendOnly } from './append-only.ts'
import { readLocksAt } from './git-locks.ts'
import { parseLockFile } from './lock-file.ts'
import type { Locks } from './locks.ts'

/** Whether every record only grew since another state of the repository. One that is broken there already is passed over. */
export function checkSince(ref: string, locks: Locks): Problem[] {
  const { dir, label, files } = locks.folder
  return [...readLocksAt(ref, { dir })].flatMap(([name, text]) => {
    const id = name.slice(0, -'.json'.length)
    const file = `${label}/${name}`
    const { lock: before } = parseLockFile(text, { id, file })
    const now = locks.read(id)
    // One that cannot be read has its own problem.
    if (before === null || (now.lock === null && files.has(id))) return []
    return checkAppendOnly(before, now.lock, { file, since: ref })
  })
}
