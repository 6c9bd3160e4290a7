/**
 * Installs a zip of trained models into nnU-Net's results folder, where nnU-Net's own importer unpacks it without looking: first its list is
 * judged, then it is unpacked aside, its checkpoints are read, and each training is swapped in whole.
 */
import fs from 'node:fs'
import { basename, join } from 'node:path'
import { withFile } from '../../lib/byte-source.ts'
import { hashFile } from '../../lib/hash.ts'
import { UserError } from '../../lib/user-error.ts'
import { FormatError } from '../../inspect/finding.ts'
import { readZipRecords } from '../../inspect/zip/records.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { stageArchives } from '../archive/stage.ts'
import type { InstalledPart } from '../install/record.ts'
import type { PublishedFile } from '../store/model.ts'
import type { Surroundings } from '../surroundings.ts'
import { findConflicts } from './existing-models.ts'
import { plansIn } from './plans-imports.ts'
import { scanModels } from './scan-models.ts'
import { putFolders } from './put-folders.ts'
import { readZipLayout, type ZipLayout } from './zip-layout.ts'

export interface InstallOptions {
  resultsDir: string
  /** Replaces trainings that are there already; what else lies in their folders stays. */
  force: boolean
  /** What the store says of the zip's files; null: nobody does. */
  expected: readonly PublishedFile[] | null
  /** Where the zip comes from; null: a file of the person's own. */
  record: Omit<InstalledPart, 'files'> | null
  surroundings: Surroundings
  /** What stands above the zip's top: see `readZipLayout`. */
  as?: string
  /** Imports of checkpoints that the person vouches for, as `module.name`. */
  allowedImports?: ReadonlySet<string>
}

/**
 * The folders that were installed, below `resultsDir`, sorted. Trainings of one zip are swapped in one after the other: a kill between two
 * leaves whole trainings, and running it again finishes the rest.
 * @throws UserError with everything that is wrong; then nothing was installed.
 */
export async function installZip(zipPath: string, options: InstallOptions): Promise<string[]> {
  const { resultsDir, surroundings } = options
  const layout = readZipLayout(listZip(zipPath), options.as)
  const record = options.record ?? ownRecord(zipPath, layout)
  refuseConflicts(layout, record, options)
  const archive = { path: zipPath, label: basename(zipPath), expected: options.expected }
  const staged = await stageArchives([archive], stagingTarget(layout, resultsDir), {
    signal: surroundings.signal,
  })
  try {
    const toScan = { dir: staged.dir, files: staged.files, plans: plansIn(layout) }
    scanModels(toScan, options.allowedImports ?? new Set())
    putFolders(staged, layout, { resultsDir, record, surroundings })
    for (const [from, to] of layout.notes)
      putNote(join(staged.dir, from), join(resultsDir, to), options.force)
  } finally {
    staged.discard()
  }
  return layout.folders.map(({ to }) => to).sort()
}

function listZip(zipPath: string): string[] {
  const shown = escapeHidden(zipPath)
  if (!fs.existsSync(zipPath)) throw new UserError(`There is no ${shown}. Nothing was installed.`)
  try {
    const names = withFile(fs.realpathSync.native(zipPath), (bytes) =>
      readZipRecords(bytes).map(({ name }) => name.replace(/^(\.\/)+/, '')),
    )
    if (names !== null) return names
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new UserError(
      `${shown}: ${error.message} It was cut short, or it is no plain zip. Fetch it again, or pack it again. Nothing was installed.`,
    )
  }
  throw new UserError(`${shown} is no file. Nothing was installed.`)
}

/** A file of one's own has no store; its sum tells whether the same was installed before. */
function ownRecord(zipPath: string, { folders }: ZipLayout): Omit<InstalledPart, 'files'> {
  const id = folders[0]!.to.split('/')[0]!
  return { store: '', id, version: null, section: id, sha256: hashFile(zipPath).sha256 }
}

function refuseConflicts(
  { folders }: ZipLayout,
  origin: Omit<InstalledPart, 'files'>,
  { resultsDir, force }: InstallOptions,
): void {
  const conflicts = findConflicts(folders, resultsDir, { origin, force })
  if (conflicts.length > 0) throw new UserError([...conflicts, 'Nothing was installed.'].join('\n'))
}

/** A data set's folder may be a link to another disk, and files are staged on the disk that they are moved on. */
function stagingTarget({ folders }: ZipLayout, resultsDir: string): string {
  const datasetDir = join(resultsDir, folders[0]!.to.split('/')[0]!)
  const isThere = fs.statSync(datasetDir, { throwIfNoEntry: false })?.isDirectory() ?? false
  return isThere ? join(fs.realpathSync.native(datasetDir), folders[0]!.to.split('/')[1]!) : datasetDir
}

/** Notes on a data set are for people; nobody's own are written over without --force. */
function putNote(from: string, to: string, force: boolean): void {
  if (force || !fs.existsSync(to)) fs.renameSync(from, to)
}
