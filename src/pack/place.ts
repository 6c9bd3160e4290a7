/**
 * Puts finished files into the new store. What lies in our cache is shared by hard link; what lies under zoo/ is always copied,
 * so that nobody who edits a model changes what is published.
 */
import fs from 'node:fs'
import type { OwnPlace } from '../lib/artifact-path.ts'
import { FILE_MODE, withRegularFile } from '../lib/files.ts'
import { hashOpenFile, type Digest } from '../lib/hash.ts'
import { linkOrCopy } from '../lib/link.ts'
import { UserError } from '../lib/user-error.ts'

export interface Placement extends Digest {
  /** A file in the cache (`link`) or under zoo/ (`copy`). */
  from: string
  /** Path below the store's address, `/` between components. */
  to: string
  how: 'link' | 'copy'
  /** `to` lies below the artifacts' address instead, and the file in their folder; absent: in the store. */
  isArtifact?: true
}

/** Puts a file where its address says that it lies. */
export function placementAt(place: OwnPlace, file: Omit<Placement, 'to' | 'isArtifact'>): Placement {
  return place.path === null ? { ...file, to: place.artifact, isArtifact: true } : { ...file, to: place.path }
}

/**
 * Makes the new file `to`, in a folder that is there.
 * @throws UserError where a copy is not the file that was read; an EEXIST error where there is such a file already.
 */
export function placeFile(placement: Placement, to: string): void {
  if (placement.how === 'copy') copy(placement, to)
  else linkOrCopy(placement.from, to)
}

function copy(placement: Placement, to: string): void {
  const { COPYFILE_EXCL, COPYFILE_FICLONE } = fs.constants
  fs.copyFileSync(placement.from, to, COPYFILE_EXCL | COPYFILE_FICLONE)
  fs.chmodSync(to, FILE_MODE)
  if (!holds(to, placement)) throw new UserError(changed(placement.from))
}

function holds(path: string, expected: Digest): boolean {
  const found = withRegularFile(path, hashOpenFile)
  return found !== null && found.size === expected.size && found.sha256 === expected.sha256
}

function changed(from: string): string {
  return `${from} changed while the store was built. Let whatever writes it finish, and build again. The last store stands as it was.`
}
