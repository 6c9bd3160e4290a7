/** Adds to a packed entry what its lock knows: its date, its versions, and the archives of earlier ones. */
import type { Ledger } from '../lib/ledger.ts'
import type { PackedEntry } from '../pack/pack-entry.ts'
import { readArchived, type ArchivedFiles, type ArchiveFolder } from './archive-folder.ts'
import type { LockFile } from './lock-file.ts'
import { hasErrors } from '../zoo/problem.ts'
import { checkBytes } from './release-rules.ts'

/** What a lock is applied with. */
export interface ReleasePlace {
  /** What problems call the zoo. */
  label: string
  /** Where archives are published apart; null: beside the pages. */
  artifacts: string | null
  /** Null: no earlier archives are published again. */
  archive: ArchiveFolder | null
  /** Of the sums of the zoo's files. */
  ledger: Ledger
  /** Whether to warn of files that the record lacks, which only `release` can mend. */
  asksForRecord: boolean
}

/** The same entry where it has no lock. */
export function applyLock(packed: PackedEntry, lock: LockFile | null, place: ReleasePlace): PackedEntry {
  if (lock === null) return packed
  const { entry } = packed
  const recorded = lock.versions.find(({ version }) => version === entry.version)
  const earlier = lock.versions.filter((version) => version !== recorded && version.yanked === null)
  const { archived, placements, problems }: ArchivedFiles =
    place.archive === null
      ? { archived: [], placements: [], problems: [] }
      : readArchived(entry.id, earlier, place.archive, place.ledger)
  // What could not be packed has said so already.
  const changed = hasErrors(packed.problems) ? [] : checkBytes(entry, lock, place)
  const told = changed.filter(({ severity }) => place.asksForRecord || severity === 'error')
  return {
    ...packed,
    entry: { ...entry, date: recorded?.date ?? entry.date, released: lock.versions.toReversed(), archived },
    placements: [...packed.placements, ...placements],
    problems: [...packed.problems, ...told, ...problems],
  }
}
