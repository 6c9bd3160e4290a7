/** Whether what is asked for lies on the disk already. */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import { readRecord } from '../install/read-record.ts'
import type { InstalledPart } from '../install/record.ts'
import type { Model, PublishedFile } from '../store/model.ts'
import { showStore } from '../store/show-store.ts'
import type { Installation, Piece } from './installation.ts'

/** Sums and versions as recorded, sizes as they lie there; to compare every byte is the work of `zoopress verify`. */
export function isInstalled(
  { targetDir, pieces }: Installation,
  model: Pick<Model, 'id' | 'version'>,
  store: string,
): boolean {
  const record = readRecord(targetDir)
  if (record === null) return false
  const mine = record.installed.filter(({ id, version }) => id === model.id && version === model.version)
  return pieces.every((piece) =>
    mine.some(
      (part) => part.section === piece.section && holds(part, piece, store) && isThere(targetDir, part.files),
    ),
  )
}

/** What nobody published a sum of is known by the store alone. */
function holds(part: InstalledPart, piece: Piece, store: string): boolean {
  if (part.sha256 !== null && part.sha256 === piece.sha256) return true
  if (part.sha256 !== null || piece.form !== 'file')
    return part.store === store && part.sha256 === piece.sha256
  const path = piece.at === '' ? piece.fileName : `${piece.at}/${piece.fileName}`
  const file = part.files.find((found) => found.path === path)
  if (file === undefined) return piece.isOptional === true
  return piece.sha256 === null ? part.store === store : piece.sha256 === file.sha256
}

/**
 * Two stores may call different models the same.
 * @throws UserError where another store's model would have to give way
 */
export function refuseOtherStores(
  { targetDir, pieces }: Installation,
  { id }: Pick<Model, 'id'>,
  store: string,
): void {
  const sections = new Set(pieces.map(({ section }) => section))
  const other = readRecord(targetDir)?.installed.find(
    (part) => part.id === id && part.store !== store && sections.has(part.section),
  )
  if (other === undefined) return
  throw new UserError(
    `${escapeHidden(targetDir)} holds ${quote(id)} from another store, ${showStore(other.store)}. ` +
      `Replace it by that of ${showStore(store)} with --force (files of your own stay), or choose another folder with --dest. Nothing was changed.`,
  )
}

export function isThere(dir: string, files: readonly PublishedFile[]): boolean {
  return files.every(({ path, size }) => {
    const stats = lstatSync(join(dir, path), { throwIfNoEntry: false })
    return stats?.isFile() === true && stats.size === size
  })
}
