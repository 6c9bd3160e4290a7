/**
 * Unpacks archives into a fresh folder beside the one that they are meant for, after all of them were judged. What is refused is a
 * table in `tests/client/archive/threats.test.ts`.
 */
import { closeSync } from 'node:fs'
import { bytesOfFile } from '../../lib/byte-source.ts'
import { openRegularFile } from '../../lib/files.ts'
import { realPath } from '../../lib/real-path.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import { checkSpace } from '../install/check-space.ts'
import { makeScratch, type Scratch } from '../install/scratch.ts'
import { saidBySystem } from '../install/system-fault.ts'
import type { PublishedFile } from '../store/model.ts'
import { extractArchive } from './extract-archive.ts'
import { LIMITS, type ExtractLimits } from './limits.ts'
import { listArchive, stagedPath, type ListedFile, type ToList } from './list-archive.ts'
import { memberPathFault } from './member-path.ts'
import { ArchiveFault } from './member.ts'
import { Places } from './places.ts'
import { refusalText } from './refusal-text.ts'
import { TreeWriter } from './tree-writer.ts'

export type { ExtractLimits } from './limits.ts'

export interface ArchiveToStage {
  /** On disk. */
  path: string
  /** What messages call it: `weights.tar.gz`. */
  label: string
  /** What the store says that it holds; null: the store does not say. */
  expected: readonly PublishedFile[] | null
  /** Folder below the staging root; the root itself by default. */
  at?: string
}

/** A tree that is complete, and not yet in its place. */
export interface Staged {
  dir: string
  /** Sorted by path, with the sums of what was written. */
  files: PublishedFile[]
  /** Removes it, if it is still there, and folders that were made for it. May be called twice. */
  discard: () => void
}

export interface StageOptions {
  /** Aborted: nothing is left, and its reason is thrown. */
  signal: AbortSignal
  limits?: Partial<ExtractLimits>
  /** Hears of every byte that is written. */
  onBytes?: (count: number) => void
}

interface OpenArchive extends ToList {
  label: string
  files: readonly ListedFile[]
}

/**
 * Unpacks all of them into one fresh folder beside `targetDir`, on the same disk; nothing is left after a fault. Tar (plain or gzip)
 * and zip, told by content. Empty folders are not kept, since lists and records know files alone.
 * @throws UserError with all findings
 */
export async function stageArchives(
  archives: readonly ArchiveToStage[],
  targetDir: string,
  options: StageOptions,
): Promise<Staged> {
  const fds: number[] = []
  try {
    const opened = archives.map((archive, index) => open(archive, index, fds))
    await judge(opened, { ...LIMITS, ...options.limits }, options.signal)
    return await unpack(opened, targetDir, options)
  } finally {
    for (const fd of fds) closeSync(fd)
  }
}

/** `fds` is told of what is to be closed. */
function open({ path, label, expected, at = '' }: ArchiveToStage, index: number, fds: number[]): OpenArchive {
  const fault = at === '' ? null : memberPathFault(at)
  if (fault !== null)
    throw new UserError(`${escapeHidden(label)} cannot be unpacked into ${quote(at)}: that ${fault}`)
  const fd = openRegularFile(realPath(path))
  if (fd === null) throw new UserError(`${path} is not there, or is no file. Nothing was written.`)
  fds.push(fd)
  return { source: bytesOfFile(fd), index, at, expected, label: escapeHidden(label), files: [] }
}

async function judge(
  archives: readonly OpenArchive[],
  limits: ExtractLimits,
  signal: AbortSignal,
): Promise<void> {
  const places = new Places()
  const refusals = []
  for (const archive of archives) {
    const { files, findings } = await listArchive(archive, places, limits, signal)
    archive.files = files
    refusals.push({ label: archive.label, findings })
  }
  if (refusals.some(({ findings }) => findings.length > 0))
    throw new UserError(refusalText(refusals, 'Nothing was written.'))
}

async function unpack(
  archives: readonly OpenArchive[],
  targetDir: string,
  options: StageOptions,
): Promise<Staged> {
  const scratch = makeScratch(targetDir)
  try {
    checkSpace(
      scratch.dir,
      archives.flatMap(({ files }) => files).reduce((sum, { size }) => sum + size, 0),
    )
    const files = await write(archives, scratch, options)
    return { dir: scratch.tree, files, discard: () => scratch.remove() }
  } catch (error) {
    scratch.remove()
    throw saidBySystem(error, `The archive could not be unpacked beside ${targetDir}`)
  }
}

async function write(
  archives: readonly OpenArchive[],
  scratch: Scratch,
  { signal, onBytes }: StageOptions,
): Promise<PublishedFile[]> {
  const writer = new TreeWriter(scratch.tree, onBytes ?? (() => undefined))
  try {
    for (const archive of archives) await extract(archive, writer, signal)
  } finally {
    writer.close()
  }
  return writer.files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function extract(archive: OpenArchive, writer: TreeWriter, signal: AbortSignal): Promise<void> {
  const { at, expected, label } = archive
  const sums = expected && new Map(expected.map((file) => [stagedPath(at, file.path), file.sha256]))
  try {
    await extractArchive({ ...archive, sums }, writer, signal)
  } catch (error) {
    if (!(error instanceof ArchiveFault)) throw error
    const state = 'Nothing was installed, and what was there is as it was.'
    throw new UserError(refusalText([{ label, findings: [error.message] }], state))
  }
}
