/**
 * What has come of a file so far: `<path>.part` beside the place where the file will stand, and `<path>.part.json`, which says what it is
 * part of, so that a later run may go on with it.
 */
import fs from 'node:fs'
import { dirname } from 'node:path'
import { errorCode, openRegularFile, syncDir } from '../../lib/files.ts'
import { formatBytes } from '../../site/format.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { DiskFault, onDisk } from './disk-fault.ts'
import { freeBytes } from './free-bytes.ts'
import { FileHash } from './file-hash.ts'
import { WriteBehind } from './write-behind.ts'
import { formatOrigin, parseOrigin, ORIGIN_LIMIT, type Origin } from './part-origin.ts'

// Windows has neither of the last two; there they are undefined, which counts as 0.
const { O_RDWR, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = fs.constants

export class PartFile {
  /** Null: nobody knows what it is part of, so that nothing is there yet. */
  origin: Origin | null
  /** Bytes. */
  have: number
  /** True: the bytes came in more than one answer, so that one of them may be at fault for a wrong sum. */
  isPieced: boolean
  readonly #target: string
  readonly #path: string
  readonly #originPath: string
  readonly #fd: number
  readonly #behind: WriteBehind
  #hash: FileHash
  #isOpen = true

  /** Opens what lies beside `target`, or begins it. Links and what is no file are taken away first. @throws DiskFault */
  constructor(target: string) {
    this.#target = target
    this.#path = `${target}.part`
    this.#originPath = `${this.#path}.json`
    this.#fd = onDisk(this.#path, () => openOwn(this.#path))
    this.origin = readOrigin(this.#originPath)
    this.have = this.origin === null ? 0 : fs.fstatSync(this.#fd).size
    this.isPieced = this.have > 0
    this.#behind = new WriteBehind(this.#fd)
    this.#hash = new FileHash(this.#fd)
    this.#hash.grow(this.have)
  }

  append(chunk: Buffer): void {
    onDisk(this.#path, () => {
      for (let at = 0; at < chunk.length;) {
        at += fs.writeSync(this.#fd, chunk, at, chunk.length - at, this.have + at)
      }
      this.#behind.wrote(chunk.length)
    })
    this.have += chunk.length
    this.#hash.grow(this.have)
  }

  /** From nothing; what comes now is part of `origin`. */
  async restart(origin: Origin | null): Promise<void> {
    await this.#hash.stop()
    this.#hash = new FileHash(this.#fd)
    this.have = 0
    this.isPieced = false
    this.origin = origin
    onDisk(this.#path, () => {
      fs.rmSync(this.#originPath, { force: true })
      fs.ftruncateSync(this.#fd, 0)
      if (origin !== null) fs.writeFileSync(this.#originPath, formatOrigin(origin), { flag: 'wx' })
    })
  }

  /** Bytes that the disk has room for. */
  get room(): number {
    return onDisk(this.#path, () => freeBytes(dirname(this.#path)))
  }

  /** Before hours of transfer, not after them. @throws DiskFault where there is no room for so many more bytes */
  refuseTooLarge(bytes: number): void {
    if (bytes <= this.room) return
    throw new DiskFault(
      `${escapeHidden(this.#target)} cannot be written: ${bytes} bytes are still to come, and the disk has room for ${this.room}. Make room, then run the same command again.`,
    )
  }

  /** Lower-case hex, of all that is there. */
  digest(signal: AbortSignal): Promise<string> {
    return this.#hash.digest(signal)
  }

  /** Puts the file in its place, where it lasts over a power cut. */
  async finish(): Promise<void> {
    await this.#hash.stop()
    const fault = await this.#behind.end()
    onDisk(this.#target, () => {
      if (fault !== null) throw fault
      fs.ftruncateSync(this.#fd, this.have)
      fs.fsyncSync(this.#fd)
      this.#close()
      fs.renameSync(this.#path, this.#target)
      fs.rmSync(this.#originPath, { force: true })
      syncDir(dirname(this.#target))
    })
  }

  /** Leaves what has come for a later run; takes it away where no run could go on with it. */
  async leave(): Promise<void> {
    await this.#hash.stop()
    await this.#behind.end()
    this.#close()
    if (this.have > 0 && this.origin !== null) return
    fs.rmSync(this.#path, { force: true })
    fs.rmSync(this.#originPath, { force: true })
  }

  /** What `leave` leaves, in a sentence. `size`: of the whole file. */
  remains(size: number | null): string {
    if (this.have === 0 || this.origin === null) return 'Nothing of the file is kept.'
    const share = size === null ? formatBytes(this.have) : `${formatBytes(this.have)} of ${formatBytes(size)}`
    const kept = `${share.replaceAll('\u00a0', ' ')} are kept in ${escapeHidden(this.#path)}`
    return `${kept}; the same command goes on from there.`
  }

  #close(): void {
    if (this.#isOpen) fs.closeSync(this.#fd)
    this.#isOpen = false
  }
}

/** A file with one name, which is written through nothing else. */
function openOwn(path: string): number {
  const found = fs.lstatSync(path, { throwIfNoEntry: false })
  if (found !== undefined && !found.isDirectory() && !(found.isFile() && found.nlink === 1))
    fs.unlinkSync(path)
  const fd = fs.openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o666)
  if (fs.fstatSync(fd).isFile()) return fd
  fs.closeSync(fd)
  throw Object.assign(new Error('no file'), { code: 'EACCES' })
}

function readOrigin(path: string): Origin | null {
  try {
    const fd = openRegularFile(path)
    if (fd === null) return null
    const buffer = Buffer.alloc(ORIGIN_LIMIT)
    const count = fs.readSync(fd, buffer, 0, ORIGIN_LIMIT, 0)
    fs.closeSync(fd)
    return parseOrigin(buffer.toString('utf8', 0, count))
  } catch (error) {
    if (errorCode(error) === '') throw error
    return null
  }
}
