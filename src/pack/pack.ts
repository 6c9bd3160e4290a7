/** Makes one archive of a plan, or takes it from the cache where the same members were packed before. */
import { join } from 'node:path'
import type { Digest } from '../lib/hash.ts'
import { sha256 } from '../lib/hash.ts'
import type { Ledger } from '../lib/ledger.ts'
import type { FileDigest } from '../store.ts'
import { cached, cachedAfter, type Cached } from './cache.ts'
import type { PackPlan } from './contents.ts'
import type { PackedSource } from './source.ts'
import { TAR_ENGINE, writeTarGz, type OnBytes } from './tar.ts'
import { writeZip, ZIP_ENGINE } from './zip.ts'

export interface Pack extends Digest {
  /** Where the archive lies in the cache. */
  cachePath: string
  files: FileDigest[]
  reused: boolean
}

export interface PackOneOptions {
  cacheDir: string
  cache: Ledger
  onBytes: OnBytes
}

const ENGINES = {
  'tar.gz': { name: TAR_ENGINE, write: writeTarGz },
  zip: { name: ZIP_ENGINE, write: writeZip },
}

/**
 * Packs members, which must be sorted by path, into `<cacheDir>/packs/`. Where the content of all is known, the cache is asked first;
 * otherwise they are hashed while they are packed. `onBytes` hears of every byte of the members once.
 * @throws SourceError where a member is no longer what was found or hashed.
 */
export async function pack(
  kind: PackPlan['kind'],
  members: readonly PackedSource[],
  options: PackOneOptions,
): Promise<Pack> {
  const known = members.flatMap(({ sha256 }) => sha256 ?? [])
  const isKnown = known.length === members.length
  return isKnown ? packKnown(kind, members, known, options) : packUnknown(kind, members, options)
}

async function packKnown(
  kind: PackPlan['kind'],
  members: readonly PackedSource[],
  known: readonly string[],
  { cacheDir, cache, onBytes }: PackOneOptions,
): Promise<Pack> {
  const { name, write } = ENGINES[kind]
  const files = digests(members, known)
  const made = await cached(join(cacheDir, 'packs'), packKey(name, files), cache, (aside) =>
    write(members, aside, onBytes),
  )
  if (made.reused) onBytes(files.reduce((sum, file) => sum + file.size, 0))
  return toPack(made, files)
}

async function packUnknown(
  kind: PackPlan['kind'],
  members: readonly PackedSource[],
  { cacheDir, cache, onBytes }: PackOneOptions,
): Promise<Pack> {
  const { name, write } = ENGINES[kind]
  let files: FileDigest[] = []
  const made = await cachedAfter(join(cacheDir, 'packs'), cache, async (aside) => {
    const { members: found, ...digest } = await write(members, aside, onBytes)
    files = digests(members, found)
    return { ...digest, key: packKey(name, files) }
  })
  return toPack(made, files)
}

function digests(members: readonly PackedSource[], hashes: readonly string[]): FileDigest[] {
  return members.map(({ file: { path, size } }, index) => ({ path, size, sha256: hashes[index]! }))
}

function toPack({ path, size, sha256, reused }: Cached, files: FileDigest[]): Pack {
  return { cachePath: path, size, sha256, reused, files }
}

/** Stands for an archive's bytes: the engine, and the path and content of each member. */
function packKey(engine: string, files: readonly FileDigest[]): string {
  return sha256(JSON.stringify([engine, files.map(({ path, sha256 }) => [path, sha256])]))
}
