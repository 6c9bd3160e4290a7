/**
 * The folder of archives that are published apart from the pages, beside that of the store. It grows before the store is swapped and
 * shrinks after it, so that a kill at any moment leaves every archive that the store names, and perhaps more:
 *
 *     .zoopress-artifacts      says that the folder is ours
 *     SHA256SUMS               lists all other files; while the folder changes, those that go and those that come
 *     <id>/<version>/…         or, for a release that knows no folders, all side by side
 */
import fs from 'node:fs'
import { dirname, join } from 'node:path'
import { formatSums } from '../formats/sums.ts'
import { errorCode, makePublicDir, syncDir, withRegularFile, writePublicFile } from '../lib/files.ts'
import { readListed, SUMS_FILE } from '../lib/foreign.ts'
import { hashOpenFile } from '../lib/hash.ts'
import { nextDir } from '../lib/swap.ts'
import { UserError } from '../lib/user-error.ts'
import { visitAll } from '../lib/walk.ts'
import { placeFile, type Placement } from '../pack/place.ts'
import type { FileDigest } from '../store.ts'
import { quote } from '../zoo/problem.ts'
import { removeIfEmpty } from './new-tree.ts'

/** Its name begins with a dot, so that neither `dist-artifacts/*` nor a web server takes it for an archive. */
export const ARTIFACTS_MARKER = '.zoopress-artifacts'
const MARKER_TEXT =
  'Archives of a model store. Every other file here is listed in SHA256SUMS, and is replaced and removed by builds.\n'

/** A file that may have to be put there. */
export interface NewArtifact extends FileDigest {
  from: { placement: Placement } | { text: string }
}

/** Every file that the new store names, and of these the ones that its last build did not leave there. */
export interface Artifacts {
  files: readonly FileDigest[]
  fresh: readonly NewArtifact[]
}

/**
 * Passes where the folder is absent, empty, or ours.
 * @throws UserError that names the first file that is not.
 */
export function refuseForeignArtifacts(dir: string): void {
  const stats = fs.lstatSync(dir, { throwIfNoEntry: false })
  if (stats === undefined) return
  if (!stats.isDirectory()) throw new UserError(notOurs(dir, 'is no folder'))
  const isOurs = isThere(join(dir, ARTIFACTS_MARKER))
  const listed = isOurs ? readListed(join(dir, SUMS_FILE)) : new Map<string, string>()
  visitAll(dir, (path, kind) => {
    const isKnown = isOurs && (path === ARTIFACTS_MARKER || path === SUMS_FILE || listed.has(path))
    if (kind === 'other' || (kind === 'file' && !isKnown))
      throw new UserError(notOurs(dir, `holds ${quote(path)}`))
    return kind === 'folder'
  })
}

function isThere(path: string): boolean {
  return withRegularFile(path, () => true) ?? false
}

function notOurs(dir: string, what: string): string {
  return (
    `${dir} ${what}, which no build of this store wrote, and the store's archives are written there, because its card says "artifacts". ` +
    'Move it away, or publish elsewhere with --out. Nothing was written.'
  )
}

/** Before the swap: the folder then holds what both stores name. What is there already is not touched. */
export function growArtifacts(dir: string, { files, fresh }: Artifacts): void {
  makePublicDir(dir)
  const aside = nextDir(dir)
  makePublicDir(aside)
  if (!isThere(join(dir, ARTIFACTS_MARKER))) putText(dir, ARTIFACTS_MARKER, MARKER_TEXT)
  const listed = readListed(join(dir, SUMS_FILE))
  for (const { path, sha256 } of files) listed.set(path, sha256)
  putSums(dir, listed)
  const folders = new Set([dir])
  for (const file of fresh) {
    if (holds(join(dir, file.path), file)) continue
    putFile(dir, file)
    folders.add(dirname(join(dir, file.path)))
  }
  for (const folder of folders) syncDir(folder)
  fs.rmSync(aside, { recursive: true, force: true })
}

