/**
 * Empties the cache of what no store needs any more. Stores that share the cache keep theirs, as long as they stand where they were
 * built.
 */
import fs from 'node:fs'
import { join } from 'node:path'
import { openLedgers } from '../pack/ledgers.ts'
import { CACHES } from '../pack/cache.ts'
import type { EntryRecord } from './records.ts'
import { readKnown, readStamp, standbyDir, type StateDirs } from './state.ts'

export interface Pruned {
  files: number
  /** Of the files; one that a store shares by hard link takes room there still. */
  bytes: number
}

/** The caller holds the cache's lock, and has just built the store of `dirs`. */
export function prune(dirs: StateDirs): Pruned {
  const { cacheDir } = dirs
  const needed = new Set<string>()
  for (const state of list(join(cacheDir, 'builds'), STATE_NAME)) {
    const dir = join(cacheDir, 'builds', state)
    fs.rmSync(standbyDir(dir), { recursive: true, force: true })
    const used = filesOf(dir)
    if (used === null) fs.rmSync(dir, { recursive: true, force: true })
    for (const path of used ?? []) needed.add(path)
  }
  return remove(dirs, needed)
}

/** What a store has in the cache; null where it does not stand any more. */
function filesOf(dir: string): string[] | null {
  const stamp = readStamp(dir)
  const known = stamp === null || !fs.existsSync(stamp.dist) ? null : readKnown(dir, stamp.dist)
  return known === null
    ? null
    : [...known.records.values()].flatMap(
        (record) => (JSON.parse(record) as Pick<EntryRecord, 'cacheFiles'>).cacheFiles,
      )
}

function remove(dirs: StateDirs, needed: ReadonlySet<string>): Pruned {
  const pruned = { files: 0, bytes: 0 }
  const { cache } = openLedgers(dirs)
  for (const folder of CACHES) {
    for (const name of list(join(dirs.cacheDir, folder), FILE_NAME)) {
      const path = `${folder}/${name.replace(/\.json$/, '')}`
      if (needed.has(path)) continue
      const file = join(dirs.cacheDir, folder, name)
      pruned.files += name.endsWith('.json') ? 0 : 1
      pruned.bytes += fs.lstatSync(file).size
      fs.rmSync(file, { recursive: true, force: true })
      cache.forget(path)
    }
  }
  cache.save()
  return pruned
}

/** What a build names; the rest, and a link of such a name, is somebody else's. */
const STATE_NAME = /^[0-9a-f]{16}$/
const FILE_NAME = /^[0-9a-f]{64}(\.json)?$/

function list(dir: string, ours: RegExp): string[] {
  const items = fs.existsSync(dir) ? fs.readdirSync(dir, { withFileTypes: true }) : []
  return items.filter((item) => ours.test(item.name) && !item.isSymbolicLink()).map(({ name }) => name)
}
