/** What an install must not trample on: models of the same name, and other data sets of the same number. */
import fs from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../../lib/files.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import type { InstalledPart, InstallRecord } from '../install/record.ts'
import { readRecord } from '../install/read-record.ts'
import { datasetNumber, foldOfCheckpoint, isFold } from './model-names.ts'
import type { ModelFolder } from './zip-layout.ts'

/** What is installed; where from, for telling an update from a stranger. */
export type Origin = Pick<InstalledPart, 'store' | 'id' | 'section' | 'sha256'>

/** One sentence for each reason not to install. */
export function findConflicts(
  folders: readonly ModelFolder[],
  resultsDir: string,
  { origin, force }: { origin: Origin; force: boolean },
): string[] {
  return [
    ...folders.flatMap((folder) => conflictOf(folder, join(resultsDir, folder.to), origin, force) ?? []),
    ...numberConflicts(folders, resultsDir),
  ]
}

function conflictOf({ paths }: ModelFolder, dir: string, origin: Origin, force: boolean): string | null {
  const shown = escapeHidden(dir)
  // First, since it also puts back what a killed run had set aside.
  const record = readRecord(dir)
  const stats = fs.lstatSync(dir, { throwIfNoEntry: false })
  if (stats === undefined) return null
  if (stats.isSymbolicLink())
    return `${shown} is a link. Remove it, or put the folder that it leads to in its place.`
  if (!stats.isDirectory()) return `${shown} is no folder. Move it away.`
  if (fs.readdirSync(dir).length === 0 || isUpdate(record, origin)) return null
  if (!force)
    return `Model already exists at destination: ${shown}. Replace it with --force, or install this one under another number: --as Dataset###_Name.`
  const others = foldsOnDisk(dir).filter(
    (fold) => !paths.some((path) => foldOfCheckpoint(path) === fold) && paths.some(foldOfCheckpoint),
  )
  return others.length === 0
    ? null
    : `${shown} holds ${others.join(', ')}, which the zip does not: nnU-Net would predict with folds of two models. Move ${others.length === 1 ? 'it' : 'them'} away.`
}

/** True where the folder came from the same place; its own files are known, and those that are the person's stay. */
function isUpdate(record: InstallRecord | null, origin: Origin): boolean {
  return (record?.installed ?? []).some(
    ({ store, id, section, sha256 }) =>
      (origin.sha256 !== null && sha256 === origin.sha256) ||
      (store !== '' && store === origin.store && id === origin.id && section === origin.section),
  )
}

function foldsOnDisk(dir: string): string[] {
  return fs
    .readdirSync(dir)
    .filter(isFold)
    .filter((fold) => list(join(dir, fold)).some((name) => foldOfCheckpoint(`${fold}/${name}`) !== null))
    .sort()
}

/** nnU-Net looks data sets up by number: two names with the same one are a RuntimeError of its own. */
function numberConflicts(folders: readonly ModelFolder[], resultsDir: string): string[] {
  const datasets = [...new Set(folders.map(({ to }) => to.split('/')[0]!))]
  const present = list(resultsDir).filter((name) => name.startsWith('Dataset'))
  return datasets.flatMap((name) => {
    const number = datasetNumber(name)!
    const other = present.find((one) => one !== name && one.startsWith(`Dataset${number}_`))
    return other === undefined
      ? []
      : [
          `${escapeHidden(join(resultsDir, other))} has the number ${number} too; nnU-Net would find neither. Install this one under another number: --as Dataset###_Name.`,
        ]
  })
}

function list(dir: string): string[] {
  try {
    return fs.readdirSync(dir)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return []
    throw error
  }
}
