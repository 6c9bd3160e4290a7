/** Puts the archives of a release into the archive folder, where later builds find them. */
import fs from 'node:fs'
import { dirname, join } from 'node:path'
import { FILE_MODE, makePublicDir, syncDir, syncFile, withRegularFile } from '../lib/files.ts'
import { hashFile, hashOpenFile } from '../lib/hash.ts'
import { UserError } from '../lib/user-error.ts'
import type { Placement } from '../pack/place.ts'
import { releasedFiles } from '../store.ts'
import type { ArchiveFolder } from './archive-folder.ts'
import { ASIDE, sweepAside } from './lock-folder.ts'
import type { PlannedRelease } from './plan-release.ts'

/**
 * Copies, which disks that can share the bytes: whoever works in the folder must not change the cache. What is there already is kept.
 * @throws UserError where other bytes lie there; nothing was released then, and what was copied serves the next time.
 */
export function keepArchives(
  releases: readonly Pick<PlannedRelease, 'after'>[],
  placements: readonly Placement[],
  folder: ArchiveFolder,
): void {
  const from = new Map(placements.map((placement) => [placement.to, placement]))
  const folders = new Set<string>()
  for (const { after } of releases) {
    for (const { path } of releasedFiles(after)) {
      const placement = from.get(path)
      if (placement === undefined) throw new Error(`${path} was not packed.`)
      keep(placement, folder)
      for (const above of foldersOf(path)) folders.add(above)
    }
  }
  // The record is written after this: it must not outlive the files over a power cut.
  for (const above of folders) syncDir(join(folder.dir, above))
}

/** `liver/1.0/weights.tar.gz` lies in `liver/1.0`, `liver` and `.`. */
function foldersOf(path: string): string[] {
  const above = dirname(path)
  return above === '.' ? ['.'] : [above, ...foldersOf(above)]
}

function keep({ from, to, size, sha256 }: Placement, { dir, label }: ArchiveFolder): void {
  const target = join(dir, to)
  const known = withRegularFile(target, hashOpenFile)
  // A killed release may have left it a moment ago.
  if (known?.size === size && known.sha256 === sha256) {
    syncFile(target)
    return
  }
  if (fs.lstatSync(target, { throwIfNoEntry: false }) !== undefined)
    throw new UserError(
      `${label}/${to} is there already, and is not the archive that is to be released. Move it away, and release again. Nothing was released.`,
    )
  makePublicDir(dirname(target))
  sweepAside(dirname(target))
  const aside = join(dirname(target), `${ASIDE}${sha256.slice(0, 16)}`)
  try {
    copyWhole({ from, sha256 }, aside)
    fs.renameSync(aside, target)
  } catch (error) {
    fs.rmSync(aside, { force: true })
    throw error
  }
}

function copyWhole({ from, sha256 }: Pick<Placement, 'from' | 'sha256'>, to: string): void {
  fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL | fs.constants.COPYFILE_FICLONE)
  fs.chmodSync(to, FILE_MODE)
  if (hashFile(to).sha256 !== sha256)
    throw new UserError(`${from} changed while it was copied. Release again. Nothing was released.`)
  syncFile(to)
}
