/** Versions that the archive folder keeps and no record has: somebody may have removed the record. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../lib/files.ts'
import { idFault } from '../zoo/names.ts'
import type { Problem } from '../zoo/problem.ts'
import type { ArchiveFolder } from './archive-folder.ts'
import type { LockFolder } from './lock-folder.ts'
import type { Locks } from './locks.ts'

const VERSION = /^\d[\d.]*$/

/**
 * Warnings: a folder that several branches share may well be ahead of this one. `next` are entries of which the version may be the next to be
 * recorded, so that it is no business of theirs.
 */
export function unrecordedVersions(
  folder: ArchiveFolder | null,
  locks: Locks,
  next: readonly { id: string; version: string }[] = [],
): Problem[] {
  if (folder === null) return []
  const expected = new Map(next.map(({ id, version }) => [id, version]))
  return keptIds(folder).flatMap((id) => {
    const { lock, problems } = locks.read(id)
    if (problems.length > 0) return []
    const known = new Set([expected.get(id), ...(lock?.versions ?? []).map(({ version }) => version)])
    return keptVersions(folder, id)
      .filter((version) => !known.has(version))
      .map((version): Problem => {
        const file = `${folder.label}/${id}/${version}`
        return { file, message: lost(locks.folder.label, id), severity: 'warning' }
      })
  })
}

/** What is kept of ids that have no record: as long as it stays the same, so do the warnings. */
export function strayFacts(folder: ArchiveFolder | null, { files }: Pick<LockFolder, 'files'>): string[] {
  if (folder === null) return []
  const stray = keptIds(folder).filter((id) => !files.has(id))
  return stray.map((id) => `${id}: ${keptVersions(folder, id).join(' ')}`)
}

function keptIds({ dir }: ArchiveFolder): string[] {
  return folderNames(dir).filter((name) => idFault(name) === null)
}

function keptVersions({ dir }: ArchiveFolder, id: string): string[] {
  return folderNames(join(dir, id)).filter((name) => VERSION.test(name))
}

/** Sorted; none where there is no such folder. */
function folderNames(dir: string): string[] {
  try {
    const items = readdirSync(dir, { withFileTypes: true })
    return items.flatMap((item) => (item.isDirectory() ? [item.name] : [])).sort()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return []
    throw error
  }
}

function lost(label: string, id: string): string {
  return (
    `Files of this version are kept, and ${label}/${id}.json does not record it. Restore the record with git; if a release was cut off, ` +
    'run npm run release again. Otherwise the version may be another branch’s.'
  )
}
