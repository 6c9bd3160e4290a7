/** Makes one archive of a plan, or takes it from the cache where the same members were packed before. */
import { join } from 'node:path'
import type { Digest } from '../lib/hash.ts'
import { sha256 } from '../lib/hash.ts'
import type { Ledger } from '../lib/ledger.ts'
import type { FileDigest } from '../store.ts'
import type { OnBytes } from './output.ts'
import { cached } from './cache.ts'
import type { PackPlan } from './contents.ts'
import type { HashedSource } from './source.ts'
import { TAR_ENGINE, writeTarGz } from './tar.ts'
import { writeZip, ZIP_ENGINE } from './zip.ts'

export interface Pack extends Digest {
  /** Where the archive lies in the cache. */
  cachePath: string
  files: FileDigest[]
  reused: boolean
}

const ENGINES = {
  'tar.gz': { name: TAR_ENGINE, write: writeTarGz },
  zip: { name: ZIP_ENGINE, write: writeZip },
}

/**
 * Packs members, which must be sorted by path, into `<cacheDir>/packs/`. `onBytes` hears of every byte of the members once.
 * @throws SourceError where a member is no longer what was hashed.
 */
export async function pack(
  kind: PackPlan['kind'],
  members: HashedSource[],
  options: { cacheDir: string; cache: Ledger; onBytes: OnBytes },
): Promise<Pack> {
  const files = members.map(({ file, sha256 }) => ({ path: file.path, size: file.size, sha256 }))
  const { name, write } = ENGINES[kind]
  const { path, ...made } = await cached(
    join(options.cacheDir, 'packs'),
    packKey(name, files),
    options.cache,
    (aside) => write(members, aside, options.onBytes),
  )
  if (made.reused) options.onBytes(files.reduce((sum, file) => sum + file.size, 0))
  return { ...made, cachePath: path, files }
}

/** Stands for an archive's bytes: the engine, and the path and content of each member. */
function packKey(engine: string, files: FileDigest[]): string {
  return sha256(JSON.stringify([engine, files.map(({ path, sha256 }) => [path, sha256])]))
}
