/**
 * The folder `zoo.lock/` beside the zoo, by what the disk says of it. A build looks here each time, so that nothing is read and no parser loaded.
 */
import fs from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../lib/files.ts'
import { idFault } from '../zoo/names.ts'
import { quote, type Problem } from '../zoo/problem.ts'

export interface LockFolder {
  /** Absolute path. */
  dir: string
  /** What problems call it: `zoo.lock`. */
  label: string
  /** By id, sorted. */
  files: Map<string, LockFacts>
  /** What does not belong here. */
  problems: Problem[]
}

export interface LockFacts {
  /** Stays the same as long as nobody touches the file. */
  facts: string
  /** When it last changed in any way: milliseconds since 1970. */
  changedMs: number
}

/** How `release` names what it is writing; a killed one leaves it behind. */
export const ASIDE = '.zoopress-'

/** Removes from a folder what a killed release left. */
export function sweepAside(dir: string): void {
  for (const name of fs.readdirSync(dir))
    if (name.startsWith(ASIDE)) fs.rmSync(join(dir, name), { force: true })
}

/** What git is told of the folder, and what keeps an empty one. */
const OF_GIT = new Set(['.gitattributes', '.gitkeep'])

/** Where the locks of a zoo lie; `label` is what problems call the zoo. */
export function lockPlace(zooDir: string, label: string): Pick<LockFolder, 'dir' | 'label'> {
  return { dir: `${zooDir}.lock`, label: `${label}.lock` }
}

/** Empty where there is no such folder. */
export function lookAtLocks(zooDir: string, label: string): LockFolder {
  const found: LockFolder = { ...lockPlace(zooDir, label), files: new Map(), problems: [] }
  const known = new Map<string, string>()
  for (const name of listLocks(found)) lookAt(found, known, name)
  return found
}

function listLocks({ dir, label, problems }: LockFolder): string[] {
  try {
    // A link to a folder is listed as one, but not followed here.
    if (fs.lstatSync(dir).isDirectory()) return fs.readdirSync(dir).sort()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
  const message =
    'This must be a folder, not a link or a file: it records what was released. Restore it with git.'
  problems.push({ file: label, message, severity: 'error' })
  return []
}

/** `known` has the ids so far by their lower case. */
function lookAt(folder: LockFolder, known: Map<string, string>, name: string): void {
  if (OF_GIT.has(name) || name.startsWith(ASIDE)) return
  const stats = fs.lstatSync(join(folder.dir, name), { throwIfNoEntry: false })
  if (stats === undefined) return
  const id = name.endsWith('.json') ? name.slice(0, -'.json'.length) : ''
  const other = known.get(id.toLowerCase())
  const refuse = (message: string) =>
    folder.problems.push({ file: `${folder.label}/${name}`, message, severity: 'error' })
  if (!stats.isFile())
    refuse('This is a link, a folder or a special file. Only npm run release writes here: remove it.')
  else if (idFault(id) !== null)
    refuse(`${quote(name)} is no file of this folder, which holds one <id>.json an entry. Remove it.`)
  else if (other !== undefined)
    refuse(
      `There is ${quote(other)} as well, and the two are one name to some systems. Keep the one that the entry has.`,
    )
  else {
    known.set(id.toLowerCase(), id)
    folder.files.set(id, { facts: factsOf(stats), changedMs: stats.ctimeMs })
  }
}

function factsOf({ size, mtimeMs, ctimeMs, ino, dev, mode }: fs.Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino} ${dev} ${mode}`
}
