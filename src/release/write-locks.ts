/** Writes records of releases: each file is the old one or the new one at any moment, and none is replaced before all are written. */
import fs from 'node:fs'
import { dirname, join } from 'node:path'
import { FILE_MODE, makeDir, syncDir } from '../lib/files.ts'
import { UserError } from '../lib/user-error.ts'
import { formatLockFile, LOCK_LIMIT, type LockFile } from './lock-file.ts'
import { ASIDE, sweepAside, type LockFolder } from './lock-folder.ts'

/** Tells git to keep the lines of both sides where two branches append a version each. */
const ATTRIBUTES = '*.json text eol=lf merge=union\n'

/** The caller holds the lock of the cache, so that no other release is at work. */
export function writeLocks({ dir }: Pick<LockFolder, 'dir'>, locks: readonly LockFile[]): void {
  const texts = locks.map((lock) => [`${lock.id}.json`, textOf(lock)] as const)
  makeDir(dir, (made) => syncDir(dirname(made)))
  sweepAside(dir)
  const attributes = fs.existsSync(join(dir, '.gitattributes'))
    ? []
    : ([['.gitattributes', ATTRIBUTES]] as const)
  const written = [...attributes, ...texts].map(([name, text]) => ({
    name,
    aside: writeAside(dir, name, text),
  }))
  for (const { name, aside } of written) fs.renameSync(aside, join(dir, name))
  syncDir(dir)
}

function textOf(lock: LockFile): string {
  const text = formatLockFile(lock)
  if (Buffer.byteLength(text) <= LOCK_LIMIT) return text
  throw new UserError(
    `The record of ${lock.id} would be larger than ${LOCK_LIMIT / 1024 ** 2} MiB: its versions hold too many files. Pack them into fewer, such as one .zip. Nothing was released.`,
  )
}

function writeAside(dir: string, name: string, text: string): string {
  const aside = join(dir, `${ASIDE}${name}`)
  const fd = fs.openSync(aside, 'wx', FILE_MODE)
  try {
    fs.writeFileSync(fd, text)
    fs.fsyncSync(fd)
  } finally {
    fs.closeSync(fd)
  }
  return aside
}
