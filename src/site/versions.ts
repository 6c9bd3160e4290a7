/** The list of a model's versions, the newest first, with what each changed. */
import type { ReleasedVersion, StoreEntry } from '../store.ts'
import { changedParts, changeLines } from './change-lines.ts'
import { totalSize, type FactValue } from './facts.ts'
import { versionChanges, type ComparedVersion } from './version-changes.ts'
import type { VersionOfModel } from './version-page.ts'

export interface VersionRow {
  version: string
  /** Of its page; null: it has none, for it is not released yet. */
  path: string | null
  /** Of its first publication; null: not released yet. */
  date: string | null
  /** Of all its downloads. */
  size: FactValue & { title: string }
  /** It is what the store offers. */
  isCurrent: boolean
  yanked: ReleasedVersion['yanked']
  /** The version before; null: it is the first. */
  since: string | null
  /** What changed, in a few words: `weights, results`. */
  parts: string
  /** One sentence each, of untrusted text. Empty: nothing that a version records. */
  changes: string[]
  /** Changes that are left out. */
  hidden: number
}

/** Changes that one row shows. */
const MOST_CHANGES = 8

/** `released`: the newest first; `current`: what lies under zoo/ today, null where the model was withdrawn. */
export function versionRows(
  id: string,
  released: readonly ReleasedVersion[],
  current: StoreEntry | null,
): VersionRow[] {
  const mended = current === null ? released : released.map((version) => asMended(version, current))
  const rows = mended.map((version, index) => ({
    ...rowOf(version, mended[index + 1]),
    path: versionPath(id, version.version),
    date: version.date,
    isCurrent: version.version === current?.version,
    yanked: version.yanked,
  }))
  if (current === null || rows.some(({ isCurrent }) => isCurrent)) return rows
  return [{ ...rowOf(current, mended[0]), path: null, date: null, isCurrent: true, yanked: null }, ...rows]
}

/** The folder of a version, whose page is its permanent address. */
export function versionPath(id: string, version: string): string {
  return `${id}/${version}/`
}

/** A version of a model that the store still has. */
export function versionOf(entry: StoreEntry, version: ReleasedVersion): VersionOfModel {
  const released = entry.released.map((one) => asMended(one, entry))
  return { id: entry.id, version: asMended(version, entry), released, entry }
}

/** What the store offers has the title, licence and results of today's card, which may have been mended since the release. */
function asMended(version: ReleasedVersion, { version: current, title, license, results }: StoreEntry) {
  return version.version === current ? { ...version, title, license, results } : version
}

type Compared = ComparedVersion & { version: string }

function rowOf(
  version: Compared,
  before: Compared | undefined,
): Pick<VersionRow, 'version' | 'size' | 'since' | 'parts' | 'changes' | 'hidden'> {
  const changed = before ? versionChanges(before, version) : null
  const changes = changed ? changeLines(changed) : []
  return {
    version: version.version,
    size: totalSize(version),
    since: before?.version ?? null,
    parts: changed ? changedParts(changed) : '',
    changes: changes.slice(0, MOST_CHANGES),
    hidden: Math.max(0, changes.length - MOST_CHANGES),
  }
}

/** Rows that are seen at once, and those to unfold; one row alone is not worth folding. `hidden` counts those that no page can hold. */
export function foldRows(rows: readonly VersionRow[]): {
  shown: VersionRow[]
  folded: VersionRow[]
  hidden: number
} {
  const count = rows.length <= MOST_SHOWN + 1 ? rows.length : MOST_SHOWN
  const hidden = Math.max(0, rows.length - MOST_ROWS)
  return { shown: rows.slice(0, count), folded: rows.slice(count, MOST_ROWS), hidden }
}

const MOST_SHOWN = 3
const MOST_ROWS = 300
