/** Puts the archives of a release into the archive folder, where later builds find them. */
import fs from 'node:fs'
import { dirname, join } from 'node:path'
import { FILE_MODE, makePublicDir, withRegularFile } from '../lib/files.ts'
import { hashFile, hashOpenFile } from '../lib/hash.ts'
import { UserError } from '../lib/user-error.ts'
import type { Placement } from '../pack/place.ts'
import { ownArchives, type ArchiveFolder } from './archive-folder.ts'
import { ASIDE } from './lock-folder.ts'
import type { PlannedRelease } from './plan-release.ts'

/**
 * Copies, which disks that can share the bytes: whoever works in the folder must not change the cache. What is there already is kept.
 * @throws UserError where other bytes lie there; nothing was released then, and what was copied serves the next time.
 */
export function keepArchives(
  releases: readonly PlannedRelease[],
  placements: readonly Placement[],
  folder: ArchiveFolder,
): void {
  const from = new Map(placements.map((placement) => [placement.to, placement]))
  for (const { after } of releases) {
    for (const { path } of ownArchives(after)) {
      const placement = from.get(path)
      if (placement === undefined) throw new Error(`${path} was not packed.`)
      keep(placement, folder)
    }
  }
}

function keep({ from, to, size, sha256 }: Placement, { dir, label }: ArchiveFolder): void {
  const target = join(dir, to)
  const known = withRegularFile(target, hashOpenFile)
  if (known?.size === size && known.sha256 === sha256) return
  if (fs.lstatSync(target, { throwIfNoEntry: false }) !== undefined)
    throw new UserError(
      `${label}/${to} is there already, and is not the archive that is to be released. Move it away, and release again. Nothing was released.`,
    )
  makePublicDir(dirname(target))
  const aside = join(dirname(target), `${ASIDE}${sha256.slice(0, 16)}`)
  fs.rmSync(aside, { force: true })
  fs.copyFileSync(from, aside, fs.constants.COPYFILE_EXCL | fs.constants.COPYFILE_FICLONE)
  fs.chmodSync(aside, FILE_MODE)
  if (hashFile(aside).sha256 !== sha256)
    throw new UserError(`${from} changed while it was copied. Release again. Nothing was released.`)
  fs.renameSync(aside, target)
}
