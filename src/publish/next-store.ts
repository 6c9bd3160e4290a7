/**
 * Builds the tree of the new store: what was surveyed is written, the rest is taken over from the last one.
 */
import { join, relative, sep } from 'node:path'
import { singleFiles } from '../formats/single-files.ts'
import {
  archivedVersions,
  formatEarlierSums,
  formatVersionSums,
  hasOwnArchive,
  versionSumsPath,
} from '../formats/sums.ts'
import { artifactPath } from '../lib/artifact-path.ts'
import { sha256 } from '../lib/hash.ts'
import { linkOrCopy } from '../lib/link.ts'
import type { PackedEntry } from '../pack/pack-entry.ts'
import type { Placement } from '../pack/place.ts'
import type { Renderer } from '../site/renderer.ts'
import {
  ownPath,
  releasedFiles,
  type FileDigest,
  type Site,
  type StoreEntry,
  type WithdrawnEntry,
} from '../store.ts'
import type { Problem } from '../zoo/problem.ts'
import type { Artifacts, NewArtifact } from './artifacts.ts'
import { successorIn } from './changes.ts'
import { EarlierPages } from './earlier-pages.ts'
import { NewTree } from './new-tree.ts'
import type { Progress } from './progress.ts'
import { SHARED, type EntryRecord, type Records, type SharedRecord } from './records.ts'
import type { SignedSums, UnsignedSums } from './sign-sums.ts'
import type { Known } from './state.ts'
import type { Survey } from './survey.ts'
import { writeEntry, writeShared, writeSums } from './write-tree.ts'

export interface NextStoreInput {
  /** The folder of the new tree. */
  dir: string
  /** What lies there already; null: nothing. */
  standby: Known | null
  /** The store that stands; null: none, or none that can be relied on. */
  current: Known | null
  /** Its entries, by id. */
  last: ReadonlyMap<string, EntryRecord>
  cacheDir: string
  renderer: Renderer
  site: Site
  /** Files of the store itself. */
  placements: readonly Placement[]
  survey: Survey
  /** Sorted by id. */
  withdrawn: readonly WithdrawnEntry[]
  /** Of the folders, by id. */
  fingerprints: ReadonlyMap<string, string>
  /** By the entry that they are about. */
  warnings: ReadonlyMap<string, Problem[]>
  /** Null: the store is not signed. */
  sign: ((sums: UnsignedSums) => SignedSums) | null
  progress: Progress
}

export interface NextStore {
  records: Records
  /** Every file of the tree. */
  files: FileDigest[]
  /** Those that no earlier build wrote. */
  written: FileDigest[]
  /** What the documents of written entries name. */
  promised: Pick<FileDigest, 'path' | 'size'>[]
  /** Paths below the cache's folder of what was placed. */
  cacheFiles: string[]
  artifacts: Artifacts
  summary: { entries: number; archives: number; bytes: number }
  /** The last day of the signature; null: there is none. */
  signedUntil: string | null
}

/** Fills the tree; whatever it throws, nothing but the tree has been touched. */
export async function writeNextStore(input: NextStoreInput): Promise<NextStore> {
  const { survey, renderer, site, progress } = input
  const tree = new NewTree(input.dir)
  const earlier = new EarlierPages(input.current, input.standby)
  const records = takeOver(input, tree, earlier)
  earlier.removeFolders(tree, survey.written)
  const entries = new Map([...survey.listing.keys()].map((id) => [id, input.last.get(id)!]))
  progress.step('Writing', { entries: survey.written.size })
  for (const [id, packed] of survey.written) {
    progress.entry(id)
    const record = await writeRecord(input, tree, packed)
    records.set(id, JSON.stringify(record))
    entries.set(id, record)
  }
  const listing = { site, entries: [...survey.listing.values()] }
  const shown = { examples: survey.examples, withdrawn: input.withdrawn }
  const shared = await writeShared(tree, renderer, listing, shown, input.placements, earlier)
  const listed = [...[...entries.values()].flatMap((record) => record.files), ...shared.files]
  const sums = writeSums(tree, listed, input.sign)
  const record: SharedRecord = {
    files: [...shared.files, ...sums.files],
    pages: shared.pages,
    cacheFiles: cachedAssets(input),
  }
  records.set(SHARED, JSON.stringify(record))
  const fresh = [...survey.written.keys()].map((id) => entries.get(id)!)
  return {
    records,
    files: [...listed, ...sums.files],
    written: [...fresh.flatMap((record) => record.files), ...shared.written, ...sums.files],
    promised: [...survey.written.values()].flatMap(({ entry }) => promisedBy(entry, site)),
    cacheFiles: fresh.flatMap((record) => record.cacheFiles),
    artifacts: {
      files: [...entries.values()].flatMap((record) => record.artifacts),
      fresh: [...survey.written.values()].flatMap(({ entry, placements }) =>
        artifactsOf(site, entry, placements),
      ),
    },
    summary: summarise([...entries.values()]),
    signedUntil: sums.signedUntil,
  }
}

