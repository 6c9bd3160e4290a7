/**
 * Puts a staged tree into its place by two renames, so that a kill at any moment leaves one of the two whole:
 *
 *     target → scratch     killed here: the next run renames it back (`heal`)
 *     staged → target      killed here: the next run removes what was set aside
 */
import { chmodSync, lstatSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode, syncDir } from '../../lib/files.ts'
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import type { Staged } from '../archive/stage.ts'
import { keepOwn, type Kept } from './keep-own.ts'
import { listTarget, Recorded, type Found } from './own-files.ts'
import { readRecord } from './read-record.ts'
import type { InstalledPart } from './record.ts'
import { makeScratch, removeEmptied, type Scratch } from './scratch.ts'
import { saidBySystem } from './system-fault.ts'
import { targetFolder } from './target-folder.ts'
import { mergeRecord, writeRecord } from './write-record.ts'

/**
 * Makes `staged` the content of `targetDir` in one step, together with the person's own files and other recorded parts that lie there,
 * and writes the record. After a fault what was there is as it was, and `staged` is discarded.
 * @returns paths of the person's own files that were kept under another name, because `staged` has theirs
 * @throws UserError where something stands in the way, or the system refuses
 */
export function swapIn(staged: Staged, targetDir: string, parts: readonly InstalledPart[]): string[] {
  try {
    const target = targetFolder(targetDir)
    const scratch = makeScratch(target)
    try {
      const { found, kept } = complete(staged, target, parts)
      exchange(staged.dir, target, scratch, { found, kept })
      return kept.beside
    } finally {
      removeScratch(scratch)
      removeEmptied(staged.dir)
    }
  } catch (error) {
    staged.discard()
    throw saidBySystem(error, `${targetDir} could not be replaced`)
  }
}

/** What the system refuses here is left to the next run: it must not hide how the exchange went. */
function removeScratch(scratch: Scratch): void {
  try {
    scratch.remove()
  } catch (error) {
    if (errorCode(error) === '') throw error
  }
}

/** The record, and what is kept of the target, are in the staged tree before it is moved. */
function complete(
  staged: Staged,
  target: string,
  parts: readonly InstalledPart[],
): { found: Found[]; kept: Kept } {
  const record = readRecord(target)
  const found = listTarget(target)
  writeRecord(staged.dir, mergeRecord(record, parts))
  const recorded = new Recorded(record, parts)
  const kept = keepOwn(target, staged.dir, { found, recorded, staged: staged.files })
  const mode = lstatSync(target, { throwIfNoEntry: false })?.mode
  if (mode !== undefined) chmodSync(staged.dir, mode & 0o7777)
  return { found, kept }
}

function exchange(
  tree: string,
  target: string,
  { aside }: Scratch,
  { found, kept }: { found: readonly Found[]; kept: Kept },
): void {
  const replaces = lstatSync(target, { throwIfNoEntry: false }) !== undefined
  try {
    if (replaces) renameSync(target, aside)
    if (replaces) refuseChanged(target, aside, found, kept)
    renameSync(tree, target)
  } catch (error) {
    if (lstatSync(aside, { throwIfNoEntry: false }) !== undefined) renameSync(aside, target)
    throw error instanceof UserError ? error : refused(target, error)
  }
  syncDir(dirname(target))
}

/** What somebody wrote since the target was looked at would be lost with it. */
function refuseChanged(target: string, aside: string, found: readonly Found[], { notShared }: Kept): void {
  const now = listTarget(aside)
  const isSame = (a: Found, b: Found | undefined) =>
    a.path === b?.path &&
    a.stats.ino === b.stats.ino &&
    (!notShared.has(a.path) || (a.stats.size === b.stats.size && a.stats.mtimeNs === b.stats.mtimeNs))
  const changed = now.find((item, index) => !isSame(item, found[index])) ?? found[now.length]
  if (changed === undefined) return
  throw new UserError(
    `${quote(changed.path)} in ${target} was written by another program just now. ` +
      'Stop that program, or wait until it has ended, and run this command again. Nothing was changed.',
  )
}

function refused(target: string, error: unknown): unknown {
  const code = errorCode(error)
  if (code === '') return error
  return new UserError(
    `${target} could not be replaced (${code}). A mounted folder, or on Windows one that a program holds open, cannot be ` +
      'renamed: stop that program, or choose a folder inside the mounted one. What was there is as it was.',
  )
}
