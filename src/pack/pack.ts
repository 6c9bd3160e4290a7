/** Makes one archive of a plan, or takes it from the cache where the same members were packed before. */
import { join } from 'node:path'
import type { Digest } from '../lib/hash.ts'
import { sha256 } from '../lib/hash.ts'
import type { Ledger } from '../lib/ledger.ts'
import type { FileDigest, Pieces } from '../store.ts'
import { cached, cachedAfter, type Cached } from './cache.ts'
import type { PackPlan } from './contents.ts'
import { cachedPieces, pieceLength, PieceSums } from './pieces.ts'
import type { PackedSource } from './source.ts'
import { TAR_ENGINE, writeTarGz, type OnBytes, type WrittenArchive } from './tar.ts'
import { writeZip, ZIP_ENGINE } from './zip.ts'

export interface Pack extends Digest {
  /** Where the archive lies in the cache. */
  cachePath: string
  files: FileDigest[]
  /** Null: the archive is too small to have any. */
  pieces: Pieces | null
  /** What the archive has in the cache: paths below the cache's folder. */
  cacheFiles: string[]
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
  options: PackOneOptions,
): Promise<Pack> {
  const files = digests(members, known)
  const writer = new Writer(kind, members, options)
  const key = packKey(ENGINES[kind].name, files)
  const { cacheDir, cache, onBytes } = options
  const made = await cached(join(cacheDir, 'packs'), key, cache, (aside) => writer.write(aside))
  if (made.reused) onBytes(sizeOf(members))
  return toPack(made, files, writer, options)
}

async function packUnknown(
  kind: PackPlan['kind'],
  members: readonly PackedSource[],
  options: PackOneOptions,
): Promise<Pack> {
  const { cacheDir, cache } = options
  const writer = new Writer(kind, members, options)
  let files: FileDigest[] = []
  const made = await cachedAfter(join(cacheDir, 'packs'), cache, async (aside) => {
    const { members: found, ...digest } = await writer.write(aside)
    files = digests(members, found)
    return { ...digest, key: packKey(ENGINES[kind].name, files) }
  })
  return toPack(made, files, writer, options)
}

/** Writes an archive, and takes the sums of its pieces meanwhile. */
class Writer {
  readonly #kind: PackPlan['kind']
  readonly #members: readonly PackedSource[]
  readonly #onBytes: OnBytes
  /** Bytes of a piece. */
  readonly pieceLength: number
  /** Null: nothing was written, or too little to have any. */
  pieces: string[] | null = null

  constructor(kind: PackPlan['kind'], members: readonly PackedSource[], { onBytes }: PackOneOptions) {
    this.#kind = kind
    this.#members = members
    this.#onBytes = onBytes
    this.pieceLength = pieceLength(sizeOf(members))
  }

  async write(path: string): Promise<WrittenArchive> {
    const sums = new PieceSums(path, this.pieceLength)
    const { write } = ENGINES[this.#kind]
    const onWritten = sums.wrote.bind(sums)
    const written = await write(this.#members, path, this.#onBytes, undefined, onWritten)
    this.pieces = await sums.finish(written.size)
    return written
  }
}

function sizeOf(members: readonly PackedSource[]): number {
  return members.reduce((sum, { file }) => sum + file.size, 0)
}

function digests(members: readonly PackedSource[], hashes: readonly string[]): FileDigest[] {
  return members.map(({ file: { path, size } }, index) => ({ path, size, sha256: hashes[index]! }))
}

async function toPack(
  made: Cached,
  files: FileDigest[],
  writer: Writer,
  options: PackOneOptions,
): Promise<Pack> {
  const { path, size, sha256, reused } = made
  const sums = await cachedPieces({ ...made, found: writer.pieces }, writer.pieceLength, options)
  const cacheFiles = sums === null ? [] : [sums.cacheFile]
  return { cachePath: path, size, sha256, reused, files, pieces: sums?.pieces ?? null, cacheFiles }
}

/** Stands for an archive's bytes: the engine, and the path and content of each member. */
function packKey(engine: string, files: readonly FileDigest[]): string {
  return sha256(JSON.stringify([engine, files.map(({ path, sha256 }) => [path, sha256])]))
}