/** Makes the tree hold the entries that stay as they are, and beside them only `earlier` pages; says what they are. */
function takeOver(
  { standby, current, last, survey }: NextStoreInput,
  tree: NewTree,
  earlier: EarlierPages,
): Records {
  const kept: Records = new Map()
  for (const [id, record] of current?.records ?? []) {
    if (survey.listing.has(id) && !survey.written.has(id)) kept.set(id, record)
  }
  for (const [id, record] of standby?.records ?? []) {
    if (kept.get(id) === record) continue
    for (const { path } of filesOf(record)) if (!earlier.holds(path)) tree.remove(path)
  }
  for (const [id, record] of kept) {
    if (standby?.records.get(id) === record) continue
    for (const { path } of last.get(id)!.files) linkOrCopy(join(current!.dir, path), tree.place(path))
  }
  return kept
}

function filesOf(record: string): FileDigest[] {
  return (JSON.parse(record) as Pick<EntryRecord, 'files'>).files
}

async function writeRecord(
  input: NextStoreInput,
  tree: NewTree,
  { entry, placements, cacheFiles }: PackedEntry,
): Promise<EntryRecord> {
  const { listing } = input.survey
  const successor = successorIn(listing, entry.newVersion)
  const files = await writeEntry(tree, input.renderer, { site: input.site, entry, successor }, placements)
  const archives = entry.downloads.filter((download) => ownPath(download) !== null)
  return {
    fingerprint: input.fingerprints.get(entry.id)!,
    problems: input.warnings.get(entry.id) ?? [],
    listed: listing.get(entry.id)!,
    newVersion: entry.newVersion,
    successor,
    archives: archives.length,
    bytes: archives.reduce((sum, { size }) => sum + size, 0),
    cacheFiles: [...cacheFilesOf(placements, input.cacheDir), ...cacheFiles],
    files,
    artifacts: artifactsOf(input.site, entry, placements).map(({ path, size, sha256 }) => ({
      ...{ path, size, sha256 },
    })),
  }
}

/** What an entry has among the store's artifacts: its archives, and the list of their sums. */
function artifactsOf(site: Site, entry: StoreEntry, placements: readonly Placement[]): NewArtifact[] {
  const placed = placements
    .filter(({ isArtifact }) => isArtifact)
    .map((placement): NewArtifact => {
      return { path: placement.to, size: placement.size, sha256: placement.sha256, from: { placement } }
    })
  if (site.artifacts === null || placed.length === 0) return placed
  const { artifacts } = site
  const own = hasOwnArchive(entry) ? [sumsAt(artifacts, entry, formatVersionSums(entry))] : []
  const earlier = archivedVersions(entry).map(({ version, ...released }) => {
    const text = formatEarlierSums(entry, { version, ...released }, (path) => artifactPath(artifacts, path))
    return sumsAt(artifacts, { id: entry.id, version }, text)
  })
  return [...placed, ...own, ...earlier]
}

/** The list of a version's sums, beside its archives. */
function sumsAt(artifacts: string, version: Pick<StoreEntry, 'id' | 'version'>, text: string): NewArtifact {
  const path = artifactPath(artifacts, versionSumsPath(version))
  return { path, size: Buffer.byteLength(text), sha256: sha256(text), from: { text } }
}

/** Of what pages refer to, that which lies in the cache. */
function cachedAssets({ renderer, cacheDir }: NextStoreInput): string[] {
  const paths = renderer.assets.map(({ from }) => relative(cacheDir, from).split(sep).join('/'))
  return paths.filter((path) => path.startsWith('pictures/'))
}

/** The files that an entry's documents name beside the pages. */
export function promisedBy(entry: StoreEntry, site: Pick<Site, 'artifacts'>): NextStore['promised'] {
  const { id, downloads, loose, released, archived } = entry
  const earlier = released
    .flatMap(releasedFiles)
    .filter(({ path }) => site.artifacts === null && archived.includes(path))
  const files = [...downloads, ...singleFiles(entry), ...earlier]
  const archives = files.flatMap(({ path, size }) => (path === null ? [] : [{ path, size }]))
  return [...archives, ...loose.map(({ path, size }) => ({ path: `${id}/${path}`, size }))]
}

function cacheFilesOf(placements: PackedEntry['placements'], cacheDir: string): string[] {
  const linked = placements.filter(({ how }) => how === 'link')
  return linked.map(({ from }) => relative(cacheDir, from).split(sep).join('/'))
}

function summarise(records: readonly EntryRecord[]): NextStore['summary'] {
  const sum = (count: (record: EntryRecord) => number): number =>
    records.reduce((all, record) => all + count(record), 0)
  return {
    entries: records.length,
    archives: sum(({ archives }) => archives),
    bytes: sum(({ bytes }) => bytes),
  }
}
