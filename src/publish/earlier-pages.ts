/**
 * Pages about the store and its lists that earlier builds rendered. One that shows the same again is taken over, so that a change of one
 * entry costs the pages that show it and not hundreds.
 */
import { join } from 'node:path'
import { linkOrCopy } from '../lib/link.ts'
import type { FileDigest } from '../store.ts'
import type { NewTree } from './new-tree.ts'
import { SHARED, type SharedRecord } from './records.ts'
import type { Known } from './state.ts'

export class EarlierPages {
  /** The folder of the last store. */
  readonly #dir: string
  readonly #known = new Map<string, { key: string; file: FileDigest }>()
  /** Paths at which the new tree holds what the last store does. */
  readonly #there = new Set<string>()

  /** `current` is the store that stands, `standby` what the new tree holds already. */
  constructor(current: Known | null, standby: Known | null) {
    this.#dir = current?.dir ?? ''
    const { files, pages } = readRecord(current)
    for (const file of files) {
      const key = pages[file.path]
      if (key !== undefined) this.#known.set(file.path, { key, file })
    }
    const before = readRecord(standby)
    for (const { path, sha256 } of before.files) {
      const known = this.#known.get(path)
      if (known?.file.sha256 === sha256 && known.key === before.pages[path]) this.#there.add(path)
    }
  }

  /** Whether the new tree's file at a path is one of those that may be taken over. */
  holds(path: string): boolean {
    return this.#there.has(path)
  }

  /** Makes the new tree hold the page with this key; null: there is none, and the path is free. */
  take(tree: NewTree, path: string, key: string): FileDigest | null {
    const known = this.#known.get(path)
    const isThere = this.#there.delete(path)
    if (known?.key === key) {
      if (!isThere) linkOrCopy(join(this.#dir, path), tree.place(path))
      return known.file
    }
    if (isThere) tree.remove(path)
    return null
  }

  /** Removes pages that lie in the folders of entries, as those of a withdrawn one do that has come back. */
  removeFolders(tree: NewTree, ids: { has: (id: string) => boolean }): void {
    for (const path of this.#there) {
      if (!ids.has(path.slice(0, path.indexOf('/')))) continue
      tree.remove(path)
      this.#there.delete(path)
    }
  }

  /** Removes what was not asked for. */
  removeRest(tree: NewTree): void {
    for (const path of this.#there) tree.remove(path)
    this.#there.clear()
  }
}

function readRecord(known: Known | null): SharedRecord {
  const text = known?.records.get(SHARED)
  return text === undefined ? { files: [], pages: {}, cacheFiles: [] } : (JSON.parse(text) as SharedRecord)
}
