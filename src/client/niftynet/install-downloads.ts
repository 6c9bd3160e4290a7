import { rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../../lib/hash.ts'
import { refusePlanted } from '../install/refuse-planted.ts'
import { downloadAll } from '../net/download-all.ts'
import type { DownloadListener, Wanted } from '../net/download.ts'
import type { Network } from '../net/network.ts'
import type { RemoteDownload } from '../store/model.ts'
import type { Download } from './plan.ts'
import { type Arrived, type Origin, unpackArchives } from './unpack-archives.ts'

/** Bars on a terminal. */
export interface Progress extends DownloadListener {
  expect: (files: readonly Wanted[]) => void
  /** What follows is printed where they stood. */
  done: () => void
}

export interface ToInstall {
  origin: Origin
  downloads: readonly Download[]
  /** By section, as far as the store says more than the spec. */
  published: ReadonlyMap<string, RemoteDownload>
  /** NiftyNet's, where downloads wait until all of them are there. */
  home: string
  /** Tells the person something. */
  note: (sentence: string) => void
}

/**
 * Brings all archives, then unpacks them, then puts each folder in its place: until all are there and judged, nothing of what was
 * installed before changes. What has come of a broken download is kept for the next run.
 * @throws UserError
 */
export async function installDownloads(
  wanted: ToInstall,
  network: Network,
  progress: Progress | null,
): Promise<void> {
  const waitingDir = join(wanted.home, '.downloads_parts')
  refusePlanted(waitingDir)
  const files = wanted.downloads.map((section) => toWanted(section, wanted, waitingDir))
  try {
    const arrived = await bringAll(wanted, files, network, progress)
    const kept = await unpackArchives(arrived, wanted.origin, network.signal)
    for (const sentence of kept) wanted.note(sentence)
    removeFiles(files, waitingDir)
  } catch (error) {
    // What nobody can vouch for is of no use to the next run.
    removeFiles(
      files.filter((file) => file.sha256 === null),
      waitingDir,
    )
    throw error
  }
}

async function bringAll(
  { downloads, published }: ToInstall,
  files: readonly Wanted[],
  network: Network,
  progress: Progress | null,
): Promise<Arrived[]> {
  progress?.expect(files)
  try {
    const archives = await downloadAll(files, network, progress === null ? {} : { listener: progress })
    return downloads.map((section, index) => ({
      section,
      archive: archives[index]!,
      files: published.get(section.name)?.files ?? null,
    }))
  } finally {
    progress?.done()
  }
}

/** The address below the server that was asked comes first: specs still name the old one when a store has moved. */
function toWanted({ name, url }: Download, { published, origin }: ToInstall, dir: string): Wanted {
  const { urls = [], size = null, sha256: sum = null, fileName = name } = published.get(name) ?? {}
  const key = sha256(JSON.stringify([origin.id, name, url, sum])).slice(0, 32)
  return {
    urls: [...new Set([...urls, url])],
    namedBy: origin.store,
    path: join(dir, `${key}.archive`),
    ...{ size, sha256: sum, label: fileName },
  }
}

/** Their folder goes, too, unless another command downloads there, or a broken download waits to be taken up. */
function removeFiles(files: readonly Wanted[], dir: string): void {
  for (const { path } of files) rmSync(path, { force: true })
  try {
    rmdirSync(dir)
  } catch {
    // Then it stays.
  }
}
