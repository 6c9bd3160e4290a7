/** A folder that a web server of one's own serves: each file comes by a copy beside it and a rename. */
import fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { errorCode, FILE_MODE, makePublicDir, withRegularFile } from '../lib/files.ts'
import { readListed, SUMS_FILE } from '../lib/foreign.ts'
import { hashOpenFile } from '../lib/hash.ts'
import { UserError } from '../lib/user-error.ts'
import { visitAll } from '../lib/walk.ts'
import { changedFile } from './changed-file.ts'
import type { DeployFile } from './plan.ts'
import type { RemoteFacts, Target } from './target.ts'

/** `label` is what the person calls it. What earlier deploys put there is known by the list that lies there. */
export function folderTarget(dir: string, label: string): Target {
  const listed = readListed(join(dir, SUMS_FILE))
  return {
    label,
    list: () => Promise.resolve(listFolder(dir)),
    facts: (file) => Promise.resolve(factsOf(join(dir, file.path))),
    // eslint-disable-next-line @typescript-eslint/require-await -- a folder makes nobody wait
    put: async (file, onBytes) => putFile(dir, file, onBytes),
    owns: (path) => Promise.resolve(listed.has(path)),
    // eslint-disable-next-line @typescript-eslint/require-await -- likewise
    remove: async (path) => fs.rmSync(join(dir, path), { force: true }),
  }
}

function listFolder(dir: string): Map<string, number> {
  const found = new Map<string, number>()
  if (!fs.existsSync(dir)) return found
  visitAll(dir, (path, kind, stats) => {
    if (kind === 'file') found.set(path, stats?.size ?? 0)
    return kind === 'folder'
  })
  return found
}

function factsOf(path: string): RemoteFacts | null {
  return withRegularFile(path, (fd) => ({ ...hashOpenFile(fd), hasHeaders: true }))
}

function putFile(
  dir: string,
  { path, from, size, sha256 }: DeployFile,
  onBytes: (count: number) => void,
): void {
  const to = join(dir, path)
  // One name a file, so that what a killed run left is written over.
  const aside = join(dirname(to), `.${basename(to)}.zoopress-part`)
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
}
