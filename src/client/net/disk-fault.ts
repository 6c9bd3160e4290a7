import { errorCode } from '../../lib/files.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'

/** A place on disk that cannot be written: no other server mends that. */
export class DiskFault extends UserError {
  override name = 'DiskFault'
}

const WHY: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Make room, then run the same command again',
  EDQUOT: 'the disk space that you may use is used up. Make room, then run the same command again',
  EFBIG: 'the disk does not take files of this size. Choose a folder on another one',
  EROFS: 'the disk is read-only. Choose another folder',
  EACCES: 'you may not write there. Choose another folder',
  EPERM: 'you may not write there. Choose another folder',
  EISDIR: 'a folder is in its place. Move it away',
  ENOTDIR: 'what should be a folder above it is none. Choose another folder',
  ENAMETOOLONG: 'its name is too long for this disk. Choose another folder',
}

/** Does `work`, which writes at `path`. @throws DiskFault for what the system throws. */
export function onDisk<Result>(path: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    const code = errorCode(error)
    if (code === '') throw error
    const why = WHY[code] ?? `the system says ${code}`
    throw new DiskFault(`${escapeHidden(path)} cannot be written: ${why}.`)
  }
}
