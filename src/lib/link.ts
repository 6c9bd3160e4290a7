import { constants, copyFileSync, linkSync } from 'node:fs'

/** A second name for the same file; a copy where the file system has no hard links. Throws EEXIST if `to` is taken. */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
    copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
  }
}
