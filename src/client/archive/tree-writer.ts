/**
 * Writes files into a fresh folder that nobody else can reach. Modes are those of any new file of the person: what comes from a server
 * is data, and nothing of it can be run by a slip. Times are not kept.
 */
import { createHash, type Hash } from 'node:crypto'
import { closeSync, constants, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { quote } from '../../zoo/problem.ts'
import type { PublishedFile } from '../store/model.ts'
import { ArchiveFault } from './member.ts'

// Of Windows the last is undefined, which counts as 0.
const OPEN_FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW

interface OpenFile {
  path: string
  size: number
  hash: Hash
  /** Null: an earlier archive wrote the same file, which is only compared. */
  fd: number | null
}

export class TreeWriter {
  readonly #root: string
  readonly #onBytes: (count: number) => void
  readonly #written = new Map<string, PublishedFile>()
  readonly #folders = new Set(['.'])
  #open: OpenFile | null = null

  constructor(root: string, onBytes: (count: number) => void) {
    this.#root = root
    this.#onBytes = onBytes
  }

  /** What was written so far. */
  get files(): PublishedFile[] {
    return [...this.#written.values()]
  }

  begin(path: string): void {
    const fd = this.#written.has(path) ? null : this.#create(path)
    this.#open = { path, size: 0, hash: createHash('sha256'), fd }
  }

  write(piece: Buffer): void {
    const file = this.#open!
    file.hash.update(piece)
    file.size += piece.length
    if (file.fd === null) return
    for (let at = 0; at < piece.length;) at += writeSync(file.fd, piece, at)
    this.#onBytes(piece.length)
  }

  /** @throws ArchiveFault where an earlier archive wrote other bytes there */
  end(): PublishedFile {
    const { path, size, hash } = this.#open!
    this.close()
    const file = { path, size, sha256: hash.digest('hex') }
    const earlier = this.#written.get(path) ?? file
    if (earlier.size !== size || earlier.sha256 !== file.sha256)
      throw new ArchiveFault(
        `${quote(path)} is another file than that of the same name in an archive before it.`,
      )
    this.#written.set(path, file)
    return file
  }

  /** Closes what a fault left open. */
  close(): void {
    const fd = this.#open?.fd ?? null
    this.#open = null
    if (fd !== null) closeSync(fd)
  }

  #create(path: string): number {
    this.#makeFolder(dirname(path))
    return openSync(join(this.#root, path), OPEN_FLAGS, 0o666)
  }

  #makeFolder(path: string): void {
    if (this.#folders.has(path)) return
    this.#makeFolder(dirname(path))
    mkdirSync(join(this.#root, path))
    this.#folders.add(path)
  }
}
