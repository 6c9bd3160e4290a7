/** Small facts about large files, kept in the cache so that nothing is read twice for them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../lib/hash.ts'
import type { Ledger } from '../lib/ledger.ts'
import { cached } from './cache.ts'

export interface CachedText {
  text: string
  /** Path below the cache's folder. */
  cacheFile: string
}

/** The text for what `about` stands for, from the cache or made now; it depends on nothing else. */
export async function cachedText(
  about: readonly (string | number)[],
  { cacheDir, cache }: { cacheDir: string; cache: Ledger },
  make: () => Promise<string>,
): Promise<CachedText> {
  const key = sha256(JSON.stringify(about))
  const { path } = await cached(join(cacheDir, 'sums'), key, cache, async (aside) => {
    const text = await make()
    writeFileSync(aside, text, { flag: 'wx' })
    return { size: Buffer.byteLength(text), sha256: sha256(text) }
  })
  return { text: readFileSync(path, 'utf8'), cacheFile: `sums/${key}` }
}
