/**
 * What a build has to do: which entries must be read again, and which of those that need not are shown anew because of others.
 */
import type { EntryRecord } from './records.ts'
import type { KnownSuccessor } from '../site/model-page.ts'
import type { ListedEntry } from '../store.ts'

/** Ids of the folders that are new or no longer what they were, by their fingerprints: an empty one is no proof. */
export function changedIds(
  fingerprints: ReadonlyMap<string, string>,
  last: ReadonlyMap<string, EntryRecord>,
): Set<string> {
  const changed = [...fingerprints].filter(([id, now]) => now === '' || last.get(id)?.fingerprint !== now)
  return new Set(changed.map(([id]) => id))
}

/** Ids of entries whose page names a successor that is no longer called so, has come, or has gone. */
export function outdatedIds(
  last: ReadonlyMap<string, EntryRecord>,
  entries: ReadonlyMap<string, ListedEntry>,
): string[] {
  return [...entries.keys()].filter((id) => {
    const record = last.get(id)
    return record !== undefined && !isSame(record.successor, successorIn(entries, record.newVersion))
  })
}

/** The entry of this store that replaces another, by the id that the other's card names. */
export function successorIn(
  entries: ReadonlyMap<string, ListedEntry>,
  newVersion: string | null,
): KnownSuccessor | null {
  const known = newVersion === null ? undefined : entries.get(newVersion)
  return known ? { id: known.id, title: known.title } : null
}

function isSame(a: KnownSuccessor | null, b: KnownSuccessor | null): boolean {
  return a?.id === b?.id && a?.title === b?.title
}
