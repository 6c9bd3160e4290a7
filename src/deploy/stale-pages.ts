/** What a deploy put at a target of pages and documents, and the store has no more. */
import { posix } from 'node:path'
import { OWN_FILE, SUMS_FILE } from '../lib/foreign.ts'
import { mapLimit } from '../lib/map-limit.ts'
import { ASKED_AT_ONCE } from './compare.ts'
import type { DeployFile } from './plan.ts'
import type { Target } from './target.ts'

const PAGE = /\.(?:html|css|js|json|xml|ini|txt|md|bib|ris|cff|meta4|webp|png|jpg|svg)$/

/** Sorted. Archives are never stale: somebody's spec names them. Nor is what lies in another store, which has its own folder below this one. */
export async function stalePages(
  files: readonly DeployFile[],
  there: readonly string[],
  target: Target,
): Promise<string[]> {
  const known = new Set(files.map(({ path }) => path))
  const foreign = there.filter((path) => path.endsWith(`/${OWN_FILE}`)).map((path) => posix.dirname(path))
  const stores = new Set(foreign)
  const candidates = there.filter((path) => !known.has(path) && isPage(path) && !isBelow(path, stores)).sort()
  const owned = await mapLimit(candidates, ASKED_AT_ONCE, async (path) =>
    (await target.owns(path)) ? [path] : [],
  )
  return owned.flat()
}

function isPage(path: string): boolean {
  return PAGE.test(path) && !path.endsWith(SUMS_FILE)
}

function isBelow(path: string, folders: ReadonlySet<string>): boolean {
  if (folders.size === 0) return false
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder))
    if (folders.has(folder)) return true
  return false
}
