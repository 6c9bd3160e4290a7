/**
 * Finds out what the new store will hold of each entry: what changed is read, checked and packed; the rest is known from the last build.
 */
import { checkEach, checkTogether } from '../check/check-entries.ts'
import { artifactPath } from '../lib/artifact-path.ts'
import { mapLimit } from '../lib/map-limit.ts'
import { planPacks } from '../pack/contents.ts'
import type { PackOptions } from '../pack/options.ts'
import { packAll, type PackedEntry } from '../pack/pack-entry.ts'
import { applyLock } from '../release/apply-lock.ts'
import type { ArchiveFolder } from '../release/archive-folder.ts'
import type { Locks } from '../release/locks.ts'
import { checkLocks } from '../release/check-locks.ts'
import { exampleIds } from '../site/client-guides.ts'
import { listed, type ListedEntry, type StoreEntry } from '../store.ts'
import type { Host } from '../zoo/card-schema.ts'
import type { Entry } from '../zoo/entry.ts'
import type { Folder } from '../zoo/folder.ts'
import { applyOwnerChecks } from '../zoo/owner-checks.ts'
import { hasErrors, type Problem } from '../zoo/problem.ts'
import { readEntries } from '../zoo/read.ts'
import type { StoreCard } from '../zoo/store-card.ts'
import { outdatedIds } from './changes.ts'
import type { Progress } from './progress.ts'
import type { EntryRecord } from './records.ts'

/** What a survey goes by. */
export interface SurveyInput {
  /** Sorted by id. */
  folders: readonly Folder[]
  /** Those that must be read. */
  changed: ReadonlySet<string>
  last: ReadonlyMap<string, EntryRecord>
  /** What the store's card says of warnings, and whom it names. */
  card: Pick<StoreCard, 'checks' | 'contact'>
  /** What the store lies on, as far as that is known. */
  host: Host | null
  pack: PackOptions
  /** What was released. */
  locks: Locks
  /** Null: earlier archives are not published again. */
  archive: ArchiveFolder | null
  /** What checkpoints may import beside our own list. */
  ownImports: ReadonlySet<string>
  progress: Progress
}

/** Complete where no problem is an error. */
export interface Survey {
  problems: Problem[]
  /** Archives made. */
  packed: number
  /** Entries to be written anew, by id. */
  written: Map<string, PackedEntry>
  /** Every entry of the new store, sorted by id. */
  listing: Map<string, ListedEntry>
  /** What the guide for clients shows, sorted by id. */
  examples: StoreEntry[]
}

/** Writes nothing but the cache. */
export async function survey(input: SurveyInput): Promise<Survey> {
  const { folders, changed, last, progress } = input
  progress.step('Reading', { entries: changed.size })
  const read = await readAndCheckSome(input, changed)
  const kept = folders.filter(({ id }) => !changed.has(id)).map(({ id }) => last.get(id)!)
  const all = [...kept.map((record) => record.listed), ...read.entries]
  const problems = [
    ...kept.flatMap((record) => record.problems),
    ...read.problems,
    ...applyOwnerChecks(checkTogether(all.sort(byId), input.pack), input.card.checks),
  ]
  if (hasErrors(problems)) return refused([...problems, ...(await pictureProblems(read.entries, input))])
  return packSome(input, read.entries, problems)
}

async function packSome(input: SurveyInput, entries: Entry[], problems: Problem[]): Promise<Survey> {
  const { folders, last, progress } = input
  progress.step('Packing', { entries: entries.length, bytes: bytesToPack(entries) })
  const written = byKey(await packReleased(input, entries, input.pack))
  const found = problemsOf(written.values(), input)
  if (hasErrors(found)) return refused([...problems, ...found])
  const listing = new Map<string, ListedEntry>()
  for (const { id } of folders) {
    const packed = written.get(id)
    listing.set(id, packed ? listed(packed.entry) : last.get(id)!.listed)
  }
  const again = await packKept(
    input,
    outdatedIds(last, listing).filter((id) => !written.has(id)),
  )
  for (const [id, packed] of again.packed) written.set(id, packed)
  const examples = await packExamples(input, listing, written)
  const all = [...problems, ...found, ...again.problems, ...examples.problems]
  return { problems: all, packed: sum(written.values()), written, listing, examples: examples.entries }
}

