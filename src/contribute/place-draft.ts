/**
 * Puts a draft under zoo/ as one new folder: all of it, or nothing.
 *
 * It grows in a hidden folder beside zoo/ on the same disk, so that no build ever reads half an entry.
 */
import fs from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { DIR_MODE, errorCode, FILE_MODE, openRegularFile } from '../lib/files.ts'
import { UserError } from '../lib/user-error.ts'
import { idFault } from '../zoo/names.ts'
import { quote } from '../zoo/problem.ts'
import { formatCard } from './card-text.ts'
import type { Draft, DraftFile } from './draft.ts'

/**
 * Copies the files, never links them: whoever edits the source later must not change what is published.
 * @returns the absolute path of the new folder.
 * @throws UserError where the id cannot be one, or zoo/ has such an entry already; nothing is left then.
 */
export function placeDraft(draft: Draft, zooDir: string): string {
  const steps = placeInSteps(draft, zooDir)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/**
 * The same, a few megabytes at a time: yields how many bytes each step copied. Whoever stops half-way calls `return()`, and nothing is
 * left. Files below `ownDir` are nobody's but ours and on the disk of the zoo, such as an unpacked archive: they are moved.
 */
export function* placeInSteps(draft: Draft, zooDir: string, ownDir?: string): Generator<number, string> {
  const fault = idFault(draft.id)
  if (fault !== null) throw new UserError(`The id ${quote(draft.id)} ${fault} Nothing was written.`)
  const taken = takenName(draft.id, zooDir)
  if (taken !== null)
    throw new UserError(
      `There is an entry ${quote(taken)} already. Choose another id with --id, or remove its folder. Nothing was written.`,
    )
  fs.mkdirSync(zooDir, { recursive: true })
  const staging = fs.mkdtempSync(join(dirname(zooDir), '.zoopress-new-'))
  const target = join(zooDir, draft.id)
  try {
    fs.writeFileSync(join(staging, 'README.md'), draft.card ?? formatCard(draft.facts, draft.prose))
    const wanted = usesOf(draft.files)
    for (const file of draft.files) {
      const left = (wanted.get(file.from ?? '') ?? 0) - 1
      wanted.set(file.from ?? '', left)
      const isOurs = ownDir !== undefined && file.from?.startsWith(ownDir + sep) === true
      yield* placeFile(file, join(staging, file.path), isOurs && left === 0)
      yield 0
    }
    fs.chmodSync(staging, DIR_MODE)
    fs.renameSync(staging, target)
    return target
  } finally {
    // After the renaming there is none.
    fs.rmSync(staging, { recursive: true, force: true })
  }
}

/** How often each file is wanted: a cover is a thumbnail, too. */
function usesOf(files: readonly DraftFile[]): Map<string, number> {
  const uses = new Map<string, number>()
  for (const { from = '' } of files) uses.set(from, (uses.get(from) ?? 0) + 1)
  return uses
}

/** The folder of the zoo that has this name, whatever its case; null: none. */
export function takenName(id: string, zooDir: string): string | null {
  if (!fs.existsSync(zooDir)) return null
  return fs.readdirSync(zooDir).find((name) => name.toLowerCase() === id.toLowerCase()) ?? null
}

function* placeFile({ from, text }: DraftFile, to: string, isMoved: boolean): Generator<number> {
  fs.mkdirSync(dirname(to), { recursive: true })
  if (from === undefined) fs.writeFileSync(to, text ?? '', { flag: 'wx' })
  else if (isMoved) fs.renameSync(from, to)
  else if (!isCloned(from, to)) yield* copyFile(from, to)
  fs.chmodSync(to, FILE_MODE)
}

/** A copy that costs nothing, where the disk can make one. */
function isCloned(from: string, to: string): boolean {
  try {
    fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL | fs.constants.COPYFILE_FICLONE_FORCE)
    return true
  } catch (error) {
    if (['EEXIST', 'ENOENT', 'EACCES'].includes(errorCode(error))) throw error
    fs.rmSync(to, { force: true })
    return false
  }
}

const STEP_BYTES = 8 * 1024 * 1024

function* copyFile(from: string, to: string): Generator<number> {
  const source = openRegularFile(from)
  if (source === null) throw new UserError(`${quote(from)} is no regular file any more. Nothing was written.`)
  const target = fs.openSync(to, 'wx')
  try {
    const buffer = Buffer.allocUnsafe(Math.min(STEP_BYTES, Math.max(fs.fstatSync(source).size, 1)))
    for (let count = fs.readSync(source, buffer); count > 0; count = fs.readSync(source, buffer)) {
      for (let done = 0; done < count;) done += fs.writeSync(target, buffer, done, count - done)
      yield count
    }
  } finally {
    fs.closeSync(source)
    fs.closeSync(target)
  }
}