/**
 * After the swap: what the new store does not name goes.
 * @throws what the system throws; the folder then holds too much, and lists what it holds.
 */
export function shrinkArtifacts(dir: string, files: readonly FileDigest[]): void {
  const wanted = new Map(files.map(({ path, sha256 }) => [path, sha256]))
  const listed = readListed(join(dir, SUMS_FILE))
  const refusals: unknown[] = []
  for (const path of ownFiles(dir).filter((path) => !wanted.has(path))) {
    try {
      removeFile(dir, path)
    } catch (error) {
      refusals.push(error)
    }
  }
  const left = refusals.length === 0 ? [] : ownFiles(dir).map((path) => [path, listed.get(path)!] as const)
  putSums(dir, new Map([...left, ...wanted]))
  fs.rmSync(nextDir(dir), { recursive: true, force: true })
  if (refusals.length > 0) throw refusals[0]
}

/** The store's archives lie beside its pages again: what is ours goes, and the folder with it where nothing else lies there. */
export function removeArtifacts(dir: string): void {
  if (!fs.lstatSync(dir, { throwIfNoEntry: false })?.isDirectory()) return
  if (!isThere(join(dir, ARTIFACTS_MARKER))) return
  for (const path of ownFiles(dir)) removeFile(dir, path)
  for (const name of [SUMS_FILE, ARTIFACTS_MARKER]) fs.rmSync(join(dir, name), { force: true })
  removeIfEmpty(dir)
}

/** One path with two contents: names that a release cannot tell apart. Null: there is none. */
export function clashingArtifact(files: readonly FileDigest[]): string | null {
  const sums = new Map<string, string>()
  for (const { path, sha256 } of files) {
    if ((sums.get(path) ?? sha256) !== sha256) return path
    sums.set(path, sha256)
  }
  return null
}

function putSums(dir: string, sums: ReadonlyMap<string, string>): void {
  const text = formatSums([...sums].map(([path, sha256]) => ({ path, sha256 })))
  if (readText(join(dir, SUMS_FILE)) !== text) putText(dir, SUMS_FILE, text)
}

function readText(path: string): string | null {
  try {
    return fs.readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
    return null
  }
}

function putText(dir: string, path: string, text: string): void {
  put(dir, path, (aside) => writePublicFile(aside, text))
}

function putFile(dir: string, { path, from }: NewArtifact): void {
  if ('text' in from) putText(dir, path, from.text)
  else put(dir, path, (aside) => placeFile(from.placement, aside))
}

/** Old or new, never half. */
function put(dir: string, path: string, write: (aside: string) => void): void {
  const aside = join(nextDir(dir), 'file')
  makePublicDir(nextDir(dir))
  fs.rmSync(aside, { recursive: true, force: true })
  write(aside)
  makePublicDir(dirname(join(dir, path)))
  fs.renameSync(aside, join(dir, path))
}

/** A hard link of the cache's file is known at once; a rename would not replace it. */
function holds(path: string, { size, sha256, from }: NewArtifact): boolean {
  const there = fs.lstatSync(path, { throwIfNoEntry: false })
  if (!there?.isFile() || there.size !== size) return false
  if ('placement' in from && from.placement.how === 'link') {
    const source = fs.lstatSync(from.placement.from, { throwIfNoEntry: false })
    if (source?.ino === there.ino && source.dev === there.dev) return true
  }
  return withRegularFile(path, hashOpenFile)?.sha256 === sha256
}

/** The listed files that there are, no link followed. */
function ownFiles(dir: string): string[] {
  const listed = readListed(join(dir, SUMS_FILE))
  const found: string[] = []
  visitAll(dir, (path, kind) => {
    if (kind === 'file' && listed.has(path)) found.push(path)
    return kind === 'folder'
  })
  return found
}

/** With the folders that it leaves empty. */
function removeFile(dir: string, path: string): void {
  fs.rmSync(join(dir, path), { force: true })
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder))
    if (!removeIfEmpty(join(dir, folder))) return
}