/** The entries that the guide for clients shows, in full. */
async function packExamples(
  input: SurveyInput,
  listing: ReadonlyMap<string, ListedEntry>,
  written: ReadonlyMap<string, PackedEntry>,
): Promise<{ entries: StoreEntry[]; problems: Problem[] }> {
  const ids = exampleIds([...listing.values()])
  const { packed, problems } = await packKept(
    input,
    ids.filter((id) => !written.has(id)),
  )
  return { entries: ids.flatMap((id) => (written.get(id) ?? packed.get(id))?.entry ?? []), problems }
}

/** Entries that did not change but are needed in full. Their warnings are known; an error is one that came up this moment. */
async function packKept(input: SurveyInput, ids: readonly string[]) {
  if (ids.length === 0) return { packed: new Map<string, PackedEntry>(), problems: [] }
  const { entries, problems } = await readAndCheckSome(input, new Set(ids))
  const silent = { ...input.pack, onBytes: () => undefined, onEntry: () => undefined }
  const packed = await packReleased(input, entries, silent)
  const found = [...problems, ...problemsOf(packed, input)]
  return { packed: byKey(packed), problems: found.filter(({ severity }) => severity === 'error') }
}

/** Packs entries, and adds what is known of their releases. */
async function packReleased({ locks, archive }: SurveyInput, entries: readonly Entry[], pack: PackOptions) {
  const { label, ledgers, artifacts = null } = pack
  const place = { label, artifacts, archive, ledger: ledgers.sources, asksForRecord: true }
  const packed = await packAll(entries, pack)
  return packed
    .map((one) => applyLock(one, locks.read(one.entry.id).lock, place))
    .map((one) => (artifacts === null ? one : archivedApart(one, artifacts)))
}

/** Archives of earlier versions lie where those of this one do. */
function archivedApart(packed: PackedEntry, artifacts: string): PackedEntry {
  const archived = new Set(packed.entry.archived)
  const placements = packed.placements.map((placement) =>
    archived.has(placement.to)
      ? { ...placement, to: artifactPath(artifacts, placement.to), isArtifact: true as const }
      : placement,
  )
  return { ...packed, placements }
}

async function readAndCheckSome(input: SurveyInput, ids: ReadonlySet<string>) {
  const { folders, pack, card, host, ownImports, locks } = input
  const { entries, problems } = await readEntries(folders.filter(({ id }) => ids.has(id)))
  const { zooDir, label } = pack
  const checked = await checkEach(entries, { zooDir, label, contact: card.contact, host, ownImports })
  const released = checkLocks(entries, locks, label)
  const found = applyOwnerChecks([...problems, ...checked.problems, ...released], card.checks)
  return { entries: checked.entries, problems: found }
}

/** What packing would have found in pictures, for when nothing will be packed. */
async function pictureProblems(entries: readonly Entry[], { pack, card }: SurveyInput): Promise<Problem[]> {
  const { checkMedia } = await import('../pack/media.ts')
  const found = await mapLimit(entries, 4, (entry) => checkMedia(entry, pack))
  return applyOwnerChecks(found.flat(), card.checks)
}

function problemsOf(packed: Iterable<PackedEntry>, { card }: SurveyInput): Problem[] {
  const found = [...packed].flatMap(({ problems }) => problems)
  return applyOwnerChecks(found, card.checks)
}

function bytesToPack(entries: readonly Entry[]): number {
  const files = entries.flatMap(planPacks).flatMap(({ members }) => members)
  return files.reduce((sum, { size }) => sum + size, 0)
}

function sum(entries: Iterable<PackedEntry>): number {
  return [...entries].reduce((all, { packed }) => all + packed, 0)
}

function byKey(packed: readonly PackedEntry[]): Map<string, PackedEntry> {
  return new Map(packed.map((one) => [one.entry.id, one]))
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}

function refused(problems: Problem[]): Survey {
  return { problems, packed: 0, written: new Map(), listing: new Map(), examples: [] }
}
