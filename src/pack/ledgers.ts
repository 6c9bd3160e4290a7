/**
 * What packing remembers from one build to the next: the hashes of the zoo's files, and those of what it made itself.
 */
import { lstatSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sha256 } from '../lib/hash.ts'
import { isTooYoung, Ledger } from '../lib/ledger.ts'

export interface Ledgers {
  /** By `<id>/<path in the entry's folder>`. */
  sources: Ledger
  /** By the path below the cache's folder: `packs/<key>`. */
  cache: Ledger
}

/** The ledgers of a cache; each zoo that shares it has one of sources. */
export function openLedgers({ cacheDir, zooDir }: { cacheDir: string; zooDir: string }): Ledgers {
  const zoo = `${basename(zooDir)}-${sha256(zooDir).slice(0, 16)}`
  return {
    sources: new Ledger(join(cacheDir, 'ledgers', zoo)),
    cache: new Ledger(join(cacheDir, 'ledgers', 'cache')),
  }
}

/** Writes what is new in them. */
export function saveLedgers({ sources, cache }: Ledgers): void {
  sources.save()
  cache.save()
}

/**
 * A hard link changes the times of a file, so what was just placed is looked at once more, when the clock of the file system has moved
 * on. Only files that are known already, and whose content nobody has touched since.
 */
export async function noteLinked(cache: Ledger, cacheDir: string, paths: readonly string[]): Promise<void> {
  const now = Date.now()
  const look = (path: string) => lstatSync(join(cacheDir, path), { throwIfNoEntry: false })
  if (paths.some((path) => isTooYoung(look(path)?.ctimeMs ?? 0, now))) await sleep(SETTLE_MS)
  for (const path of paths) {
    const facts = look(path)
    if (facts !== undefined) cache.noteLinked(path, facts)
  }
}

/** A little more than the finest step of `isTooYoung`. */
const SETTLE_MS = 60
