/**
 * Reads the files under zoo/ that go into the store. They may change, vanish or be swapped for a link at any moment, because
 * a training or a copy may still be writing them; every such change is found, never packed.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { dirname, join } from 'node:path'
import { bytesOfFile, type ByteSource } from '../lib/byte-source.ts'
import { errorCode, isUnchanged, openRegularFile } from '../lib/files.ts'
import { hashOpenFile } from '../lib/hash.ts'
import type { SourceFile } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'

/** A file of an entry. */
export interface Source {
  file: SourceFile
  /** Where it lies on the disk. */
  path: string
  /** What problems call it: `zoo/liver/weights/model.ckpt`. */
  place: string
}

/** The zoo that sources lie in: its folder, and what problems call it. */
export interface SourceZoo {
  zooDir: string
  label: string
}

/** A source whose content is known. */
export interface HashedSource extends Source {
  /** Lower-case hex. */
  sha256: string
}

/** Carries a problem with one file out of the streams; whoever packs the entry reports it beside the others. */
export class SourceError extends Error {
  override name = 'SourceError'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(`${problem.file}: ${problem.message}`)
    this.problem = problem
  }
}

export function sourceOf({ zooDir, label }: SourceZoo, id: string, file: SourceFile): Source {
  const path = join(fs.realpathSync.native(zooDir), id, file.from)
  return { file, path, place: `${label}/${id}/${file.from}` }
}

/** @throws SourceError where the file is no longer what was found when the entry was read. */
export function hashSource(source: Source): HashedSource {
  const { size, sha256 } = whileUnchanged(source, hashOpenFile)
  if (size !== source.file.size) throw changed(source)
  return { ...source, sha256 }
}

/** A small file's bytes. @throws SourceError where the file is no longer what was found when the entry was read. */
export function readWhole(source: Source): Buffer {
  const room = Buffer.alloc(source.file.size + 1)
  const count = whileUnchanged(source, (fd) => readFully(fd, room))
  if (count !== source.file.size) throw changed(source)
  return room.subarray(0, count)
}

/** What `work` finds in a file of any size. @throws SourceError where the file is no longer what was found when the entry was read. */
export function lookInto<Result>(source: Source, work: (bytes: ByteSource) => Result): Result {
  return whileUnchanged(source, (fd) => work(bytesOfFile(fd)))
}

function whileUnchanged<Result>(source: Source, work: (fd: number) => Result): Result {
  const fd = openSource(source)
  try {
    const before = fs.fstatSync(fd, { bigint: true })
    const result = work(fd)
    if (!isUnchanged(before, fs.fstatSync(fd, { bigint: true }))) throw changed(source)
    return result
  } finally {
    fs.closeSync(fd)
  }
}

function readFully(fd: number, room: Buffer): number {
  let filled = 0
  for (;;) {
    const count = fs.readSync(fd, room, filled, room.length - filled, null)
    filled += count
    if (count === 0 || filled === room.length) return filled
  }
}

/** Where the bytes of a file go. */
export interface Sink {
  /** Memory for the next bytes; never empty. */
  room: () => Uint8Array
  /** So many bytes of it are filled; the result, if there is one, is waited for. */
  filled: (count: number) => Promise<void> | undefined
}

/** A source whose content may be known. */
export interface PackedSource extends Source {
  /** Lower-case hex; absent: never hashed, or not since it was last touched. */
  sha256?: string
}

/**
 * Hands a file's bytes on and gives their SHA-256. What ends well are the expected bytes: as many as planned, of a file that
 * stood still, and with the hash that was known.
 * @throws SourceError where the file is no longer what was found when the entry was read.
 */
export async function passOn(source: PackedSource, sink: Sink): Promise<string> {
  const fd = openSource(source)
  try {
    const before = fs.fstatSync(fd, { bigint: true })
    const running = createHash('sha256')
    for (let left = source.file.size; left > 0;) {
      const room = sink.room()
      const count = fs.readSync(fd, room, 0, Math.min(room.length, left), null)
      if (count === 0) throw changed(source)
      running.update(room.subarray(0, count))
      left -= count
      const busy = sink.filled(count)
      if (busy) await busy
    }
    const sha256 = running.digest('hex')
    const isKnown = source.sha256 === undefined || source.sha256 === sha256
    const after = fs.lstatSync(source.path, { bigint: true, throwIfNoEntry: false })
    if (after === undefined) throw changed(source)
    if (!isKnown || after.size !== BigInt(source.file.size) || !isUnchanged(before, after))
      throw changed(source)
    return sha256
  } finally {
    fs.closeSync(fd)
  }
}

function openSource(source: Source): number {
  const fd = isBelowLink(source.path) ? null : openReadable(source)
  if (fd === null) throw changed(source)
  return fd
}

function openReadable(source: Source): number | null {
  try {
    return openRegularFile(source.path)
  } catch (error) {
    // No fault of the file.
    if (['EMFILE', 'ENFILE', 'ENOMEM'].includes(errorCode(error))) throw error
    const message = `The file cannot be read (${errorCode(error)}). Give whoever builds the store the right to read it.`
    throw new SourceError({ file: source.place, message, severity: 'error' })
  }
}

/** A folder on the way that was swapped for a link would lead out of zoo/. */
function isBelowLink(path: string): boolean {
  const dir = dirname(path)
  return fs.existsSync(dir) && fs.realpathSync.native(dir) !== dir
}

function changed(source: Source): SourceError {
  return new SourceError({
    file: source.place,
    message:
      'The file changed or vanished while it was packed. Let whatever writes it finish, so that it stands still, and build again.',
    severity: 'error',
  })
}
