/** What a release would record: for each entry whose version is new, what it is and what was before. */
import type { ReleasedVersion, StoreEntry } from '../store.ts'
import { toReleased } from './download-changes.ts'
import type { LockFile } from './lock-file.ts'

export interface PlannedRelease {
  id: string
  /** Null: the entry was never released. */
  before: ReleasedVersion | null
  after: ReleasedVersion
  /** What the entry's record is to be. */
  lock: LockFile
  /** The day that the card states and that does not count; null: there is none. */
  passedOver: string | null
}

/** One for each entry that has a version which `lockOf` does not know, in the order of the entries. `today` is a day: `2026-11-20`. */
export function planReleases(
  entries: readonly StoreEntry[],
  lockOf: (id: string) => LockFile | null,
  today: string,
): PlannedRelease[] {
  return entries.flatMap((entry) => {
    const known = lockOf(entry.id)?.versions ?? []
    if (known.some(({ version }) => version === entry.version)) return []
    const before = known.at(-1) ?? null
    const date = releaseDate(entry, before, today)
    const { id, version, title, license, results } = entry
    const downloads = entry.downloads.map(toReleased)
    const after = { version, date, yanked: null, title, license, results, downloads }
    const passedOver = entry.date === date ? null : entry.date
    return [{ id, before, after, lock: { id, versions: [...known, after] }, passedOver }]
  })
}

/** What the card says, unless that is the day of the version before, or one before it: a day that was not changed with the version. */
function releaseDate({ date }: StoreEntry, before: ReleasedVersion | null, today: string): string {
  if (date === null) return today
  return before === null || date > before.date ? date : today
}
