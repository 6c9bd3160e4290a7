/** Whether what is asked for lies on the disk already. */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { readRecord } from '../install/read-record.ts'
import type { InstalledPart } from '../install/record.ts'
import type { Model, PublishedFile } from '../store/model.ts'
import type { Installation, Piece } from './installation.ts'

/** Sums and versions as recorded, sizes as they lie there; to compare every byte is the work of `zoopress verify`. */
export function isInstalled(
  { targetDir, pieces }: Installation,
  model: Pick<Model, 'id' | 'version'>,
): boolean {
  const record = readRecord(targetDir)
  if (record === null) return false
  const mine = record.installed.filter(({ id, version }) => id === model.id && version === model.version)
  return pieces.every((piece) =>
    mine.some(
      (part) => part.section === piece.section && holds(part, piece) && isThere(targetDir, part.files),
    ),
  )
}

function holds(part: InstalledPart, piece: Piece): boolean {
  if (part.sha256 !== null || piece.form !== 'file') return part.sha256 === piece.sha256
  const path = piece.at === '' ? piece.fileName : `${piece.at}/${piece.fileName}`
  const file = part.files.find((found) => found.path === path)
  if (file === undefined) return piece.isOptional === true
  return piece.sha256 === null || piece.sha256 === file.sha256
}

export function isThere(dir: string, files: readonly PublishedFile[]): boolean {
  return files.every(({ path, size }) => {
    const stats = lstatSync(join(dir, path), { throwIfNoEntry: false })
    return stats?.isFile() === true && stats.size === size
  })
}
