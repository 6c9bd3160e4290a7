/**
 * The folder that keeps the files of released versions, as `<id>/<version>/<file>`, for builds that publish them again. Nothing in it is
 * trusted: each file is hashed once, and must be what was released.
 */
import fs from 'node:fs'
import { join } from 'node:path'
import { withRegularFile } from '../lib/files.ts'
import { hashOpenFile } from '../lib/hash.ts'
import type { Ledger } from '../lib/ledger.ts'
import { visitAll } from '../lib/walk.ts'
import type { Placement } from '../pack/place.ts'
import { releasedFiles, type ReleasedVersion } from '../store.ts'
import { Facts } from '../zoo/facts.ts'
import type { Problem } from '../zoo/problem.ts'

export interface ArchiveFolder {
  /** Absolute path. */
  dir: string
  /** What problems call it: `archive`. */
  label: string
}

export interface ArchivedFiles {
  /** Paths below the store's address, sorted. */
  archived: string[]
  placements: Placement[]
  problems: Problem[]
}

/** Verified files of these versions; `ledger` remembers sums, under names that no file of an entry can have. */
export function readArchived(
  id: string,
  versions: readonly ReleasedVersion[],
  folder: ArchiveFolder,
  ledger: Ledger,
): ArchivedFiles {
  const found: ArchivedFiles = { archived: [], placements: [], problems: [] }
  for (const version of versions) {
    for (const { path, size, sha256 } of releasedFiles(version)) {
      const from = join(folder.dir, path)
      const sum = readSum(from, `${id}/@archive/${path}`, ledger)
      const message =
        sum === null ? missing(version) : sum.size === size && sum.sha256 === sha256 ? null : wrong(version)
      if (message !== null)
        found.problems.push({ file: `${folder.label}/${path}`, message, severity: 'error' })
      found.archived.push(path)
      // A copy: whoever works in the folder must not change what is published.
      found.placements.push({ from, to: path, how: 'copy', size, sha256 })
    }
  }
  found.archived.sort()
  return found
}

function readSum(path: string, name: string, ledger: Ledger): { size: number; sha256: string } | null {
  return withRegularFile(path, (fd) => {
    const since = Date.now()
    const facts = fs.fstatSync(fd)
    const known = ledger.digest(name, facts)
    if (known !== null) return { size: facts.size, sha256: known }
    const found = hashOpenFile(fd)
    ledger.note(name, facts, found.sha256, since)
    return found
  })
}

function missing({ version, date }: ReleasedVersion): string {
  return `This file of version ${version}, released on ${date}, is missing. Put it there, as the published store has it under the same path, or withdraw the version (npm run release -- --yank).`
}

function wrong({ version, date }: ReleasedVersion): string {
  return `This is not the file of version ${version} that was released on ${date}: its bytes are others. Restore it, as the published store has it under the same path.`
}

/** Stands for all that the disk says of an entry's archives, and when one of them last changed. */
export function archiveFacts({ dir }: ArchiveFolder, id: string): { facts: string; changedMs: number } {
  const facts = new Facts()
  const path = join(dir, id)
  if (fs.lstatSync(path, { throwIfNoEntry: false })?.isDirectory())
    visitAll(path, (name, _kind, stats) => {
      if (stats !== undefined) facts.add(name, stats)
      return !name.includes('/')
    })
  return { facts: facts.seal(), changedMs: facts.changedMs }
}
