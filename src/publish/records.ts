/**
 * What a build remembers of each entry, so that the next one can leave it alone.
 */
import type { KnownSuccessor } from '../site/model-page.ts'
import type { FileDigest, ListedEntry } from '../store.ts'
import type { Problem } from '../zoo/problem.ts'

export interface EntryRecord {
  /** Of the entry's own files, as the disk describes them; empty where one of them was too young to be sure. */
  fingerprint: string
  /** Warnings. */
  problems: Problem[]
  listed: ListedEntry
  /** As its card names it. */
  newVersion: string | null
  /** As its page shows it. */
  successor: KnownSuccessor | null
  archives: number
  /** Of its archives. */
  bytes: number
  /** What it has in the cache: paths below the cache's folder. */
  cacheFiles: string[]
  /** All that it has in the store. */
  files: FileDigest[]
  /** All that it has among the store's artifacts, by paths there. */
  artifacts: FileDigest[]
}

/** What belongs to no entry. */
export interface SharedRecord {
  files: FileDigest[]
  /** Of each page, by path: a hash of all that it shows beside the site. */
  pages: Record<string, string>
  /** What they have in the cache, as an entry's record says it. */
  cacheFiles: string[]
}

/** Records as text, by id: most of them are compared and copied, few are read. */
export type Records = Map<string, string>

/** The record of what belongs to no entry stands under this id, which no entry can have. */
export const SHARED = ''

export function formatRecords(records: Records): string {
  return [...records].map(([id, record]) => `${id}\t${record}\n`).join('')
}

export function parseRecords(text: string): Records {
  const lines = text.split('\n').slice(0, -1)
  return new Map(lines.map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]))
}

/** The records of entries, by id; none where there is nothing to go by. */
export function parseEntryRecords(records: Records = new Map()): Map<string, EntryRecord> {
  const entries = [...records].filter(([id]) => id !== SHARED)
  return new Map(entries.map(([id, record]) => [id, JSON.parse(record) as EntryRecord]))
}
