/** Whether what lies at a path is what a store published: by the record of its installation, or by its sum alone. */
import { lstatSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { walk } from '../../lib/walk.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { readRecord } from '../install/read-record.ts'
import type { InstallRecord, InstalledPart } from '../install/record.ts'
import { cleanAddress } from '../store/addresses.ts'
import type { OpenStore } from '../store/model.ts'
import { UsageError } from '../usage-error.ts'
import { askStore, type StoreAnswer } from './ask-store.ts'
import { compareFolder, recordedBytes, type FolderVerdict } from './compare-folder.ts'
import { findRecords, recordAbove } from './find-records.ts'
import { hashInTurns } from './hash-in-turns.ts'
import { identify } from './identify.ts'

export interface VerifyOptions {
  /** Where sums without a record are looked up. */
  stores?: readonly string[]
  /** Asked instead of the store that a record names: a mirror, or the same store at another address. */
  instead?: string | null
  /** Opens each store once. */
  open: (address: string) => Promise<OpenStore>
  signal: AbortSignal
  /** `bytes` will be read for `label`; then how many were. */
  onFile?: (label: string, bytes: number) => { bytes: (count: number) => void; end: () => void }
}

export interface InstalledVerdict extends FolderVerdict {
  /** Of each part. */
  answers: StoreAnswer[]
  /** Which store gave them, where it is not the one that the record names. */
  asked?: string
}

export interface FileVerdict {
  path: string
  sha256: string
  /** Null: none of the stores knows it. */
  known: { store: string; what: string } | null
}

export interface PathVerdict {
  /** Folders that something was installed into. */
  installed: InstalledVerdict[]
  /** Files without a record. */
  files: FileVerdict[]
  /** Stores that could not be asked about the files. */
  silent: string[]
}

const MOST_FILES = 10_000

/** @throws UserError where there is no such path, or nothing to go by */
export async function verifyPath(path: string, options: VerifyOptions): Promise<PathVerdict> {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw new UserError(`${escapeHidden(path)}: there is no such file or folder.`)
  if (stats.isFile()) return verifyFile(path, options)
  const dirs = findRecords(path)
  if (dirs.length === 0) {
    const files = filesIn(path)
    if (files.length === 0) throw new UserError(`${escapeHidden(path)} holds no files to verify.`)
    return verifyFiles(files, options)
  }
  const installed: InstalledVerdict[] = []
  for (const dir of dirs) installed.push(await verifyFolder(dir, options))
  return { installed, files: [], silent: [] }
}

async function verifyFile(path: string, options: VerifyOptions): Promise<PathVerdict> {
  const dir = recordAbove(path)
  const record = dir === null ? null : readRecord(dir)
  if (dir === null || record === null) return verifyFiles([path], options)
  const below = relative(dir, path).split(sep).join('/')
  const part = record.installed.find(({ files }) => files.some((file) => file.path === below))
  if (part === undefined) return verifyFiles([path], options)
  const own: InstallRecord = { ...record, installed: [part] }
  return { installed: [await compareAndAsk(dir, own, options, below)], files: [], silent: [] }
}

async function verifyFolder(dir: string, options: VerifyOptions): Promise<InstalledVerdict> {
  const record = readRecord(dir)
  if (record === null)
    throw new UserError(`${escapeHidden(dir)}: the record of its installation has just gone.`)
  return compareAndAsk(dir, record, options)
}

async function compareAndAsk(
  dir: string,
  record: InstallRecord,
  { open, instead = null, signal, onFile }: VerifyOptions,
  only?: string,
): Promise<InstalledVerdict> {
  const shown = onFile?.(dir, recordedBytes(record))
  const verdict = await compareFolder(dir, record, { signal, onBytes: (count) => shown?.bytes(count) }, only)
  shown?.end()
  const answers: StoreAnswer[] = []
  for (const part of record.installed) answers.push(await answerOn(part, instead, { open, signal }))
  return { ...verdict, answers, ...(instead !== null && { asked: instead }) }
}

/** A zip of the person's own was installed from no store. */
async function answerOn(
  part: InstalledPart,
  instead: string | null,
  { open, signal }: Pick<VerifyOptions, 'open' | 'signal'>,
): Promise<StoreAnswer> {
  const why =
    part.store === '' ? 'It comes from a file, and from no store.' : 'The record names no address of a store.'
  if (instead === null && !isStore(part.store)) return { state: 'unknown', newest: null, why }
  return askStore(part, () => open(instead ?? part.store), signal)
}

/** Whoever made the folder made its record, too: what it names must be what an installation would have written. */
function isStore(store: string): boolean {
  try {
    return /^(https?|file):\/\//i.test(store) && cleanAddress(store) !== ''
  } catch (error) {
    if (error instanceof UsageError) return false
    throw error
  }
}

function filesIn(dir: string): string[] {
  const files = walk(dir, (path) => path.split('/').length < 20).filter(({ kind }) => kind === 'file')
  if (files.length <= MOST_FILES) return files.map(({ path }) => join(dir, path))
  throw new UserError(`${escapeHidden(dir)} holds more than ${MOST_FILES} files. Name those that you mean.`)
}

async function verifyFiles(paths: readonly string[], options: VerifyOptions): Promise<PathVerdict> {
  if ((options.stores ?? []).length === 0)
    throw new UserError(
      `${escapeHidden(paths[0] ?? 'The folder')}: no record says where it comes from. Name the store with --store ADDRESS, or set MODEL_STORE_URL.`,
    )
  const files: FileVerdict[] = []
  for (const path of paths) files.push({ path, sha256: await sumOf(path, options), known: null })
  return { installed: [], files, silent: await lookUp(files, options) }
}

async function sumOf(path: string, { signal, onFile }: VerifyOptions): Promise<string> {
  const shown = onFile?.(path, lstatSync(path).size)
  const digest = await hashInTurns(path, { signal, onBytes: (count) => shown?.bytes(count) })
  shown?.end()
  if (digest === null)
    throw new UserError(`${escapeHidden(path)} is a link, or no file. Name what it leads to.`)
  return digest.sha256
}

/** Gives what the stores said that could not be asked. */
async function lookUp(files: FileVerdict[], { stores = [], open, signal }: VerifyOptions): Promise<string[]> {
  const silent: string[] = []
  for (const address of stores) {
    const unknown = files.filter(({ known }) => known === null)
    if (unknown.length === 0) break
    try {
      const store = await open(address)
      const sums = new Set(unknown.map(({ sha256 }) => sha256))
      const found = await identify(
        sums,
        store,
        unknown.map(({ path }) => path),
      )
      for (const file of unknown) {
        const what = found.get(file.sha256)
        if (what !== undefined) file.known = { store: store.url, what }
      }
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof UserError)) throw error
      silent.push(error.message)
    }
  }
  return silent
}
