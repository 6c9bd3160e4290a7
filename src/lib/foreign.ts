/**
 * A folder is ours to replace when every file in it is listed in its own SHA256SUMS. Anything else is somebody's work, and is
 * refused instead of deleted.
 */
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from './files.ts'
import { UserError } from './user-error.ts'

export const SUMS_FILE = 'SHA256SUMS'
/** It signs the list, which therefore cannot name it. */
export const SIGNATURE_FILE = 'SHA256SUMS.minisig'

/**
 * Passes where the folder is absent, empty, or holds nothing but what its SHA256SUMS lists, and its signature; files listed there may be missing.
 * @throws UserError that names the first file that is not ours.
 */
export function refuseForeign(dir: string): void {
  const stat = lstatSync(dir, { throwIfNoEntry: false })
  if (stat === undefined) return
  if (!stat.isDirectory()) throw new UserError(notAFolder(dir, stat.isSymbolicLink()))
  const listed = readListed(join(dir, SUMS_FILE))
  const foreign = listFiles(dir).find((file) => !file.isRegular || !listed.has(file.path))
  if (foreign !== undefined) throw new UserError(notOurs(dir, foreign.path))
}

function readListed(sumsPath: string): Set<string> {
  const listed = new Set<string>()
  if (!existsSync(sumsPath)) return listed
  listed.add(SUMS_FILE).add(SIGNATURE_FILE)
  for (const line of readFileSync(sumsPath, 'utf8').split('\n')) {
    const path = /^[0-9a-f]{64} {2}(.+)$/.exec(line)?.[1]
    if (path !== undefined) listed.add(path)
  }
  return listed
}

function notAFolder(dir: string, isLink: boolean): string {
  const what = isLink ? 'is a symbolic link' : 'is not a folder'
  return `${dir} ${what}, and the store is published as a folder of that name. Move it away or publish elsewhere. Nothing was written.`
}

function notOurs(dir: string, path: string): string {
  return (
    `${dir} holds ${JSON.stringify(path)}, which no build of this store wrote, so the folder is not replaced. ` +
    'Move that file away, or remove the folder if nothing in it is needed. Nothing was written.'
  )
}
