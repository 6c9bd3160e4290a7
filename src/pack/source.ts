/**
 * Reads the files under zoo/ that go into the store. They may change, vanish or be swapped for a link at any moment, because
 * a training or a copy may still be writing them; every such change is found, never packed.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { dirname, join } from 'node:path'
import { errorCode, isUnchanged, openRegularFile } from '../lib/files.ts'
import { hashOpenFile } from '../lib/hash.ts'
import type { Ledger } from '../lib/ledger.ts'
import type { SourceFile } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'

// Large enough that the calls cost nothing, small enough that what several streams hold at once stays small.
const CHUNK_SIZE = 256 * 1024

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

/** The same, with a look at the disk instead where the ledger knows the file and nobody has touched it since. */
export function hashOnce(source: Source, name: string, ledger: Ledger): HashedSource {
  const facts = fs.lstatSync(source.path, { throwIfNoEntry: false })
  const known = facts?.isFile() && facts.size === source.file.size ? ledger.digest(name, facts) : null
  if (known !== null) return { ...source, sha256: known }
  const since = Date.now()
  const hashed = hashSource(source)
  if (facts !== undefined) ledger.note(name, facts, hashed.sha256, since)
  return hashed
}

/** A small file's bytes. @throws SourceError where the file is no longer what was found when the entry was read. */
export function readWhole(source: Source): Buffer {
  const room = Buffer.alloc(source.file.size + 1)
  const count = whileUnchanged(source, (fd) => readFully(fd, room))
  if (count !== source.file.size) throw changed(source)
  return room.subarray(0, count)
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

/**
 * Yields a file's bytes, never more than planned; the last chunk is followed by the proof that they are the expected ones.
 * @throws SourceError where the file is no longer what was hashed.
 */
export function* readSource(source: HashedSource): Generator<Buffer> {
  const fd = openSource(source)
  try {
    const before = fs.fstatSync(fd, { bigint: true })
    const running = createHash('sha256')
    let left = source.file.size
    for (const chunk of chunksOf(fd, source.file.size)) {
      left -= chunk.length
      if (left < 0) throw changed(source)
      running.update(chunk)
      yield chunk
    }
    const isWhole = left === 0 && running.digest('hex') === source.sha256
    if (!isWhole || !isUnchanged(before, fs.fstatSync(fd, { bigint: true }))) throw changed(source)
  } finally {
    fs.closeSync(fd)
  }
}

// Synchronous: the file was hashed a moment ago and is in the system's memory, where waiting costs more than reading.
function* chunksOf(fd: number, size: number): Generator<Buffer> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_SIZE, size + 1))
    const count = fs.readSync(fd, chunk)
    if (count === 0) return
    yield chunk.subarray(0, count)
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
