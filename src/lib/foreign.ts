/**
 * A folder is ours to replace when every file in it is listed in its own SHA256SUMS, and that list is one of ours. Anything else is
 * somebody's work, and is refused instead of deleted.
 */
import { closeSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openRegularFile } from './files.ts'
import { UserError } from './user-error.ts'
import { visitAll } from './walk.ts'

export const SUMS_FILE = 'SHA256SUMS'
/** It signs the list, which therefore cannot name it. */
export const SIGNATURE_FILE = 'SHA256SUMS.minisig'

/** A file of every store, and of nothing else: people publish lists of this name over files of their own. */
export const OWN_FILE = 'catalogue.schema.json'

/**
 * Passes where the folder is absent, empty, or holds nothing but what its SHA256SUMS lists, and the signature of that; files listed there
 * may be missing.
 * @throws UserError that names the first file that is not ours.
 */
export function refuseForeign(dir: string): void {
  const stat = lstatSync(dir, { throwIfNoEntry: false })
  if (stat === undefined) return
  if (!stat.isDirectory()) throw new UserError(notAFolder(dir, stat.isSymbolicLink()))
  const listed = readOwnList(join(dir, SUMS_FILE))
  // The first one ends the walk: the folder may be somebody's home.
  visitAll(dir, (path, kind) => {
    if (kind === 'other' || (kind === 'file' && !listed.has(path))) throw new UserError(notOurs(dir, path))
    return kind === 'folder'
  })
}

/** Empty where there is no such list, or it is not that of a store. */
function readOwnList(sumsPath: string): Set<string> {
  const listed = new Set([SUMS_FILE, SIGNATURE_FILE, ...readListed(sumsPath).keys()])
  return listed.has(OWN_FILE) ? listed : new Set()
}

/** What a list in the form of `sha256sum` says: sums by path, other lines left out; empty where there is no such file. */
export function readListed(sumsPath: string): Map<string, string> {
  const listed = new Map<string, string>()
  for (const line of readRegular(sumsPath).split('\n')) {
    const [, sum, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
    if (sum !== undefined && path !== undefined) listed.set(path, sum)
  }
  return listed
}

/** A pipe of this name would never end. */
function readRegular(path: string): string {
  const fd = openRegularFile(path)
  if (fd === null) return ''
  try {
    return readFileSync(fd, 'utf8')
  } finally {
    closeSync(fd)
  }
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
