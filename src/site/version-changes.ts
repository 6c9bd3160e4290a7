/** What one version changed against the one before; `change-lines.ts` says it in sentences. */
import type { FileDigest, ReleasedDownload, ReleasedVersion } from '../store.ts'
import type { Result } from '../zoo/entry.ts'
import { measuredOn } from './results.ts'

/** A value before and after; null: there was none, or is none any more. */
export interface Change<Value> {
  before: Value | null
  after: Value | null
}

/** A file of a section, and its bytes. The same twice: other bytes of the same number. */
export interface FileChange extends Change<number> {
  path: string
}

/** A section with other contents than before; its bytes are those of the download. */
export interface SectionChange extends Change<number> {
  section: string
  /** Sorted by path; null where one of the two was never opened. */
  files: FileChange[] | null
}

/** A measured number, as the cards write it. */
export interface ResultChange extends Change<string> {
  /** `Dice (fixture-scans, test split)`. */
  name: string
}

export interface VersionChanges {
  /** Null: the same as before. */
  title: { before: string; after: string } | null
  /** Names; null: the same as before. */
  license: { before: string; after: string } | null
  /** Sorted by section. */
  sections: SectionChange[]
  /** In the order of the newer card; behind them what it no longer states. */
  results: ResultChange[]
}

/** What is compared of a version. */
export type ComparedVersion = Pick<ReleasedVersion, 'title' | 'license' | 'results'> & {
  downloads: readonly Pick<ReleasedDownload, 'section' | 'size' | 'sha256' | 'files'>[]
}

export function versionChanges(older: ComparedVersion, newer: ComparedVersion): VersionChanges {
  const isLicensedAlike = older.license.id === newer.license.id && older.license.name === newer.license.name
  return {
    title: older.title === newer.title ? null : { before: older.title, after: newer.title },
    license: isLicensedAlike ? null : { before: older.license.name, after: newer.license.name },
    sections: sectionChanges(older.downloads, newer.downloads),
    results: resultChanges(older.results, newer.results),
  }
}

/** Nothing that a version records: the card's text may have changed all the same. */
export function isUnchanged({ title, license, sections, results }: VersionChanges): boolean {
  return title === null && license === null && sections.length === 0 && results.length === 0
}

type Downloads = ComparedVersion['downloads']

function sectionChanges(older: Downloads, newer: Downloads): SectionChange[] {
  const pairs = pairUp(older, newer, ({ section }) => section)
  return pairs
    .filter(({ before, after }) => before?.sha256 !== after?.sha256)
    .map(({ key, before, after }) => ({
      ...{ section: key, ...sizes({ before, after }) },
      files:
        before?.files === null || after?.files === null ? null : fileChanges(before?.files, after?.files),
    }))
    .sort((a, b) => (a.section < b.section ? -1 : 1))
}

function fileChanges(older: readonly FileDigest[] = [], newer: readonly FileDigest[] = []): FileChange[] {
  return pairUp(older, newer, ({ path }) => path)
    .filter(({ before, after }) => before?.sha256 !== after?.sha256)
    .map(({ key, before, after }) => ({ path: key, ...sizes({ before, after }) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

function sizes({ before, after }: Change<{ size: number }>): Change<number> {
  return { before: before?.size ?? null, after: after?.size ?? null }
}

function resultChanges(older: readonly Result[], newer: readonly Result[]): ResultChange[] {
  return pairUp(counted(older), counted(newer), ({ key }) => key)
    .filter(({ before, after }) => before?.result.value !== after?.result.value)
    .map(({ before, after }) => ({
      name: resultName((after ?? before)!.result),
      before: before?.result.value ?? null,
      after: after?.result.value ?? null,
    }))
}

/** A card may state one metric several times: the first belongs to the first of the other version, and so on. */
function counted(results: readonly Result[]): { key: string; result: Result }[] {
  const seen = new Map<string, number>()
  return results.map((result) => {
    const { task, dataset, split, metric } = result
    const what = JSON.stringify([task, dataset, split, metric])
    const count = seen.get(what) ?? 0
    seen.set(what, count + 1)
    return { key: `${count} ${what}`, result }
  })
}

function resultName(result: Result): string {
  const on = measuredOn(result)
  return on === '' ? result.metric : `${result.metric} (${on})`
}

/** In the order of the newer ones; behind them the older ones that are gone. */
function pairUp<Item>(
  older: readonly Item[],
  newer: readonly Item[],
  keyOf: (item: Item) => string,
): (Change<Item> & { key: string })[] {
  const before = new Map(older.map((item) => [keyOf(item), item]))
  const after = new Map(newer.map((item) => [keyOf(item), item]))
  const keys = new Set([...after.keys(), ...before.keys()])
  return [...keys].map((key) => ({ key, before: before.get(key) ?? null, after: after.get(key) ?? null }))
}
