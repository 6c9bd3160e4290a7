/** Files of a store in a folder, which is as foreign as one on a server: links in it are never followed. */
import { closeSync, fstatSync, readFileSync, realpathSync } from 'node:fs'
import { errorCode, openRegularFile } from '../../lib/files.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'

/** The whole file, of at most `limit` bytes; null where there is none. `path` is absolute, and real but for what the store adds. */
export function readLocalFile(path: string, limit: number): Buffer | null {
  return withLocalFile(path, (fd, size) => {
    if (size > limit)
      throw new UserError(
        `${escapeHidden(path)} has more than the ${limit} bytes that such a file may have. Get the store again.`,
      )
    return readFileSync(fd)
  })
}

/** Opens the file for the time of `work`; null where it is not there, or is no regular file, or a link leads to it. @throws UserError */
export function withLocalFile<Result>(
  path: string,
  work: (fd: number, size: number) => Result,
): Result | null {
  const fd = openReal(path)
  if (fd === null) return null
  try {
    return work(fd, fstatSync(fd).size)
  } finally {
    closeSync(fd)
  }
}

/** The caller closes it. */
export function openReal(path: string): number | null {
  try {
    return realpathSync(path) === path ? openRegularFile(path) : null
  } catch (error) {
    const code = errorCode(error)
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(code)) return null
    if (code === '') throw error
    throw new UserError(
      `${escapeHidden(path)} cannot be read (${code}). Look after the disk or the rights of the file.`,
    )
  }
}
