import type { Problem } from '../zoo/problem.ts'
import type { Locks } from './locks.ts'
import { checkVersion, type VersionedEntry } from './release-rules.ts'

/** What can be told of entries and their locks without packing. `label` is what problems call the zoo. */
export function checkLocks(entries: readonly VersionedEntry[], locks: Locks, label: string): Problem[] {
  return entries.flatMap((entry) => {
    const { lock, problems } = locks.read(entry.id)
    return lock === null ? problems : checkVersion(entry, lock, label)
  })
}
