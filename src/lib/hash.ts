/**
 * SHA-256 of text and files.
 *
 * Files are read synchronously through one reused buffer: measured, streams cost up to 1.8 times as much for a large file and
 * 25 times as much for a small one.
 */
import { createHash, hash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'

const buffer = Buffer.allocUnsafeSlow(1024 * 1024)

export interface Digest {
  /** Bytes. */
  size: number
  /** Lower-case hex. */
  sha256: string
}

/** Lower-case hex. Text counts as UTF-8. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex')
}

/** Hashes what is left to read of an open file; the caller closes it. */
export function hashOpenFile(fd: number): Digest {
  const running = createHash('sha256')
  let size = 0
  for (;;) {
    const count = readSync(fd, buffer)
    if (count === 0) return { size, sha256: running.digest('hex') }
    running.update(buffer.subarray(0, count))
    size += count
  }
}

/** The bytes of a file from `at` on, `length` of them. */
export interface FileRange {
  path: string
  at: number
  length: number
}

/** Lower-case hex of a part of a file; throws where the file ends before it. */
export function hashFileRange({ path, at, length }: FileRange): string {
  const fd = openSync(path, 'r')
  try {
    const running = createHash('sha256')
    for (let done = 0; done < length;) {
      const count = readSync(fd, buffer, 0, Math.min(buffer.length, length - done), at + done)
      if (count === 0) throw new Error(`${path} ends before byte ${at + length}.`)
      running.update(buffer.subarray(0, count))
      done += count
    }
    return running.digest('hex')
  } finally {
    closeSync(fd)
  }
}

/** Follows links; throws what `open` and `read` throw. */
export function hashFile(path: string): Digest {
  const fd = openSync(path, 'r')
  try {
    return hashOpenFile(fd)
  } finally {
    closeSync(fd)
  }
}
