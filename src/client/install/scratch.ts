/**
 * Folders beside a target, `.zoopress-<host>-<process>-<random>`, that nobody else can look into:
 *
 *     new/<name of the target>    what is to be installed
 *     old/<name of the target>    what stood there, between the two renames of a swap
 *
 * A killed run leaves its folder behind. The next run beside it puts back what stood there, if nothing does, and removes the rest.
 */
import { randomBytes } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { errorCode, makeDir } from '../../lib/files.ts'
import { sha256 } from '../../lib/hash.ts'
import { visitAll } from '../../lib/walk.ts'
import { saidBySystem } from './system-fault.ts'
import { targetFolder } from './target-folder.ts'

const NAME = /^\.zoopress-([0-9a-f]{8})-([0-9]{1,10})-[0-9a-f]{12}$/
/** After that long nobody writes into one any more; processes of other machines cannot be asked. */
const ABANDONED_MS = 7 * 24 * 60 * 60 * 1000
const OLD = 'old'
const NEW = 'new'

export interface Scratch {
  dir: string
  /** An empty folder that bears the target's name, with the modes of any folder of the person. */
  tree: string
  /** Where what stands at the target goes; nothing is there yet. */
  aside: string
  /** Removes it, and folders above the target that were made for it and are empty. May be called twice. */
  remove: () => void
}

/** Makes one, and the folders above the target that are missing; heals what killed runs left there. @throws UserError */
export function makeScratch(targetDir: string): Scratch {
  const made: string[] = []
  try {
    const target = targetFolder(targetDir)
    makeDir(dirname(target), (folder) => made.push(folder))
    heal(target)
    return fill(makeEmpty(dirname(target)), basename(target), made)
  } catch (error) {
    removeEmpty(made)
    throw saidBySystem(error, `Nothing can be installed to ${targetDir}`)
  }
}

/** Puts right what killed runs left beside a target. Costs one look into the folder above it. */
export function heal(target: string): void {
  const parent = dirname(target)
  const names = listIfThere(parent).filter((name) => NAME.test(name))
  for (const dir of names.map((name) => join(parent, name)).filter(isOurs)) {
    putBack(dir, parent)
    if (isAbandoned(dir)) removeScratch(dir, parent)
  }
}

/** In a folder where everybody may write, a link of such a name could lead anywhere. */
function isOurs(dir: string): boolean {
  const found = lstatSync(dir, { throwIfNoEntry: false })
  return found?.isDirectory() === true && found.uid === (process.getuid?.() ?? found.uid)
}

function makeEmpty(parent: string): string {
  const dir = join(parent, `.zoopress-${hostKey()}-${process.pid}-${randomBytes(6).toString('hex')}`)
  mkdirSync(dir, 0o700)
  return dir
}

function fill(dir: string, name: string, made: readonly string[]): Scratch {
  const parent = dirname(dir)
  const remove = () => {
    removeScratch(dir, parent)
    removeEmpty(made)
  }
  try {
    for (const folder of [NEW, OLD, join(NEW, name)]) mkdirSync(join(dir, folder))
  } catch (error) {
    remove()
    throw error
  }
  return { dir, tree: join(dir, NEW, name), aside: join(dir, OLD, name), remove }
}

/** What stood somewhere is put back where nothing stands now; else something complete does. */
function putBack(dir: string, parent: string): void {
  for (const name of listIfThere(join(dir, OLD))) {
    if (lstatSync(join(parent, name), { throwIfNoEntry: false }) === undefined)
      renameIfThere(join(dir, OLD, name), join(parent, name))
  }
}

/** Two runs may heal at once. */
function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}

/** Never before what stood somewhere is back: it may be all that there is of somebody's work. */
function removeScratch(dir: string, parent: string): void {
  putBack(dir, parent)
  try {
    rmSync(dir, { recursive: true, force: true })
  } catch (error) {
    if (!['EACCES', 'EPERM'].includes(errorCode(error))) throw error
    makeWritable(dir)
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Somebody's folders may be read-only. */
function makeWritable(dir: string): void {
  visitAll(dir, (path, kind) => {
    if (kind === 'folder') chmodSync(join(dir, path), 0o700)
    return kind === 'folder'
  })
}

/** Removes the scratch folder that a tree was taken out of, if nothing else is left in it. */
export function removeEmptied(tree: string): void {
  const dir = dirname(dirname(tree))
  if (NAME.test(basename(dir))) removeEmpty([dir, join(dir, OLD), join(dir, NEW)])
}

function removeEmpty(made: readonly string[]): void {
  for (const dir of made.toReversed()) {
    try {
      rmdirSync(dir)
    } catch {
      // Something lies in it by now.
      return
    }
  }
}

function isAbandoned(dir: string): boolean {
  const [, host, id] = NAME.exec(basename(dir))!
  if (host === hostKey() && !isAlive(Number(id))) return true
  const age = Date.now() - (lstatSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? Infinity)
  return age > ABANDONED_MS
}

/** Disks over the network are shared by machines whose processes bear the same numbers. */
function hostKey(): string {
  return sha256(hostname()).slice(0, 8)
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return errorCode(error) !== 'ESRCH'
  }
}

function listIfThere(dir: string): string[] {
  try {
    return readdirSync(dir)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(errorCode(error))) return []
    throw error
  }
}
