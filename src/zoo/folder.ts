/**
 * The folders of a zoo as they lie on disk: regular files only, links never followed.
 */
import { isUtf8 } from 'node:buffer'
import { constants, readFileSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../lib/user-error.ts'
import { sha256 } from '../lib/hash.ts'
import { visitAll, type Kind, type Visit } from '../lib/walk.ts'
import type { SourceFile } from './entry.ts'
import { Facts } from './facts.ts'
import { pathFault } from './names.ts'
import { escapeHidden, type Problem } from './problem.ts'

/** Far deeper than any entry may be; it only ends the walk. */
const MAX_DEPTH = 32

/** Of a file that vanished during the walk, or whose name cannot be asked for: young, so that nobody relies on it. */
const GONE = { size: 0, mtimeMs: 0, ctimeMs: Infinity, ino: 0, dev: 0, nlink: 1 }
const MODES = { file: constants.S_IFREG, folder: constants.S_IFDIR, other: 0 }

export interface FolderFile {
  /** Path inside the entry's folder, `/` between components. */
  path: string
  /** Bytes. */
  size: number
}

/** What a folder holds, as far as its names tell. */
interface Contents {
  /** Sorted by path. Files that may not be published are left out; `problems` names them. */
  files: FolderFile[]
  /** A repository cloned from a hub, known by its .gitattributes. */
  isClone: boolean
  problems: Problem[]
}

/** One folder under `zoo/`, before anything in it has been read. */
export interface Folder extends Contents {
  id: string
  /** Absolute path. */
  dir: string
  /** What problems call it: `zoo/liver`. */
  label: string
  /** Not a folder at all, but a link or a special file among them. */
  isLink: boolean
  /** Stands for all that the disk says of its files; it stays the same as long as nobody touches one. */
  facts: string
  /** When a file last changed in any way, by the clock of the file system: milliseconds since 1970. */
  changedMs: number
  /** By path: what is read in the place of a file that lies there. */
  texts?: ReadonlyMap<string, string>
}

/** What the owner of this machine says of the zoo's files; nothing inside the zoo can say it. */
export interface FolderRules {
  /** A file may have further names elsewhere (hard links). */
  allowHardLinks?: boolean | undefined
}

/** Git's own files, which a repository cloned from a hub brings along. They are never published. */
const GIT_FILES = new Set(['.git', '.gitattributes', '.gitignore', '.gitkeep'])
/**
 * All folders of `zooDir` that are wanted, sorted by name. `label` is what problems call the zoo.
 * @throws UserError where a folder cannot be read.
 */
export function readFolders(
  zooDir: string,
  label: string,
  rules: FolderRules = {},
  isWanted: (id: string) => boolean = () => true,
): Folder[] {
  const folders: Folder[] = []
  try {
    visitAll(zooDir, (id, kind, stats) => {
      if (kind !== 'file' && id !== '.git' && isWanted(id))
        folders.push(readFolder({ zooDir, label, rules }, id, kind, stats))
      return false
    })
  } catch (error) {
    throw unreadable(error, zooDir)
  }
  return folders
}

/** Stands for everything that lies in the folders, as the disk describes it. */
export function fingerprint(folders: readonly Folder[]): string {
  return sha256(folders.map(({ id, facts }) => `${facts} ${id}`).join('\n'))
}

/** What the system said of a folder that cannot be looked into, as something that a person can mend. */
function unreadable(error: unknown, zooDir: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException
  if (code === undefined) return error
  const what = `${escapeHidden(path ?? zooDir)} cannot be read (${code}).`
  return new UserError(`${what} Give whoever builds the store the right to read it. Nothing was written.`)
}

interface Place {
  zooDir: string
  label: string
  rules: FolderRules
}

function readFolder({ zooDir, label, rules }: Place, id: string, kind: Kind, stats?: Stats): Folder {
  const dir = join(zooDir, id)
  const facts = new Facts()
  const add: Visit = (path, kind, stats) => {
    if (keepsState(id, path)) return false
    if (kind === 'folder' && pathDepth(path) < MAX_DEPTH) return true
    facts.add(path, stats ?? { ...GONE, mode: MODES[kind] })
    return false
  }
  if (kind === 'folder') visitAll(dir, add)
  else add('', kind, stats)
  return toFolder({ id, dir, label: `${label}/${id}`, isLink: kind !== 'folder' }, facts, rules)
}

/** Where git and Hugging Face's downloader keep their state, in an entry and in the zoo. */
function keepsState(id: string, path: string): boolean {
  return path === '.git' || path === '.cache/huggingface' || (id === '.cache' && path === 'huggingface')
}

/** The contents are worked out when somebody asks: of most folders nobody does, since nothing in them changed. */
function toFolder(
  folder: Pick<Folder, 'id' | 'dir' | 'label' | 'isLink'>,
  facts: Facts,
  rules: FolderRules,
): Folder {
  let known: Contents | undefined
  const contents = () => (known ??= toContents(folder.label, facts, rules))
  return {
    ...folder,
    facts: facts.seal(),
    changedMs: facts.changedMs,
    get files() {
      return contents().files
    },
    get isClone() {
      return contents().isClone
    },
    get problems() {
      return contents().problems
    },
  }
}

function toContents(label: string, facts: Facts, { allowHardLinks = false }: FolderRules): Contents {
  const contents: Contents = { files: [], isClone: false, problems: [] }
  for (const { path, size, mode, isLinked } of facts.files()) {
    const kind = mode & constants.S_IFMT
    const isFile = kind === constants.S_IFREG
    if (isFile && path === '.gitattributes') contents.isClone = true
    if (isFile && GIT_FILES.has(path.slice(path.lastIndexOf('/') + 1))) continue
    const hardLink = isFile && isLinked && !allowHardLinks ? HARD_LINK : null
    const message = kind === constants.S_IFDIR ? TOO_DEEP : (fileFault(path, isFile) ?? hardLink)
    if (message === null) contents.files.push({ path, size })
    else contents.problems.push({ file: path ? `${label}/${path}` : label, message, severity: 'error' })
  }
  return contents
}

/** A folder that is not looked into must be said; anything else about a folder is said of its files. */
const TOO_DEEP = 'This folder lies too deep. Move it up.'

/** Its other name may be that of a file outside the zoo that nobody means to publish. */
const HARD_LINK =
  "This file has a second name elsewhere (a hard link), so it may not be the entry's own. Put a copy in its place; if you made " +
  'the link yourself, run the command with --allow-hard-links.'

function fileFault(path: string, isFile: boolean): string | null {
  if (!isFile)
    return 'This is a link or a special file. Only regular files are published: put the file itself here.'
  const fault = pathFault(path)
  return fault && `This ${fault}`
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
export function readText(
  folder: Folder,
  path: string,
  limit: number,
): { text: string; problem?: undefined } | { text?: undefined; problem: Problem } {
  const file = `${folder.label}/${path}`
  const refuse = (message: string) => ({ problem: { file, message, severity: 'error' } as const })
  if ((findFile(folder, path)?.size ?? 0) > limit) {
    return refuse(`The file is larger than ${limit / 1024} KiB, the most that is read. Make it smaller.`)
  }
  try {
    const text = folder.texts?.get(path) ?? readUtf8(join(folder.dir, path))
    return text === null ? refuse('The file is not UTF-8 text. Save it as UTF-8.') : { text }
  } catch (error) {
    return refuse(`The file cannot be read (${escapeHidden((error as Error).message)}).`)
  }
}

// O_NONBLOCK: a named pipe put in the file's place must not hold the build for ever. Windows has neither of the last two.
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/** A file's text; null where its bytes are not UTF-8. Follows no link; throws what the system throws. */
export function readUtf8(path: string): string | null {
  // One call opens, reads and closes; what is not UTF-8 becomes U+FFFD then, and only bytes tell the two apart.
  const text = readFileSync(path, { encoding: 'utf8', flag: OPEN_FLAGS })
  if (!text.includes('\uFFFD')) return text
  const bytes = readFileSync(path, { flag: OPEN_FLAGS })
  return isUtf8(bytes) ? bytes.toString('utf8') : null
}
