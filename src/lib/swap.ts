/**
 * Puts a new tree in the place of an old one by renames, so that a kill at any moment leaves one of the two whole:
 *
 *     dist → old       killed here: `heal` renames old back
 *     new → dist       killed here: `heal` removes old
 *     remove old
 *
 * New and old stand beside dist, under names of their own.
 */
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { artifactsDir } from './artifact-path.ts'
import { DIR_MODE, errorCode, syncDir } from './files.ts'
import { refuseForeign, SUMS_FILE } from './foreign.ts'
import { UserError } from './user-error.ts'
import { walk } from './walk.ts'

/** Where the tree that is to replace `current` is built; belongs to the build, and is emptied by `heal`. */
export function nextDir(current: string): string {
  return beside(current, 'new')
}

/** A name that nobody gives a folder of his own. */
function beside(current: string, what: string): string {
  return join(dirname(current), `.${basename(current)}.zoopress-${what}`)
}

/** Where the tree that was replaced stands until it is removed. */
export function oldDir(current: string): string {
  return beside(current, 'old')
}

/**
 * For before hours of packing, not after them.
 * @throws UserError where `current`, which may be absent, or the folder that it lies in cannot be written to.
 */
export function refuseReadOnly(current: string): void {
  for (const dir of [dirname(current), current].filter((dir) => existsSync(dir))) {
    try {
      accessSync(dir, constants.W_OK | constants.X_OK)
    } catch (error) {
      throw new UserError(readOnly(dir, error))
    }
  }
}

function readOnly(dir: string, error: unknown): string {
  return (
    `${dir} cannot be written to (${errorCode(error)}), and the store is replaced there. Give whoever builds the store the right ` +
    'to write into it, or choose another place with --out. Nothing was written.'
  )
}

/**
 * Swaps `next` in for `current`, which may be absent; both must be on the same file system. `next` is gone afterwards, and what stood
 * at `current` is removed; or moved to `keep`, if that is given and it can be: then the caller knows that nothing in it is foreign.
 * @throws UserError where `current` is not ours to replace or the system refuses, with `current` as it was.
 */
export function swapIn(dirs: { next: string; current: string; keep?: string }): void {
  const { next, current, keep } = dirs
  if (keep === undefined) refuseForeign(current)
  removeOld(oldDir(current))
  syncDir(next)
  const replaces = existsSync(current)
  if (replaces) moveAside(current)
  moveIn(next, current, replaces)
  withoutFail(() => {
    syncDir(dirname(current))
    if (keep !== undefined) moveOld(oldDir(current), keep)
    removeOld(oldDir(current))
  })
}

/** Clears the scratch folders, that of the store's archives among them. */
export function discardNext(current: string): void {
  for (const dir of [current, artifactsDir(current)])
    withoutFail(() => rmSync(nextDir(dir), { recursive: true, force: true }))
}

/** What the system refuses when the store is settled is left to `heal`: it must not hide how the build went. */
function withoutFail(work: () => void): void {
  try {
    work()
  } catch (error) {
    if (errorCode(error) === '') throw error
  }
}

/** Where it cannot be moved, it is not kept. */
function moveOld(old: string, keep: string): void {
  try {
    mkdirSync(dirname(keep), { recursive: true })
    renameSync(old, keep)
  } catch {
    // It is still there, and removed.
  }
}

function moveAside(current: string): void {
  try {
    renameSync(current, oldDir(current))
  } catch (error) {
    throw new UserError(refused(current, error))
  }
}

function moveIn(next: string, current: string, replaces: boolean): void {
  try {
    renameSync(next, current)
  } catch (error) {
    if (replaces) renameSync(oldDir(current), current)
    throw new UserError(refused(current, error))
  }
}

function refused(current: string, error: unknown): string {
  return (
    `${current} could not be replaced (${errorCode(error)}). A mounted folder, or one that a program holds open, cannot be ` +
    'renamed: stop that program, or publish into a folder inside the mounted one. The last store stands as it was.'
  )
}

/**
 * Puts right what a killed build left behind: the old store is back in its place if it was between the two renames, and
 * the scratch folders beside it are gone. Costs next to nothing where there is nothing to heal.
 * @throws UserError where the old store's folder holds files that no build wrote.
 */
export function heal(current: string): void {
  const old = oldDir(current)
  refuseForeign(old)
  if (existsSync(old) && !existsSync(current)) renameSync(old, current)
  removeOld(old)
  for (const dir of [current, artifactsDir(current)]) rmSync(nextDir(dir), { recursive: true, force: true })
}

function removeOld(old: string): void {
  if (!existsSync(old)) return
  refuseForeign(old)
  try {
    removeListLast(old)
  } catch (error) {
    if (errorCode(error) !== 'EACCES') throw error
    makeWritable(old)
    removeListLast(old)
  }
}

/** A folder that a kill left half removed must still be known as ours. */
function removeListLast(old: string): void {
  const names = readdirSync(old).filter((name) => name !== SUMS_FILE)
  for (const name of names) rmSync(join(old, name), { recursive: true, force: true })
  rmSync(old, { recursive: true, force: true })
}

/** Somebody may have made folders of a store read-only, and only their owner is asked to remove them. */
function makeWritable(dir: string): void {
  chmodSync(dir, DIR_MODE)
  walk(dir, (path) => {
    chmodSync(join(dir, path), DIR_MODE)
    return true
  })
}
