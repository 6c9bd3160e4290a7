/** Unpacks what was downloaded, and puts it in its place in one step. */
import { copyFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { errorCode, makeDir } from '../../lib/files.ts'
import { stageArchives, type Staged } from '../archive/stage.ts'
import type { InstalledPart } from '../install/record.ts'
import { swapIn } from '../install/swap-in.ts'
import type { Downloaded, Wanted } from '../net/download.ts'
import type { PublishedFile } from '../store/model.ts'
import { isArchive } from './archive-name.ts'
import type { GetListener } from './fetch-pieces.ts'
import type { Installation, Piece } from './installation.ts'

/** Where an installation comes from. */
export type Origin = Pick<InstalledPart, 'store' | 'id' | 'version'>

interface Arrived {
  piece: Piece
  download: Downloaded
}

/** A tree that is complete, for one folder. */
export interface StagedInstallation {
  targetDir: string
  staged: Staged
  parts: InstalledPart[]
}

/** Unpacks and checks, beside the folder that it is for; nothing is left after a fault. @throws UserError with all that is wrong */
export async function stageInstallation(
  { targetDir, pieces }: Installation,
  downloaded: readonly (Downloaded | null)[],
  origin: Origin,
  options: { signal: AbortSignal; listener?: GetListener },
): Promise<StagedInstallation> {
  const arrived = pieces.flatMap((piece, index): Arrived[] => {
    const download = downloaded[index]
    return download ? [{ piece, download }] : []
  })
  const archives = arrived.filter(isPacked)
  const staged = await unpack(archives, targetDir, options)
  try {
    const single = arrived.filter((one) => !archives.includes(one)).map((one) => place(one, staged.dir))
    staged.files.push(...single)
    return { targetDir, staged, parts: partsOf(pieces, staged.files, origin) }
  } catch (error) {
    staged.discard()
    throw error
  }
}

/** Puts each tree in its place; gives the person's own files that had to be kept under another name, since the model has theirs. */
export function swapInAll(installations: readonly StagedInstallation[]): string[] {
  try {
    return installations.flatMap(({ targetDir, staged, parts }) =>
      swapIn(staged, targetDir, parts).map((path) => join(targetDir, path)),
    )
  } finally {
    for (const { staged } of installations) staged.discard()
  }
}

function isPacked({ piece, download }: Arrived): boolean {
  return piece.form === 'archive' || (piece.form === 'either' && isArchive(download.path, piece.fileName))
}

async function unpack(
  archives: readonly Arrived[],
  targetDir: string,
  { signal, listener }: { signal: AbortSignal; listener?: GetListener },
): Promise<Staged> {
  const shown = unpacking(archives)
  listener?.done?.()
  if (shown !== null) listener?.begin(shown, 0, shown.size)
  const staged = await stageArchives(
    archives.map(({ piece, download }) => ({
      path: download.path,
      label: piece.fileName,
      expected: piece.files,
      at: piece.at,
    })),
    targetDir,
    { signal, onBytes: (count) => shown !== null && listener?.bytes(shown, count) },
  )
  if (shown !== null) listener?.end(shown)
  return staged
}

/** Unpacking is shown as one more file on its way; null: it takes no time that anybody would notice. */
function unpacking(archives: readonly Arrived[]): Wanted | null {
  const sizes = archives.flatMap(({ piece }) => piece.files?.map(({ size }) => size) ?? null)
  const size = sizes.includes(null) ? null : sizes.reduce<number>((sum, one) => sum + one!, 0)
  const packed = archives.reduce((sum, { download }) => sum + download.size, 0)
  if (Math.max(size ?? 0, packed) < LEAST_SHOWN) return null
  return { urls: [], path: '', sha256: null, size, label: 'unpacking' }
}

/** Bytes; a tenth of a second's work. */
const LEAST_SHOWN = 10_000_000

/** A file that is no archive, under its own name. */
function place({ piece, download }: Arrived, stagingDir: string): PublishedFile {
  const path = piece.at === '' ? piece.fileName : `${piece.at}/${piece.fileName}`
  const placed = join(stagingDir, path)
  makeDir(dirname(placed))
  try {
    renameSync(download.path, placed)
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error
    copyFileSync(download.path, placed)
  }
  return { path, size: download.size, sha256: download.sha256 }
}

/** One part a section; the files of a section lie below its folder, or are all that there is. */
function partsOf(pieces: readonly Piece[], files: readonly PublishedFile[], origin: Origin): InstalledPart[] {
  const sections = new Map(pieces.map((piece) => [piece.section, piece]))
  return [...sections.values()].map((piece) => ({
    ...origin,
    section: piece.section,
    sha256: piece.form === 'file' ? null : piece.sha256,
    files: sections.size === 1 ? [...files] : files.filter(({ path }) => path.startsWith(`${piece.at}/`)),
  }))
}
