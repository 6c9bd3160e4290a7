/** Small texts of a source, read with their limits; links are not followed. */
import { isUtf8 } from 'node:buffer'
import { closeSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { openRegularFile } from '../../lib/files.ts'
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'

/** One of git-lfs is smaller. */
export const POINTER_BYTES = 1024

/** A text file below `dir`. @throws UserError where it is larger than `limit` bytes, or no UTF-8. */
export function readTreeText({ dir }: { dir: string }, path: string, limit: number): string {
  return readSmallText(join(dir, path), path, limit)
}

/** The same of any file; `label` is what messages call it. */
export function readSmallText(path: string, label: string, limit: number): string {
  const bytes = readStart(path, limit + 1)
  if (bytes === null) throw new UserError(`${quote(label)} is not there, or is no file. Nothing was written.`)
  if (bytes.length > limit)
    throw new UserError(
      `${quote(label)} has more than ${limit / 1024} KiB, the most that is read of it. Shorten it, then import it again. Nothing was written.`,
    )
  if (!isUtf8(bytes)) throw new UserError(`${quote(label)} is not UTF-8 text. Nothing was written.`)
  return bytes.toString('utf8')
}

/** The first bytes of a regular file; null where there is none. */
export function readStart(path: string, length: number): Buffer | null {
  const fd = openRegularFile(path)
  if (fd === null) return null
  try {
    const buffer = Buffer.alloc(length)
    let filled = 0
    for (let count = -1; count !== 0 && filled < length; filled += count)
      count = readSync(fd, buffer, filled, length - filled, filled)
    return buffer.subarray(0, filled)
  } finally {
    closeSync(fd)
  }
}

export interface LfsPointer {
  /** Lower-case hex. */
  sha256: string
  /** Bytes. */
  size: number
}

/** What stands for a file that git-lfs has not fetched; null: it is no such pointer. */
export function readLfsPointer(path: string): LfsPointer | null {
  const text = readStart(path, POINTER_BYTES)?.toString('latin1') ?? ''
  if (!text.startsWith('version https://git-lfs.github.com/spec/')) return null
  const sha256 = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1]
  const size = /^size (\d{1,15})$/m.exec(text)?.[1]
  return sha256 === undefined || size === undefined ? null : { sha256, size: Number(size) }
}
