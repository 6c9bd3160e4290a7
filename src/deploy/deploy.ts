/**
 * Brings a store to the place where it is served: what is new or changed, in an order that never shows a document before what it names. A run
 * that ends early, however it ends, leaves a place that the next run goes on with.
 */
import { OWN_FILE } from '../lib/foreign.ts'
import { mapLimit } from '../lib/map-limit.ts'
import { UserError } from '../lib/user-error.ts'
import type { Progress } from '../publish/progress.ts'
import { ASKED_AT_ONCE, compareFiles, refuseChanged, type Compared } from './compare.ts'
import { readPlan, unlistedPaths, type DeployFile, type DeployFolder } from './plan.ts'
import { stalePages } from './stale-pages.ts'
import type { Listed, Target } from './target.ts'

export interface DeployInput {
  folder: DeployFolder
  target: Target
  /** Remove pages and documents that the store has no more. */
  deletePages: boolean
  /** Only find out what would be done: nothing is put and nothing removed. */
  isDryRun: boolean
  progress: Progress
}

export interface Deployed {
  /** All of the folder. */
  files: number
  put: number
  /** Of what was put. */
  bytes: number
  removed: number
  /** Pages and documents that the store has no more, and that were left there. */
  stale: number
  /** What lies in the folder, is no file of the store, and was left out. */
  unlisted: string[]
}

const AT_ONCE = 4

/** @throws UserError where the folder is not whole, a published archive has other bytes, or the target refuses. */
export async function deploy(input: DeployInput): Promise<Deployed> {
  const { folder, target, deletePages, isDryRun, progress } = input
  progress.step('Checking')
  const files = readPlan(folder, progress.bytes)
  progress.step('Comparing', { entries: files.length, unit: 'file' })
  const there = await target.list()
  if (folder.kind === 'artifacts') refusePages(there, target.label)
  const compared = await compareFiles(files, there, target, progress.entry)
  const wanted = compared.filter(({ state }) => state !== 'same')
  const bytes = bytesOf(wanted)
  if (!isDryRun) await upload({ files, wanted, there }, target, progress)
  // A folder of archives has no pages.
  const stale = folder.kind === 'site' ? await stalePages(files, [...there.keys()], target) : []
  if (deletePages && !isDryRun) await mapLimit(stale, ASKED_AT_ONCE, (path) => target.remove(path))
  const removed = deletePages ? stale.length : 0
  return {
    ...{ files: files.length, put: wanted.length, bytes, removed, stale: stale.length - removed },
    unlisted: unlistedPaths(folder, files),
  }
}

interface Upload {
  files: readonly DeployFile[]
  /** Of these, what is not there as it is here. */
  wanted: readonly Compared[]
  there: ReadonlyMap<string, Listed>
}

async function upload({ files, wanted, there }: Upload, target: Target, progress: Progress): Promise<void> {
  progress.step('Uploading', { entries: wanted.length, bytes: bytesOf(wanted), unit: 'file' })
  const tags = new Map([...there].map(([path, { tag }]) => [path, tag]))
  await putAll(wanted, tags, target, progress)
  if (wanted.length > 0) await refuseChanged(files, tags, target)
}

function bytesOf(wanted: readonly Compared[]): number {
  return wanted.reduce((sum, { file }) => sum + file.size, 0)
}

/** Phase by phase; `tags` gets those of what was put. */
async function putAll(
  wanted: readonly Compared[],
  tags: Map<string, string>,
  target: Target,
  progress: Progress,
): Promise<void> {
  const phases = new Set(wanted.map(({ file }) => file.phase))
  for (const phase of [...phases].sort((a, b) => a - b)) {
    const together = wanted.filter(({ file }) => file.phase === phase)
    await mapLimit(together, AT_ONCE, async ({ file, state }) => {
      progress.entry(file.path)
      const isNew = file.isArchive && state === 'absent'
      tags.set(file.path, await target.put(file, { onBytes: progress.bytes, isNew }))
    })
  }
}

/** Both have a SHA256SUMS at their top, and whoever comes last would write over the other's. */
function refusePages(there: ReadonlyMap<string, Listed>, label: string): void {
  if (there.has(OWN_FILE))
    throw new UserError(
      `${label} holds the pages of a store, and archives that lie apart have a list of sums of their own. Name another place for them, such as ${label}/archives, and say so under "artifacts" in the store's card. Nothing was uploaded.`,
    )
}
