/** What a release would record: for each entry whose version is new, what it is and what was before. */
import { releasedFiles, type FileDigest, type ReleasedVersion, type StoreEntry } from '../store.ts'
import { singlesOf, toReleased } from './download-changes.ts'
import { laterDay } from './later-day.ts'
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
    const after = { version, date, yanked: null, title, license, results, downloads, ...singlesOf(entry) }
    const passedOver = entry.date === date ? null : entry.date
    return [{ id, before, after, lock: { id, versions: [...known, after] }, passedOver }]
  })
}

/** A version that is recorded already, but for files that the store publishes beside its archives. */
export interface PlannedCompletion {
  id: string
  after: ReleasedVersion
  lock: LockFile
  /** What is added to the record. */
  added: FileDigest[]
}

/** One for each entry whose version is recorded without a file that is made of it today, as by an earlier Zoopress. */
export function planCompletions(
  entries: readonly StoreEntry[],
  lockOf: (id: string) => LockFile | null,
): PlannedCompletion[] {
  return entries.flatMap((entry) => {
    const known = lockOf(entry.id)?.versions ?? []
    const before = known.find(({ version }) => version === entry.version)
    if (before === undefined) return []
    const after = { ...before, ...singlesOf(entry), ...singlesOnly(before) }
    const recorded = new Set(releasedFiles(before).map(({ path }) => path))
    const added = releasedFiles(after).filter(({ path }) => !recorded.has(path))
    if (added.length === 0) return []
    const versions = known.map((one) => (one === before ? after : one))
    return [{ id: entry.id, after, lock: { id: entry.id, versions }, added }]
  })
}

function singlesOnly({ torchHub, monai }: ReleasedVersion): Pick<ReleasedVersion, 'torchHub' | 'monai'> {
  return { ...(torchHub && { torchHub }), ...(monai && { monai }) }
}

/**
 * What the card says, unless that is the day of the version before, or one before it: a day that was not changed with the version. Never before
 * that of the version before, whatever day today is said to be.
 */
function releaseDate({ date }: StoreEntry, before: ReleasedVersion | null, today: string): string {
  if (before === null) return date ?? today
  if (date !== null && date > before.date) return date
  return laterDay(today, before.date)
}
