/**
 * Files made from other files, kept by what they were made from. Beside each lies a note of its size and hash:
 *
 *     <dir>/<key>         the file, mode 644, because the published store may share it by hard link
 *     <dir>/<key>.json    { "key", "size", "sha256" }
 *     <dir>/tmp/          what is being written
 *
 * Nothing in the cache is trusted: a file is used only if it was hashed since it was last touched, and agrees with its note.
 */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FILE_MODE, openRegularFile } from '../lib/files.ts'
import { hashOpenFile, type Digest } from '../lib/hash.ts'
import type { Ledger } from '../lib/ledger.ts'

/** The folders below the cache's own that hold such files. */
export const CACHES = ['packs', 'pictures', 'sums'] as const

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
export async function cached(dir: string, key: string, ledger: Ledger, make: Make): Promise<Cached> {
  const path = join(dir, key)
  const known = verify(path, ledger)
  if (known !== null) return { path, ...known, reused: true }
  const { size, sha256 } = await writeAside(path, make)
  await writeAside(notePath(path), (aside) => writeFile(aside, JSON.stringify({ key, size, sha256 })))
  ledger.noteOwn(ledgerName(path), fs.lstatSync(path), sha256)
  return { path, size, sha256, reused: false }
}

/** A file whose key is known only once it was made. */
export interface MadeFirst extends Digest {
  key: string
}

/** Makes a file and keeps it under the key that making it gives; where there is such a file already, that one is kept. */
export async function cachedAfter(
  dir: string,
  ledger: Ledger,
  make: (path: string) => Promise<MadeFirst>,
): Promise<Cached> {
  const aside = newAside(dir)
  try {
    const { key, ...made } = await make(aside)
    return await cached(dir, key, ledger, (path) => {
      fs.renameSync(aside, path)
      return Promise.resolve(made)
    })
  } finally {
    fs.rmSync(aside, { force: true })
  }
}

/** Removes what killed builds left half written. Nobody else may be writing into the folder at the same time. */
export function sweep(dir: string): void {
  fs.rmSync(join(dir, 'tmp'), { recursive: true, force: true })
}

function notePath(path: string): string {
  return `${path}.json`
}

/** Null where the file or its note is missing, or they disagree. What the ledger knows to be untouched is not read again. */
function verify(path: string, ledger: Ledger): Digest | null {
  const fd = openRegularFile(path)
  if (fd === null) return null
  try {
    setMode(fd)
    const since = Date.now()
    const facts = fs.fstatSync(fd)
    const known = ledger.digest(ledgerName(path), facts)
    if (known !== null) return { size: facts.size, sha256: known }
    const found = hashOpenFile(fd)
    if (readNote(path) !== JSON.stringify({ key: basename(path), size: found.size, sha256: found.sha256 }))
      return null
    ledger.note(ledgerName(path), facts, found.sha256, since)
    return found
  } finally {
    fs.closeSync(fd)
  }
}

function setMode(fd: number): void {
  if ((fs.fstatSync(fd).mode & 0o777) !== FILE_MODE) fs.fchmodSync(fd, FILE_MODE)
}

/** The path below the folder that holds all caches. */
function ledgerName(path: string): string {
  return `${basename(dirname(path))}/${basename(path)}`
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
  const aside = newAside(dirname(path))
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

function newAside(dir: string): string {
  const aside = join(dir, 'tmp', randomUUID())
  fs.mkdirSync(dirname(aside), { recursive: true })
  return aside
}
