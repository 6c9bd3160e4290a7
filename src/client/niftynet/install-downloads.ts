import { rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../../lib/hash.ts'
import { quote } from '../../zoo/problem.ts'
import { type ArchiveToStage, type Staged, stageArchives } from '../archive/stage.ts'
import { readRecord } from '../install/read-record.ts'
import type { InstalledPart, InstallRecord } from '../install/record.ts'
import { swapIn } from '../install/swap-in.ts'
import { downloadAll } from '../net/download-all.ts'
import type { Downloaded, DownloadListener, Wanted } from '../net/download.ts'
import type { Network } from '../net/network.ts'
import type { PublishedFile, RemoteDownload } from '../store/model.ts'
import type { Download } from './plan.ts'

/** Bars on a terminal. */
export interface Progress extends DownloadListener {
  expect: (files: readonly Wanted[]) => void
  /** What follows is printed where they stood. */
  done: () => void
}

export interface ToInstall {
  /** Without a slash at its end. */
  server: string
  /** Without `_model_zoo`. */
  id: string
  /** Null: the spec has none. */
  version: string | null
  downloads: readonly Download[]
  /** By section, as far as the store says more than the spec. */
  published: ReadonlyMap<string, RemoteDownload>
  /** NiftyNet's, where downloads wait until all of them are there. */
  home: string
  /** Tells the person something. */
  note: (sentence: string) => void
}

/** A section with its archive on the disk. */
interface Arrived {
  section: Download
  archive: Downloaded
  files: readonly PublishedFile[] | null
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
  const files = wanted.downloads.map((section) => toWanted(section, wanted, waitingDir))
  try {
    const arrived = await bringAll(wanted, files, network, progress)
    await unpackAll(arrived, wanted, network.signal)
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
function toWanted({ name, url }: Download, { published, id }: ToInstall, dir: string): Wanted {
  const { urls = [], size = null, sha256: sum = null, fileName = name } = published.get(name) ?? {}
  const key = sha256(JSON.stringify([id, name, url, sum])).slice(0, 32)
  return {
    urls: [...new Set([...urls, url])],
    path: join(dir, `${key}.archive`),
    ...{ size, sha256: sum, label: fileName },
  }
}

async function unpackAll(arrived: readonly Arrived[], wanted: ToInstall, signal: AbortSignal): Promise<void> {
  const staged = await stageAll(arrived, signal)
  try {
    for (const { dir, tree, sections } of staged) {
      const parts = partsOf(wanted, sections, tree.files)
      const kept = swapIn(tree, dir, [...parts, ...emptied(parts, readRecord(dir))])
      for (const path of kept) wanted.note(`What was changed in ${dir} is kept there as ${quote(path)}.`)
    }
  } finally {
    for (const { tree } of staged) tree.discard()
  }
}

interface StagedFolder {
  dir: string
  sections: Arrived[]
  tree: Staged
}

/** One tree for each folder, whatever the number of its sections. */
async function stageAll(arrived: readonly Arrived[], signal: AbortSignal): Promise<StagedFolder[]> {
  const dirs = [...new Set(arrived.map(({ section }) => section.dir))]
  const staged: StagedFolder[] = []
  try {
    for (const dir of dirs) {
      const sections = arrived.filter(({ section }) => section.dir === dir)
      const tree = await stageArchives(sections.map(toArchive), dir, { signal })
      staged.push({ dir, sections, tree })
    }
    return staged
  } catch (error) {
    for (const { tree } of staged) tree.discard()
    throw error
  }
}

function toArchive({ section, archive, files }: Arrived): ArchiveToStage {
  return { path: archive.path, label: section.url, expected: files }
}

/** Files of archives without a published list count for the first of them: nobody else tells them apart. */
function partsOf(
  { server, id, version }: ToInstall,
  sections: readonly Arrived[],
  files: readonly PublishedFile[],
): InstalledPart[] {
  const listed = new Set(sections.flatMap((section) => section.files ?? []).map(({ path }) => path))
  const firstUnlisted = sections.find((section) => section.files === null)
  const unlisted = files.filter(({ path }) => !listed.has(path))
  return sections.map((arrived) => ({
    ...{ store: server, id, version, section: arrived.section.name, sha256: arrived.archive.sha256 },
    files: arrived === firstUnlisted ? unlisted : [...(arrived.files ?? [])],
  }))
}

/**
 * Of a store that has moved, what it had at its old address: without files, so that the record loses them. Other models that share the
 * folder keep theirs.
 */
function emptied(parts: readonly InstalledPart[], record: InstallRecord | null): InstalledPart[] {
  const isMoved = (old: InstalledPart) =>
    parts.some((part) => part.id === old.id && part.section === old.section && part.store !== old.store)
  return (record?.installed ?? []).filter(isMoved).map((old) => ({ ...old, files: [] }))
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
