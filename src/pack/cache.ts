/**
 * Files made from other files, kept by what they were made from. Beside each lies a note of its size and hash:
 *
 *     <dir>/<key>         the file, mode 644, because the published store may share it by hard link
 *     <dir>/<key>.json    { "key", "size", "sha256" }
 *     <dir>/tmp/          what is being written
 *
 * Nothing in the cache is trusted: a file is used only after it was hashed and agrees with its note.
 */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FILE_MODE, openRegularFile } from '../lib/files.ts'
import { hashOpenFile, type Digest } from '../lib/hash.ts'

export interface Cached extends Digest {
  path: string
  /** False: it had to be made now. */
  reused: boolean
}

/** Writes a new file at the path given, and says what it wrote. */
export type Make = (path: string) => Promise<Digest>

/**
 * The file for a key, from the cache or made now. `key` is used as a file name, and must stand for everything that the content
 * depends on. Throws what `make` throws, with nothing left behind.
 */
export async function cached(dir: string, key: string, make: Make): Promise<Cached> {
  const path = join(dir, key)
  const known = verify(path)
  if (known !== null) return { path, ...known, reused: true }
  const { size, sha256 } = await writeAside(path, make)
  await writeAside(notePath(path), (aside) => writeFile(aside, JSON.stringify({ key, size, sha256 })))
  return { path, size, sha256, reused: false }
}

/** Removes what killed builds left half written. Nobody else may be writing into the folder at the same time. */
export function sweep(dir: string): void {
  fs.rmSync(join(dir, 'tmp'), { recursive: true, force: true })
}

function notePath(path: string): string {
  return `${path}.json`
}

/** Null where the file or its note is missing, or they disagree. */
function verify(path: string): Digest | null {
  const fd = openRegularFile(path)
  if (fd === null) return null
  try {
    const found = hashOpenFile(fd)
    if (readNote(path) !== JSON.stringify({ key: basename(path), size: found.size, sha256: found.sha256 }))
      return null
    fs.fchmodSync(fd, FILE_MODE)
    return found
  } finally {
    fs.closeSync(fd)
  }
}

function readNote(path: string): string | null {
  const fd = openRegularFile(notePath(path))
  if (fd === null) return null
  try {
    return fs.readFileSync(fd, 'utf8')
  } finally {
    fs.closeSync(fd)
  }
}

async function writeAside<Result>(path: string, make: (path: string) => Promise<Result>): Promise<Result> {
  const aside = join(dirname(path), 'tmp', randomUUID())
  fs.mkdirSync(dirname(aside), { recursive: true })
  try {
    const result = await make(aside)
    fs.chmodSync(aside, FILE_MODE)
    // What stands there is wrong, or it would have been used; it may be a folder, which a rename does not replace.
    fs.rmSync(path, { recursive: true, force: true })
    fs.renameSync(aside, path)
    return result
  } finally {
    fs.rmSync(aside, { force: true })
  }
}
