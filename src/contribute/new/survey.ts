/**
 * What lies in the folders and files that a person names: names and sizes, nothing read.
 */
import { realpathSync, statSync, type Stats } from 'node:fs'
import { basename, join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { visitAll, type Kind } from '../../lib/walk.ts'
import { quote } from '../../zoo/problem.ts'

/** Far more than anybody publishes one by one. */
export const MOST_FILES = 20_000
const MOST_FOLDERS_DEEP = 16

export interface FoundFile {
  /** `/` between components; where the file would lie below the new entry, before anything is moved to its section. */
  path: string
  /** Absolute. */
  from: string
  /** Bytes. */
  size: number
}

/** A file that cannot be published. */
export interface Refusal {
  path: string
  /** Where it lies on the disk, absolute. */
  from: string
  /** Sentences that say what is wrong and what to do. Untrusted text in them is quoted. */
  message: string
}

export interface Survey {
  /** Of the folder or file that was named first; empty where nothing was. */
  name: string
  /** In the order of names. */
  files: FoundFile[]
  refused: Refusal[]
  /** Hidden files and what programs leave behind: nobody wants them published. A folder ends in `/`. */
  leftOut: string[]
}

/** Where files go: the folder of a section, or empty where that must be found out. */
export interface SourcePath {
  path: string
  section: string
}

/**
 * Links among the named paths are followed, since the person named them; links below them are refused.
 * @throws UserError where a path is not there or cannot be read, or there are more than `MOST_FILES`.
 */
export function survey(sources: readonly SourcePath[]): Survey {
  const found: Survey = { name: '', files: [], refused: [], leftOut: [] }
  const [first] = sources
  if (first !== undefined) found.name = basename(first.path)
  const isOnly = sources.filter(({ section }) => section === '').length === 1
  for (const source of sources) addSource(found, source, isOnly)
  return found
}

function addSource(found: Survey, { path, section }: SourcePath, isOnly: boolean): void {
  const real = realPath(path)
  const stats = statSync(real)
  const name = basename(path)
  if (stats.isFile()) {
    addFile(found, under(section, name), real, stats)
    return
  }
  if (!stats.isDirectory())
    throw new UserError(`${quote(path)} is neither a file nor a folder. Nothing was written.`)
  // One folder is the model's; of several, each keeps its name.
  const base = section === '' && !isOnly ? name : section
  visitAll(real, (below, kind, entry) =>
    visit(found, { path: under(base, below), from: join(real, below), kind, stats: entry }),
  )
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    throw new UserError(`There is nothing at ${quote(path)}. Name a folder or a file. Nothing was written.`)
  }
}

interface Visited {
  path: string
  from: string
  kind: Kind
  stats: Stats | undefined
}

function visit(found: Survey, { path, from, kind, stats }: Visited): boolean {
  const isFolder = kind === 'folder'
  if (isLitter(path)) {
    found.leftOut.push(isFolder ? `${path}/` : path)
    return false
  }
  if (isFolder && path.split('/').length <= MOST_FOLDERS_DEEP) return true
  if (kind === 'file' && stats !== undefined) addFile(found, path, from, stats)
  else found.refused.push({ path, from, message: isFolder ? TOO_DEEP : LINK })
  return false
}

const TOO_DEEP = 'This folder lies too deep. Move it up.'
const LINK = 'This is a link or a special file. Put the file itself in its place.'

function addFile(found: Survey, path: string, from: string, { size }: Pick<Stats, 'size'>): void {
  if (found.files.length === MOST_FILES)
    throw new UserError(
      `There are more than ${MOST_FILES} files; looking ended at ${quote(path)}. Name the folders that belong to the model alone, or pack many small files into an archive. Nothing was written.`,
    )
  found.files.push({ path, from, size })
}

/** What programs leave behind without being asked. */
const LITTER = /^(__pycache__|__MACOSX|node_modules|.*\.py[co]|ehthumbs\.db|thumbs\.db|desktop\.ini|.*~)$/i

function isLitter(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name.startsWith('.') || LITTER.test(name)
}

function under(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`
}
