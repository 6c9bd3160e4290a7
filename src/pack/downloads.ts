/** What a client can download of an entry: our archives, made now or found in the cache, and what is hosted elsewhere. */
import { ownPlace } from '../lib/artifact-path.ts'
import type { Download } from '../store.ts'
import type { Entry, HostedFile, Section } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import { planPacks, type PackPlan } from './contents.ts'
import type { PackOptions } from './options.ts'
import { pack, type Pack } from './pack.ts'
import { placementAt, type Placement } from './place.ts'
import { lookAt, note, type LookedAt } from './known-source.ts'
import { SourceError, sourceOf } from './source.ts'

export interface PackedDownloads {
  /** Sorted by section. */
  downloads: Download[]
  placements: Placement[]
  problems: Problem[]
  /** What the archives have in the cache beside themselves: paths below the cache's folder. */
  cacheFiles: string[]
  /** Archives taken from the cache. */
  reused: number
  /** Archives made now. */
  packed: number
}

/** Packs an entry's archives; one with a problem is left out. */
export async function packDownloads(entry: Entry, options: PackOptions): Promise<PackedDownloads> {
  const result: PackedDownloads = {
    downloads: hosted(entry),
    placements: [],
    problems: [],
    cacheFiles: [],
    reused: 0,
    packed: 0,
  }
  for (const plan of planPacks(entry)) {
    const made = await packPlan(entry, plan, options)
    if (Array.isArray(made)) result.problems.push(...made)
    else addPack(result, entry, plan, made, options)
  }
  result.downloads.sort((a, b) => (a.section < b.section ? -1 : 1))
  return result
}

function addPack(
  result: PackedDownloads,
  entry: Entry,
  plan: PackPlan,
  made: Pack,
  options: PackOptions,
): void {
  const path = `${entry.id}/${entry.version}/${plan.fileName}`
  const section = entry.sections.find(({ name, files }) => name === plan.section && files !== null)
  const { size, sha256, files, pieces } = made
  const place = ownPlace({ url: options.storeUrl, artifacts: options.artifacts ?? null }, path)
  result.downloads.push({
    ...{ section: plan.section, ...place, size, sha256, files },
    ...terms(section),
    ...(pieces && { pieces }),
  })
  result.cacheFiles.push(...made.cacheFiles)
  result.placements.push(placementAt(place, { from: made.cachePath, how: 'link', size, sha256 }))
  if (made.reused) result.reused += 1
  else result.packed += 1
}

function hosted(entry: Entry): Download[] {
  return entry.sections.flatMap((section) =>
    section.hosted === null ? [] : [hostedDownload(section, section.hosted)],
  )
}

function hostedDownload(section: Section, { url, size, sha256 }: HostedFile): Download {
  return { section: section.name, path: null, url, size, sha256, files: null, ...terms(section) }
}

/** What only a card's section can say. */
function terms(section: Section | undefined): Pick<Download, 'niftynet' | 'license' | 'mirrors'> {
  if (section === undefined) return { niftynet: null, license: null, mirrors: [] }
  const { destination, localId, license, mirrors } = section
  return { niftynet: destination === null ? null : { destination, localId }, license, mirrors }
}

async function packPlan(entry: Entry, plan: PackPlan, options: PackOptions): Promise<Pack | Problem[]> {
  const { sources, cache } = options.ledgers
  const members: LookedAt[] = []
  const problems: Problem[] = []
  for (const file of plan.members) {
    try {
      members.push(lookAt(sourceOf(options, entry.id, file), `${entry.id}/${file.from}`, sources))
    } catch (error) {
      problems.push(problemOf(error))
    }
  }
  if (problems.length > 0) return problems
  try {
    const { cacheDir, onBytes = () => undefined } = options
    const made = await pack(plan.kind, members, { cacheDir, cache, onBytes })
    for (const [index, { sha256 }] of made.files.entries()) note(members[index]!, sha256, sources)
    return made
  } catch (error) {
    return [problemOf(error)]
  }
}

/** Throws again what is no problem of a source. */
function problemOf(error: unknown): Problem {
  if (error instanceof SourceError) return error.problem
  throw error
}
