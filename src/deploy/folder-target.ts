/** A folder that a web server of one's own serves: each file comes by a copy beside it and a rename. */
import fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { errorCode, FILE_MODE, makePublicDir } from '../lib/files.ts'
import { readListed, SUMS_FILE } from '../lib/foreign.ts'
import { hashFile } from '../lib/hash.ts'
import { UserError } from '../lib/user-error.ts'
import { visitAll } from '../lib/walk.ts'
import { changedFile } from './changed-file.ts'
import type { DeployFile } from './plan.ts'
import type { Listed, RemoteFacts, Target } from './target.ts'

const PART = '.zoopress-part'

/**
 * `label` is what the person calls it. What earlier deploys put there is known by the list that lies there. Links in it are its owner's, who
 * has archives on another disk perhaps, and are followed. Only one process may use it at a time.
 */
export function folderTarget(dir: string, label: string): Target {
  const listed = readListed(join(dir, SUMS_FILE))
  return {
    label,
    list: () => Promise.resolve(listFolder(dir)),
    facts: (file) => Promise.resolve(factsOf(join(dir, file.path))),
    // eslint-disable-next-line @typescript-eslint/require-await -- a folder makes nobody wait
    put: async (file, { onBytes }) => putFile(dir, file, onBytes),
    owns: (path) => Promise.resolve(listed.has(path)),
    // eslint-disable-next-line @typescript-eslint/require-await -- likewise
    remove: async (path) => fs.rmSync(join(dir, path), { force: true }),
  }
}

/** What a killed deploy left half goes. */
function listFolder(dir: string): Map<string, Listed> {
  const found = new Map<string, Listed>()
  if (fs.existsSync(dir)) addFolder(found, dir, '', new Set())
  return found
}

/** `above` are the real folders that this one lies in, so that a link to one of them does not go round for ever. */
function addFolder(
  found: Map<string, Listed>,
  dir: string,
  prefix: string,
  above: ReadonlySet<string>,
): void {
  const real = fs.realpathSync(dir)
  if (above.has(real)) return
  visitAll(dir, (path, kind) => {
    const name = basename(path)
    if (name.startsWith('.') && name.endsWith(PART)) fs.rmSync(join(dir, path), { force: true })
    else if (kind !== 'folder') addLinked(found, join(dir, path), prefix + path, new Set([...above, real]))
    return kind === 'folder'
  })
}

function addLinked(found: Map<string, Listed>, from: string, path: string, above: ReadonlySet<string>): void {
  const stats = fs.statSync(from, { throwIfNoEntry: false })
  if (stats?.isFile()) found.set(path, { size: stats.size, tag: tagOf(stats) })
  else if (stats?.isDirectory()) addFolder(found, from, `${path}/`, above)
}

function tagOf({ ino, mtimeMs }: fs.Stats): string {
  return `${ino} ${mtimeMs}`
}

function factsOf(path: string): RemoteFacts | null {
  // A pipe would never end.
  if (fs.statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return null
  return { ...hashFile(path), hasHeaders: true }
}

function putFile(
  dir: string,
  { path, from, size, sha256 }: DeployFile,
  onBytes: (count: number) => void,
): string {
  const to = join(dir, path)
  // One name a file, so that what a killed run left is written over.
  const aside = join(dirname(to), `.${basename(to)}${PART}`)
  makePublicDir(dirname(to))
  try {
    fs.rmSync(aside, { force: true })
    fs.copyFileSync(from, aside, fs.constants.COPYFILE_EXCL)
    fs.chmodSync(aside, FILE_MODE)
    const found = factsOf(aside)
    if (found?.size !== size || found.sha256 !== sha256) throw changedFile(from)
    fs.renameSync(aside, to)
  } catch (error) {
    fs.rmSync(aside, { force: true })
    if (errorCode(error) === 'EISDIR')
      throw new UserError(`${to} is a folder, and a file must lie there. Move it away.`)
    throw error
  }
  onBytes(size)
  return tagOf(fs.statSync(to))
}
