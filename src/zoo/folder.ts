/**
 * The folders of a zoo as they lie on disk: regular files only, links never followed.
 */
import { isUtf8 } from 'node:buffer'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../lib/user-error.ts'
import { sha256 } from '../lib/hash.ts'
import { walk, type Walked } from '../lib/walk.ts'
import type { SourceFile } from './entry.ts'
import { pathFault } from './names.ts'
import { escapeHidden, type Problem } from './problem.ts'

/** Far deeper than any entry may be; it only ends the walk. */
const MAX_DEPTH = 32

/** Of a file that vanished during the walk, or whose name cannot be asked for: young, so that nobody relies on it. */
const GONE = { size: 0, mtimeMs: 0, ctimeMs: Infinity, ino: 0, dev: 0 }

export interface FolderFile {
  /** Path inside the entry's folder, `/` between components. */
  path: string
  /** Bytes. */
  size: number
}

/** One folder under `zoo/`, before anything in it has been read. */
export interface Folder {
  id: string
  /** Absolute path. */
  dir: string
  /** What problems call it: `zoo/liver`. */
  label: string
  /** Sorted by path. Files that may not be published are left out; `problems` names them. */
  files: FolderFile[]
  /** A repository cloned from a hub, known by its .gitattributes. */
  isClone: boolean
  /** Not a folder at all, but a link or a special file among them. */
  isLink: boolean
  problems: Problem[]
  /** A line for each file, as the disk describes it; with a file that nobody touches it stays the same. */
  facts: string[]
  /** When a file last changed in any way, by the clock of the file system: milliseconds since 1970. */
  changedMs: number
}

/** Git's own files, which a repository cloned from a hub brings along. They are never published. */
const GIT_FILES = new Set(['.git', '.gitattributes', '.gitignore', '.gitkeep'])
/** Where git and Hugging Face's downloader keep their state, in the zoo and inside an entry. */
const STATE_FOLDER = /^([^/]+\/)?(\.git|\.cache\/huggingface)$/

/**
 * All folders of `zooDir`, sorted by name. `label` is what problems call the zoo.
 * @throws UserError where a folder cannot be read.
 */
export function readFolders(zooDir: string, label: string): Folder[] {
  const folders = new Map<string, Folder>()
  for (const found of findAll(zooDir)) {
    const { path, kind } = found
    if (isPassedOver(path, kind)) continue
    const slash = path.indexOf('/')
    const folder = folderOf(folders, slash < 0 ? path : path.slice(0, slash), zooDir, label)
    const rest = slash < 0 ? '' : path.slice(slash + 1)
    folder.isLink ||= rest === '' && kind !== 'folder'
    if (kind !== 'folder') addFile(folder, rest, found)
    else if (rest !== '') addFolder(folder, rest)
  }
  return [...folders.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Stands for everything that lies in the folders, as the disk describes it. */
export function fingerprint(folders: readonly Folder[]): string {
  return sha256(folders.map(({ id, facts }) => `${id}\n${facts.join('\n')}\n`).join('\n'))
}

/** Loose files of the zoo, such as its card, and what git keeps. */
function isPassedOver(path: string, kind: Walked['kind']): boolean {
  return STATE_FOLDER.test(path) || (kind === 'file' && !path.includes('/'))
}

function findAll(zooDir: string): Walked[] {
  try {
    return walk(zooDir, (path) => !STATE_FOLDER.test(path) && pathDepth(path) <= MAX_DEPTH)
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    const what = `${escapeHidden(path ?? zooDir)} cannot be read (${code}).`
    throw new UserError(`${what} Give whoever builds the store the right to read it. Nothing was written.`)
  }
}

function folderOf(folders: Map<string, Folder>, id: string, zooDir: string, label: string): Folder {
  const known = folders.get(id)
  if (known) return known
  const dir = join(zooDir, id)
  const nothing = { files: [], isClone: false, isLink: false, problems: [], facts: [], changedMs: 0 }
  const folder = { id, dir, label: `${label}/${id}`, ...nothing }
  folders.set(id, folder)
  return folder
}

function addFile(folder: Folder, path: string, { kind, stats }: Walked): void {
  const isFile = kind === 'file'
  const { size, mtimeMs, ctimeMs, ino, dev } = stats() ?? GONE
  folder.facts.push(`${path}\0${kind} ${size} ${mtimeMs} ${ctimeMs} ${ino} ${dev}`)
  folder.changedMs = Math.max(folder.changedMs, ctimeMs)
  if (isFile && path === '.gitattributes') folder.isClone = true
  if (isFile && GIT_FILES.has(path.split('/').at(-1)!)) return
  const fault = isFile
    ? pathFault(path)
    : 'is a link or a special file. Only regular files are published: put the file itself here.'
  if (fault === null) folder.files.push({ path, size })
  else
    folder.problems.push({
      file: path ? `${folder.label}/${path}` : folder.label,
      message: `This ${fault}`,
      severity: 'error',
    })
}

/** A folder that was not looked into must be said; anything else about it is said of its files. */
function addFolder(folder: Folder, path: string): void {
  if (pathDepth(path) < MAX_DEPTH) return
  folder.problems.push({
    file: `${folder.label}/${path}`,
    message: 'This folder lies too deep. Move it up.',
    severity: 'error',
  })
}

function pathDepth(path: string): number {
  return path.split('/').length
}

/** The file at `path`, or undefined. */
export function findFile(folder: Folder, path: string): FolderFile | undefined {
  return folder.files.find((file) => file.path === path)
}

/** The file as it is published under the same name, or under `name`. */
export function toSource(file: FolderFile, name = file.path): SourceFile {
  return { path: name, from: file.path, size: file.size }
}

/**
 * A text file of at most `limit` bytes, or the problem that keeps it from being read (too large, not UTF-8, gone).
 */
export async function readText(
  folder: Folder,
  path: string,
  limit: number,
): Promise<{ text: string; problem?: undefined } | { text?: undefined; problem: Problem }> {
  const file = `${folder.label}/${path}`
  const refuse = (message: string) => ({ problem: { file, message, severity: 'error' } as const })
  if ((findFile(folder, path)?.size ?? 0) > limit) {
    return refuse(`The file is larger than ${limit / 1024} KiB, the most that is read. Make it smaller.`)
  }
  try {
    const text = decodeText(await readRegularFile(join(folder.dir, path)))
    return text === null ? refuse('The file is not UTF-8 text. Save it as UTF-8.') : { text }
  } catch (error) {
    return refuse(`The file cannot be read (${escapeHidden((error as Error).message)}).`)
  }
}

/** Null where the bytes are not UTF-8. */
export function decodeText(bytes: Buffer): string | null {
  return isUtf8(bytes) ? bytes.toString('utf8') : null
}

async function readRegularFile(path: string): Promise<Buffer> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}
