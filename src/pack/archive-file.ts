/** The last leg of every archive: bytes on their way into a new file are counted and hashed. */
import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { FILE_MODE } from '../lib/files.ts'
import type { Digest } from '../lib/hash.ts'

/** Hears how many bytes of the file are written for good. */
export type OnWritten = (size: number) => void

/**
 * Synchronous: a write goes into the system's memory, and waiting for it costs more. It need not survive a power cut: whatever lies in the
 * cache is hashed before it is used.
 */
export class ArchiveFile {
  readonly #fd: number
  readonly #running = createHash('sha256')
  /** Bytes written so far. */
  size = 0

  readonly #onWritten: OnWritten | undefined

  /** Throws EEXIST where there is such a file. */
  constructor(path: string, onWritten?: OnWritten) {
    this.#fd = openSync(path, 'wx', FILE_MODE)
    this.#onWritten = onWritten
  }

  write(bytes: Uint8Array): void {
    this.#running.update(bytes)
    this.size += bytes.length
    for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at)
    this.#onWritten?.(this.size)
  }

  /** Closes the file and tells what was written. */
  finish(): Digest {
    closeSync(this.#fd)
    return { size: this.size, sha256: this.#running.digest('hex') }
  }

  /** Closes a file that is of no use. */
  abort(): void {
    closeSync(this.#fd)
  }
}

/** Runs `write` over a new file, which is closed whatever happens; a half-written one stays behind for the caller. */
export async function writeArchive(
  path: string,
  write: (file: ArchiveFile) => Promise<void>,
  onWritten?: OnWritten,
): Promise<Digest> {
  const file = new ArchiveFile(path, onWritten)
  try {
    await write(file)
  } catch (error) {
    file.abort()
    throw error
  }
  return file.finish()
}
