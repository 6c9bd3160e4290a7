/**
 * The tree that is to replace the store. What is unchanged is never written again: it is there already, in the tree of the build before
 * the last, or is shared with the last one by hard link.
 */
import fs from 'node:fs'
import { dirname, join } from 'node:path'
import { DIR_MODE, errorCode, FILE_MODE } from '../lib/files.ts'
import { sha256 } from '../lib/hash.ts'
import type { FileDigest } from '../store.ts'

export class NewTree {
  readonly dir: string
  /** Folders that are known to be there. */
  readonly #made = new Set<string>()

  /** `dir` may hold a tree already. */
  constructor(dir: string) {
    this.dir = dir
    this.#make('')
  }

  /** Writes a new file. Throws EEXIST where there is one of this name. */
  write(path: string, text: string): FileDigest {
    const bytes = Buffer.from(text)
    const fd = fs.openSync(this.place(path), 'wx', FILE_MODE)
    try {
      fs.writeFileSync(fd, bytes)
    } finally {
      fs.closeSync(fd)
    }
    return { path, size: bytes.length, sha256: sha256(bytes) }
  }

  /** Where a new file may be put: its folder is there. */
  place(path: string): string {
    this.#make(folderOf(path))
    return join(this.dir, path)
  }

  /** Removes a file, and the folders that it leaves empty. */
  remove(path: string): void {
    fs.rmSync(join(this.dir, path), { force: true })
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
      if (!removeIfEmpty(join(this.dir, folder))) return
      this.#made.delete(folder)
    }
  }

  #make(folder: string): void {
    if (this.#made.has(folder)) return
    if (folder !== '') this.#make(folderOf(folder))
    makeDir(join(this.dir, folder))
    this.#made.add(folder)
  }
}

/** Runs `work` with files of mode 644 and folders of mode 755, whatever the umask; setting the mode of each costs a fifth of all. */
export async function withPublicModes<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = process.umask(0o022)
  try {
    return await work()
  } finally {
    process.umask(before)
  }
}

function makeDir(dir: string): void {
  try {
    fs.mkdirSync(dir, DIR_MODE)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST' || !fs.lstatSync(dir).isDirectory()) throw error
  }
}

/** False: it holds something. */
export function removeIfEmpty(dir: string): boolean {
  try {
    fs.rmdirSync(dir)
    return true
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(errorCode(error))) return errorCode(error) === 'ENOENT'
    throw error
  }
}

function folderOf(path: string): string {
  const folder = dirname(path)
  return folder === '.' ? '' : folder
}
