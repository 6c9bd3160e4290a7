/**
 * Brings a store to the place where it is served: what is new or changed, in an order that never shows a document before what it names. A run
 * that ends early, however it ends, leaves a place that the next run goes on with.
 */
import { SUMS_FILE } from '../lib/foreign.ts'
import { mapLimit } from '../lib/map-limit.ts'
import { UserError } from '../lib/user-error.ts'
import type { Progress } from '../publish/progress.ts'
import { quote } from '../zoo/problem.ts'
import { readPlan, type DeployFile, type DeployFolder } from './plan.ts'
import type { Target } from './target.ts'

export interface DeployInput {
  folder: DeployFolder
  target: Target
  /** Remove pages and documents that the store has no more. */
  deletePages: boolean
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
}

const AT_ONCE = 4
/** Small questions. */
const ASKED_AT_ONCE = 16

/** @throws UserError where the folder is not whole, a published archive has other bytes, or the target refuses. */
export async function deploy({ folder, target, deletePages, progress }: DeployInput): Promise<Deployed> {
  progress.step('Checking')
  const files = readPlan(folder, progress.bytes)
  progress.step('Comparing', { entries: files.length, unit: 'file' })
  const there = await target.list()
  const wanted = await changedFiles(files, there, target, progress)
  const bytes = wanted.reduce((sum, { size }) => sum + size, 0)
  progress.step('Uploading', { entries: wanted.length, bytes, unit: 'file' })
  for (const phase of [...new Set(wanted.map(({ phase }) => phase))].sort((a, b) => a - b)) {
    await mapLimit(
      wanted.filter((file) => file.phase === phase),
      AT_ONCE,
      async (file) => {
        progress.entry(file.path)
        await target.put(file, progress.bytes)
      },
    )
  }
  const stale = await stalePages(files, there, target)
  if (deletePages) await mapLimit(stale, ASKED_AT_ONCE, (path) => target.remove(path))
  const removed = deletePages ? stale.length : 0
  return { files: files.length, put: wanted.length, bytes, removed, stale: stale.length - removed }
}

/** Those that are not there as they are here. */
async function changedFiles(
  files: readonly DeployFile[],
  there: ReadonlyMap<string, number>,
  target: Target,
  progress: Progress,
): Promise<DeployFile[]> {
  const conflicts: string[] = []
  const changed = await mapLimit(files, ASKED_AT_ONCE, async (file) => {
    progress.entry(file.path)
    const state = await compare(file, there.get(file.path), target)
    if (state === 'other' && file.isArchive) conflicts.push(file.path)
    return state === 'same' ? [] : [file]
  })
  if (conflicts.length > 0) throw new UserError(immutable(target.label, conflicts.sort()))
  return changed.flat()
}

async function compare(
  file: DeployFile,
  size: number | undefined,
  target: Target,
): Promise<'same' | 'relabel' | 'other' | 'absent'> {
  if (size === undefined) return 'absent'
  if (size !== file.size) return 'other'
  const facts = await target.facts(file, file.isArchive)
  if (facts === null) return 'absent'
  if (facts.size !== file.size || facts.sha256 !== file.sha256) return 'other'
  return facts.hasHeaders ? 'same' : 'relabel'
}

function immutable(label: string, paths: readonly string[]): string {
  const shown = paths.slice(0, 10).map(quote).join(', ')
  const more = paths.length > 10 ? ` and ${paths.length - 10} more` : ''
  return (
    `${label} has other bytes under the names of these archives: ${shown}${more}. What is published stays as it is: raise the version of the ` +
    'models, or restore their files, and build again. Nothing was uploaded.'
  )
}

/** What a deploy put there of pages and documents, and the store has no more. Archives are never stale: somebody's spec names them. */
async function stalePages(
  files: readonly DeployFile[],
  there: ReadonlyMap<string, number>,
  target: Target,
): Promise<string[]> {
  const known = new Set(files.map(({ path }) => path))
  const candidates = [...there.keys()].filter((path) => !known.has(path) && isPage(path)).sort()
  const owned = await mapLimit(candidates, ASKED_AT_ONCE, async (path) =>
    (await target.owns(path)) ? [path] : [],
  )
  return owned.flat()
}

function isPage(path: string): boolean {
  return (
    /\.(?:html|css|js|json|xml|ini|txt|md|bib|ris|cff|meta4|webp|png|jpg|svg)$/.test(path) &&
    !path.endsWith(SUMS_FILE)
  )
}
