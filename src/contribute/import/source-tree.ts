/** The folder that is imported, as a list of files: links are refused, hidden files and litter are left out and told. */
import { lstatSync } from 'node:fs'
import { basename, join } from 'node:path'
import { realPath } from '../../lib/real-path.ts'
import { UserError } from '../../lib/user-error.ts'
import { visitAll, type Kind } from '../../lib/walk.ts'
import { plural } from '../../site/format.ts'
import { quote, quoteSome } from '../../zoo/problem.ts'
import { POINTER_BYTES, readLfsPointer } from './source-text.ts'

/** Far more than any model has; it ends the walk through somebody's home. */
export const MOST_FILES = 20_000
const MOST_DEPTH = 32
const MOST_TOLD = 10

/** What systems, editors and git leave behind. It ends the walk: nothing below is looked at. */
const LITTER = /^(\..+|__pycache__|__MACOSX|.+\.py[co]|(ehthumbs|thumbs)\.db|desktop\.ini|.+~)$/i
/** Marks a repository cloned from a hub, whose card is judged mildly. */
const KEPT = '.gitattributes'

export interface TreeFile {
  /** Below the folder, `/` between components. */
  path: string
  /** Bytes. */
  size: number
}

export interface SourceTree {
  /** Absolute. */
  dir: string
  /** What the folder or the archive it came from is called, without the ending: ids are made of it. */
  name: string
  /** The archive that it was unpacked from, as messages call it; undefined: it is a folder of the person's own. */
  archive?: string | undefined
  /** Sorted by path. */
  files: readonly TreeFile[]
  /** What was left out, in full sentences. */
  notes: readonly string[]
}

/** @throws UserError for links, and where there is too much. */
export function readSourceTree(dir: string, name = basename(dir), archive?: string): SourceTree {
  const files: TreeFile[] = []
  const refused: string[] = []
  const leftOut: string[] = []
  visitAll(dir, (path, kind, stats) => {
    const base = path.slice(path.lastIndexOf('/') + 1)
    if (!isKept(path) && LITTER.test(base)) leftOut.push(kind === 'folder' ? `${path}/` : path)
    else if (kind === 'file') files.push({ path, size: stats?.size ?? 0 })
    else if (isRefused(path, kind)) refused.push(path)
    if (files.length > MOST_FILES) throw new UserError(tooMany(archive ?? dir))
    return kind === 'folder' && !LITTER.test(base) && !isTooDeep(path)
  })
  if (refused.length > 0) throw new UserError(linksText(refused, dir))
  return { dir, name, archive, files, notes: leftOut.length === 0 ? [] : [leftOutNote(leftOut)] }
}

/** An archive of a repository has one folder at its top. */
function isKept(path: string): boolean {
  return path === KEPT || (path.endsWith(`/${KEPT}`) && path.split('/').length === 2)
}

function isRefused(path: string, kind: Kind): boolean {
  return kind === 'other' || isTooDeep(path)
}

function isTooDeep(path: string): boolean {
  return path.split('/').length > MOST_DEPTH
}

/** Those of some paths below a folder at which regular files lie, no link on the way. @throws UserError for pointers of git-lfs. */
export function findFiles(dir: string, paths: readonly string[]): TreeFile[] {
  const root = realPath(dir)
  const files = paths.flatMap((path) => {
    const stats = lstatSync(join(root, path), { throwIfNoEntry: false })
    return stats?.isFile() === true && realPath(join(root, path)) === join(root, path)
      ? [{ path, size: stats.size }]
      : []
  })
  refusePointers({ dir, files })
  return files
}

/** The part of a tree below one of its folders. */
export function subTree(tree: SourceTree, folder: string): SourceTree {
  const below = `${folder}/`
  return {
    dir: join(tree.dir, folder),
    name: basename(folder),
    archive: tree.archive,
    files: tree.files
      .filter(({ path }) => path.startsWith(below))
      .map(({ path, size }) => ({ path: path.slice(below.length), size })),
    notes: tree.notes,
  }
}

/** The first folder of each path; empty for files at the top. */
export function topFolders(tree: SourceTree): string[] {
  return [...new Set(tree.files.map(({ path }) => path.slice(0, Math.max(0, path.indexOf('/')))))]
}

export function hasFile(tree: SourceTree, path: string): boolean {
  return tree.files.some((file) => file.path === path)
}

/** @throws UserError where git-lfs has not fetched some of them. */
export function refusePointers({ dir, archive, files }: Pick<SourceTree, 'dir' | 'archive' | 'files'>): void {
  const pointers = files
    .filter(({ size }) => size < POINTER_BYTES)
    .filter(({ path }) => readLfsPointer(join(dir, path)) !== null)
    .map(({ path }) => path)
  if (pointers.length === 0) return
  throw new UserError(
    `${some(pointers)}: ${pointers.length === 1 ? 'this is a pointer' : 'these are pointers'} of git-lfs, and the files themselves are not here. ` +
      (archive === undefined
        ? `Run "git lfs pull" in ${dir}, then import it again. Nothing was written.`
        : `Clone the repository with git-lfs instead of downloading ${quote(archive)}, and import the folder. Nothing was written.`),
  )
}

/** `models--lab--dots/snapshots/<commit>`: how huggingface_hub keeps what it fetched. */
const HUB_CACHE = /[\\/]models--([\w.-]{1,96}?)--([\w.-]{1,96})[\\/]snapshots[\\/][^\\/]+$/

function linksText(paths: readonly string[], dir: string): string {
  const [, owner, name] = HUB_CACHE.exec(dir) ?? []
  const advice =
    owner === undefined
      ? 'Put the files themselves there'
      : `The cache of huggingface_hub holds nothing but links: fetch the files with "hf download ${owner}/${name} --local-dir ${name}"`
  return `${some(paths)}: links and special files are not followed, nor folders deeper than ${MOST_DEPTH}. ${advice}, then import ${owner === undefined ? 'it again' : 'that'}. Nothing was written.`
}

function tooMany(dir: string): string {
  return `${dir} holds more than ${MOST_FILES} files. Name the folder of one model. Nothing was written.`
}

function leftOutNote(paths: readonly string[]): string {
  return `${plural(paths.length, 'hidden or left-over file or folder was', 'hidden and left-over files and folders were')} left out: ${some(paths)}.`
}

/** `"a", "b" and 3 more`. */
export function some(paths: readonly string[]): string {
  return quoteSome(paths, MOST_TOLD)
}
