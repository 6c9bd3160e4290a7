/**
 * Files and folders that the world may read (644 and 755 whatever the umask), and opening files that nobody may swap for
 * something else.
 */
import fs, { type BigIntStats } from 'node:fs'
import { dirname } from 'node:path'
import { walk } from './walk.ts'

export const FILE_MODE = 0o644
export const DIR_MODE = 0o755

// O_NONBLOCK: a named pipe put in a file's place must not hold the build for ever. Windows has neither
// of the last two; there they are undefined, which counts as 0.
const OPEN_FLAGS = fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK

/** Makes the folder, and those above it that are missing, with mode 755. */
export function makePublicDir(dir: string): void {
  makeDir(dir, (made) => fs.chmodSync(made, DIR_MODE))
}

/**
 * Makes the folder, and those above it that are missing, with the modes of any new folder of the person; `onMade` hears of each, from the
 * top down. Not by `recursive`: where the system answers that a folder is not there for one that cannot be made, as below /proc, Node
 * tries for ever.
 */
export function makeDir(dir: string, onMade: (made: string) => void = () => undefined): void {
  if (isFolder(dir)) return
  makeDir(dirname(dir), onMade)
  try {
    fs.mkdirSync(dir)
    onMade(dir)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST' || !isFolder(dir)) throw error
  }
}

function isFolder(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** Writes a new file with mode 644, and its folders with 755. Throws EEXIST where there is such a file already. */
export function writePublicFile(path: string, data: string | Uint8Array): void {
  try {
    fs.writeFileSync(path, data, { flag: 'wx' })
  } catch (error) {
    // Most files have their folder already, and asking first costs a third of the time.
    if (errorCode(error) !== 'ENOENT') throw error
    makePublicDir(dirname(path))
    fs.writeFileSync(path, data, { flag: 'wx' })
  }
  fs.chmodSync(path, FILE_MODE)
}

/** Opens a regular file for reading; null where the path is a link, a folder or anything else, or is not there. */
export function openRegularFile(path: string): number | null {
  const fd = tryOpen(path)
  if (fd === null || fs.fstatSync(fd).isFile()) return fd
  fs.closeSync(fd)
  return null
}

function tryOpen(path: string): number | null {
  try {
    return fs.openSync(path, OPEN_FLAGS)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EMLINK', 'ENXIO'].includes(errorCode(error))) return null
    throw error
  }
}

/**
 * Opens a regular file for the time of `work`; null where the path is a link, a folder or anything else, or is not there.
 * Throws what the system throws.
 */
export function withRegularFile<Result>(path: string, work: (fd: number) => Result): Result | null {
  const fd = openRegularFile(path)
  if (fd === null) return null
  try {
    return work(fd)
  } finally {
    fs.closeSync(fd)
  }
}

/** True where the same file with the same content, as far as its times tell, was seen twice. */
export function isUnchanged(before: BigIntStats, after: BigIntStats): boolean {
  return (
    before.dev === after.dev &&
    before.ino === after.ino &&
    before.size === after.size &&
    before.mtimeNs === after.mtimeNs
  )
}

export interface FoundFile {
  /** Below the folder that was listed, `/` between components. */
  path: string
  /** False: a link, a pipe, a device. */
  isRegular: boolean
}

/** Everything below a folder that is not itself a folder, sorted by path; links are listed, not followed. */
export function listFiles(dir: string): FoundFile[] {
  return walk(dir, () => true)
    .filter(({ kind }) => kind !== 'folder')
    .map(({ path, kind }) => ({ path, isRegular: kind === 'file' }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Makes renames inside a folder last over a power cut, where the system can. */
export function syncDir(dir: string): void {
  if (process.platform !== 'win32') sync(dir, 'r')
}

/** Makes a file's bytes last over a power cut, where the system can. */
export function syncFile(path: string): void {
  // Only Windows wants it open for writing, which a file that is there for good may forbid.
  sync(path, process.platform === 'win32' ? 'r+' : 'r')
}

function sync(path: string, flags: string): void {
  const fd = fs.openSync(path, flags)
  try {
    fs.fsyncSync(fd)
  } catch (error) {
    // Some network file systems know it for files alone, or not at all.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(errorCode(error))) throw error
  } finally {
    fs.closeSync(fd)
  }
}

/** `ENOENT`, `EXDEV`, …; `UNKNOWN` where Node has no name for what the system said; empty for anything that it did not throw. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return ''
  return error.code === '' && 'syscall' in error ? 'UNKNOWN' : error.code
}
