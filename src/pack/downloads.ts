/** What a client can download of an entry: our archives, made now or found in the cache, and what is hosted elsewhere. */
import type { Download } from '../store.ts'
import type { Entry, HostedFile, Section } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import { planPacks, type PackPlan } from './contents.ts'
import type { PackOptions } from './options.ts'
import { pack, type Pack } from './pack.ts'
import type { Placement } from './place.ts'
import { hashOnce, SourceError, sourceOf, type HashedSource } from './source.ts'

export interface PackedDownloads {
  /** Sorted by section. */
  downloads: Download[]
  placements: Placement[]
  problems: Problem[]
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
  const { size, sha256, files } = made
  const url = `${options.storeUrl}/${encodeURI(path)}`
  result.downloads.push({ section: plan.section, path, url, size, sha256, files, ...terms(section) })
  result.placements.push({ from: made.cachePath, to: path, how: 'link', size, sha256 })
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
  const { members, problems } = hashMembers(entry, plan, options)
  if (problems.length > 0) return problems
  try {
    return await pack(plan.kind, members, {
      cacheDir: options.cacheDir,
      cache: options.ledgers.cache,
      onBytes: options.onBytes ?? (() => undefined),
    })
  } catch (error) {
    if (error instanceof SourceError) return [error.problem]
    throw error
  }
}

function hashMembers(entry: Entry, plan: PackPlan, options: PackOptions) {
  const members: HashedSource[] = []
  const problems: Problem[] = []
  for (const file of plan.members) {
    try {
      members.push(
        hashOnce(sourceOf(options, entry.id, file), `${entry.id}/${file.from}`, options.ledgers.sources),
      )
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      problems.push(error.problem)
    }
  }
  return { members, problems }
}
