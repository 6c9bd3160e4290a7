import fs from 'node:fs'
import { bytesOf, bytesOfFile, type ByteSource } from '../../lib/byte-source.ts'
import { isUnchanged } from '../../lib/files.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import type { ZipSource } from './zip-file.ts'

/** A file of the disk, links followed, as `change` makes it. */
export function diskSource(
  path: string,
  from: string,
  change: (bytes: ByteSource) => ByteSource = (bytes) => bytes,
): ZipSource {
  return { path, open: (work) => whileUnchanged(from, (bytes) => work(change(bytes))) }
}

/** Changes of what is small enough to be held in memory. */
export function changeText(change: (text: string) => string): (bytes: ByteSource) => ByteSource {
  return (bytes) => bytesOf(Buffer.from(change(bytes.read(0, bytes.size).toString('latin1')), 'latin1'))
}

/** @throws UserError where the file changes under the work, as one does that a training still writes. */
async function whileUnchanged<Result>(
  from: string,
  work: (bytes: ByteSource) => Promise<Result>,
): Promise<Result> {
  const fd = fs.openSync(from, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK)
  try {
    const before = fs.fstatSync(fd, { bigint: true })
    const result = await work(bytesOfFile(fd))
    if (isUnchanged(before, fs.fstatSync(fd, { bigint: true }))) return result
  } finally {
    fs.closeSync(fd)
  }
  throw new UserError(
    `${escapeHidden(from)} changed while it was packed. Let the training finish, and export again. Nothing was written.`,
  )
}
