/**
 * Bytes that are read a bounded piece at a time, at any place: of a file that may be larger than memory, or of a buffer.
 */
import fs from 'node:fs'
import { withRegularFile } from './files.ts'

export interface ByteSource {
  /** Bytes. */
  readonly size: number
  /** The bytes from `offset` on, `length` of them or fewer where the source ends; the buffer is the caller's own. */
  read: (offset: number, length: number) => Buffer
}

/** A source that holds what is in memory already. */
export function bytesOf(buffer: Buffer): ByteSource {
  return {
    size: buffer.length,
    read: (offset, length) => buffer.subarray(offset, offset + length),
  }
}

/** The bytes of an open file, as large as it is now. */
export function bytesOfFile(fd: number): ByteSource {
  return { size: fs.fstatSync(fd).size, read: (offset, length) => readAt(fd, offset, length) }
}

/** The bytes of a regular file for the time of `work`; null where there is none. See `withRegularFile`. */
export function withFile<Result>(path: string, work: (bytes: ByteSource) => Result): Result | null {
  return withRegularFile(path, (fd) => work(bytesOfFile(fd)))
}

function readAt(fd: number, offset: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const count = fs.readSync(fd, buffer, filled, length - filled, offset + filled)
    if (count === 0) break
    filled += count
  }
  return buffer.subarray(0, filled)
}
