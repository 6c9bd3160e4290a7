/** Packs entries: makes their archives and pictures ready in the cache, and says what is to be placed where in the store. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { headlineMetric } from '../inspect/training/headline-metric.ts'
import { mapLimit } from '../lib/map-limit.ts'
import type { StoreEntry } from '../store.ts'
import { cardWords } from '../zoo/card-words.ts'
import type { Entry } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import { CACHES, sweep } from './cache.ts'
import { packDownloads } from './downloads.ts'
import { makeFigures } from './figures/figures.ts'
import { looseFiles } from './loose.ts'
import type { Media } from './media.ts'
import type { PackOptions } from './options.ts'
import type { Placement } from './place.ts'
import { torchHubFile } from './torch-hub.ts'

export interface PackedEntry {
  /** Lacks what has a problem of severity `error`. */
  entry: StoreEntry
  placements: Placement[]
  problems: Problem[]
  /** What is needed of the cache and not placed: paths below the cache's folder. */
  cacheFiles: string[]
  /** Archives taken from the cache. */
  reused: number
  /** Archives made now. */
  packed: number
}

/** Packs one entry. Nothing but the cache is written. */
export async function packEntry(entry: Entry, options: PackOptions): Promise<PackedEntry> {
  options.onEntry?.(entry.id)
  const { downloads, cacheFiles, reused, packed, ...archives } = await packDownloads(entry, options)
  const { media, thumbnails, preview, ...pictures } = await mediaOf(entry, options)
  const { figures, ...drawn } = await makeFigures(entry, options)
  const metric = headlineMetric(entry.results, figures.scores)
  const snapshot = entry.digits === null ? [] : downloads.flatMap(({ files }) => files ?? [])
  const { loose, ...unpacked } = looseFiles(entry, snapshot, options)
  const { torchHub, ...single } = torchHubFile(entry, downloads, options)
  const words = cardWords(entry.card, headOf(entry))
  return {
    entry: {
      ...{ ...entry, downloads, media, thumbnails, preview, figures, metric, loose, torchHub, words },
      ...{ released: [], archived: [] },
    },
    placements: [archives, pictures, drawn, unpacked, single].flatMap(({ placements }) => placements),
    problems: [archives, pictures].flatMap(({ problems }) => problems),
    cacheFiles,
    reused,
    packed,
  }
}

/** What search finds an entry by without its card. */
function headOf({ id, title, summary, tags, datasets, authors }: Entry): string[] {
  return [id, title, summary, ...tags, ...datasets, ...authors.map(({ name }) => name)]
}

/** What decodes pictures is the heaviest thing that packing could load, and most changes have none. */
async function mediaOf(entry: Entry, options: PackOptions): Promise<Media> {
  if (entry.pictures.length === 0 && entry.thumbnail === null)
    return { media: [], thumbnails: null, preview: null, placements: [], problems: [] }
  const { publishMedia } = await import('./media.ts')
  return publishMedia(entry, options)
}

/** Packs all entries, a few at a time; the results are in the order of the entries. Only one build may use the cache at a time. */
export async function packAll(entries: readonly Entry[], options: PackOptions): Promise<PackedEntry[]> {
  for (const dir of CACHES) sweep(join(options.cacheDir, dir))
  return mapLimit(entries, Math.min(availableParallelism(), 4), (entry) => packEntry(entry, options))
}
