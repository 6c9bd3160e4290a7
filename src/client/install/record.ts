/**
 * What a command installed into a folder: `.zoopress.json` in it. It is what `verify` goes by, and what an update goes by to take away
 * files of an older version that the new one has no more. Under `formatVersion` 1.
 */
import type { PublishedFile } from '../store/model.ts'

export const RECORD_FILE = '.zoopress.json'

/** One archive, or the loose files of one model, as they were installed. */
export interface InstalledPart {
  /** Of the store, without a slash at its end; for an `.ini` spec the server that it came from. */
  store: string
  id: string
  /** Null: the store has no versions. */
  version: string | null
  section: string
  /** SHA-256 of the archive; null for loose files. */
  sha256: string | null
  /** Below the folder. */
  files: PublishedFile[]
}

export interface InstallRecord {
  formatVersion: 1
  /** Sorted by id and section, each combination once. */
  installed: InstalledPart[]
}
