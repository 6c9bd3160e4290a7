/**
 * Publishes what changed since the last build. A build from nothing is the same with a last store that holds nothing, which is why
 * both give the same bytes.
 */
import { basename, join } from 'node:path'
import { checkPublishedSizes, hostOf } from '../check/host-limits.ts'
import { withFile } from '../lib/byte-source.ts'
import { errorCode } from '../lib/files.ts'
import { artifactsDir } from '../lib/artifact-path.ts'
import { SIGNATURE_FILE, SUMS_FILE } from '../lib/foreign.ts'
import { nextDir, swapIn } from '../lib/swap.ts'
import { isAsLeft, treeFacts } from '../lib/tree-facts.ts'
import { endWorkers } from '../pack/coder.ts'
import { makeStorePreview } from '../pack/preview/preview.ts'
import { noteLinked, openLedgers, saveLedgers } from '../pack/ledgers.ts'
import type { PackOptions } from '../pack/options.ts'
import type { Placement } from '../pack/place.ts'
import { publishLogo } from '../pack/store-logo.ts'
import { siteOf, type Workplace } from '../prepare.ts'
import { Locks } from '../release/locks.ts'
import { withdrawnEntries } from '../release/withdrawn.ts'
import { openRenderer, type Asset } from '../site/renderer.ts'
import { STORE_PREVIEW, type FileDigest, type Site, type WithdrawnEntry } from '../store.ts'
import { verifyTree } from '../verify.ts'
import { applyOwnerChecks, type OwnerChecks } from '../zoo/owner-checks.ts'
import { readOwnImports } from '../zoo/own-imports.ts'
import { hasErrors, sortProblems, type Problem } from '../zoo/problem.ts'
import { readStoreCard } from '../zoo/read.ts'
import {
  ARTIFACTS_MARKER,
  clashingArtifact,
  growArtifacts,
  refuseForeignArtifacts,
  removeArtifacts,
  shrinkArtifacts,
} from './artifacts.ts'
import { changedIds } from './changes.ts'
import type { Look } from './look.ts'
import { withPublicModes } from './new-tree.ts'
import { writeNextStore, type NextStore, type NextStoreInput } from './next-store.ts'
import type { Progress, Published } from './progress.ts'
import { parseEntryRecords, type EntryRecord } from './records.ts'
import { misplacedArtifacts } from './misplaced-artifacts.ts'
import {
  forgetState,
  hasArtifactsAsLeft,
  readKnown,
  standbyTree,
  stateDir,
  takeStandby,
  writeState,
  type Known,
  type Stamp,
} from './state.ts'
import { signSums } from './sign-sums.ts'
import { survey, type Survey } from './survey.ts'

/** Bytes; what is longer is no signature. */
const LARGEST_SIGNATURE = 32 * 1024

/** `stamp` is that of the store that stands; null: it cannot be relied on. The caller holds the locks, and clears the scratch folder. */
export async function publishChanges(
  workplace: Workplace,
  seen: Look,
  stamp: Stamp | null,
  progress: Progress,
): Promise<Published> {
  const { card, problems } = await readStoreCard(workplace.zooDir, workplace.label)
  const logo = await publishLogo(card.logo, workplace)
  const site = siteOf(card, logo.logo, workplace)
  if (site.artifacts !== null) refuseForeignArtifacts(artifactsDir(workplace.distDir))
  const current = usable(workplace, seen, stamp, site)
  const last = parseEntryRecords(current?.records)
  const pack = packOptions(workplace, site, progress)
  const changed = changedIds(seen.fingerprints, last)
  const own = readOwnImports(workplace.zooDir, workplace.label)
  const locks = new Locks(seen.locks)
  const folders = new Set(seen.fingerprints.keys())
  const withdrawn = withdrawnEntries(locks, folders, workplace.label)
  const found = await survey({
    folders: seen.folders,
    changed,
    last,
    card,
    host: hostOf(site),
    pack,
    locks,
    archive: workplace.archive ?? null,
    ownImports: own.imports,
    progress,
  })
  // What follows needs memory of its own.
  await endWorkers()
  const misplaced = misplacedArtifacts(site, workplace)
  const others = [...problems, ...logo.problems, ...misplaced, ...own.problems, ...withdrawn.problems]
  found.problems = sortProblems([...others, ...found.problems])
  pack.ledgers.sources.keepGroups(folders)
  saveLedgers(pack.ledgers)
  if (hasErrors(found.problems)) return refused(found.problems)
  const { checks } = card
  const round = { workplace, seen, stamp, site, checks, current, last, found, pack, progress }
  return withPublicModes(() => write({ ...round, placements: logo.placements, withdrawn: withdrawn.entries }))
}

interface Round {
  workplace: Workplace
  seen: Look
  stamp: Stamp | null
  site: Site
  checks: OwnerChecks
  /** Files of the store itself. */
  placements: readonly Placement[]
  current: Known | null
  last: ReadonlyMap<string, EntryRecord>
  found: Survey
  withdrawn: readonly WithdrawnEntry[]
  pack: PackOptions
  progress: Progress
}

async function write(round: Round): Promise<Published> {
  const { workplace, seen, site, current, last, found, progress } = round
  const { distDir, cacheDir } = workplace
  const dir = nextDir(distDir)
  const compiled = await openRenderer(workplace.root, () => progress.step('Compiling the pages'))
  const renderer = { ...compiled, assets: [...compiled.assets, await previewAsset(site, round.pack)] }
  const next = await writeNextStore({
    ...{ dir, current, last, cacheDir, renderer, site, progress, survey: found },
    placements: round.placements,
    withdrawn: round.withdrawn,
    standby: takeStandby(stateDir(workplace), current === null ? null : dir),
    fingerprints: seen.fingerprints,
    warnings: byEntry(found.problems, workplace.label),
    sign: signer(workplace),
  })
  progress.step('Verifying')
  const broken = verifyTree(dir, site.url, next)
  broken.push(...clashes(next.artifacts.files), ...limitsMet(round, next))
  if (hasErrors(broken)) return refused([...found.problems, ...broken])
  found.problems = sortProblems([...found.problems, ...broken])
  if (site.artifacts !== null) growArtifacts(artifactsDir(distDir), next.artifacts)
  const isOurs = current !== null && isAsLeft(distDir, round.stamp!.tree)
  swapIn({ next: dir, current: distDir, ...(isOurs && { keep: standbyTree(stateDir(workplace)) }) })
  const refusal = settleArtifacts(round, next)
  const published = toPublished(round, next)
  await leaveNotes(round, next, published, { isSettled: refusal === null })
  if (refusal === null) return published
  return { ...published, problems: [...published.problems, notSettled(artifactsDir(distDir), refusal)] }
}

/** The store's own picture for previews of links, which every page without another names. */
async function previewAsset(site: Site, pack: PackOptions): Promise<Asset> {
  const { path: from, size, sha256 } = await makeStorePreview(site, pack)
  return { path: STORE_PREVIEW, from, size, sha256 }
}

/** The last store, if what it shows of our code, the settings and the store's card is what the new one will show. */
function usable(workplace: Workplace, seen: Look, stamp: Stamp | null, site: Site): Known | null {
  if (stamp?.basis !== seen.basis || stamp.site !== JSON.stringify(site) || !hasArtifactsAsLeft(stamp))
    return null
  return readKnown(stateDir(workplace), workplace.distDir)
}

/** What signs the list of a store that replaces the one at `distDir`; null: nothing does. */
function signer({ signing, distDir }: Workplace): NextStoreInput['sign'] {
  return signing ? (sums) => signSums(sums, signing, readLastSignature(distDir)) : null
}

/** Null where there is none. */
function readLastSignature(distDir: string): string | null {
  return withFile(join(distDir, SIGNATURE_FILE), (bytes) => bytes.read(0, LARGEST_SIGNATURE).toString())
}

function packOptions(
  { zooDir, label, cacheDir }: Workplace,
  { url, artifacts, title }: Site,
  progress: Progress,
): PackOptions {
  const ledgers = openLedgers({ zooDir, cacheDir })
  const { entry: onEntry, bytes: onBytes } = progress
  return { zooDir, label, cacheDir, storeUrl: url, artifacts, storeTitle: title, ledgers, onEntry, onBytes }
}

function toPublished({ site, found }: Round, { summary }: NextStore): Published {
  const { problems, packed } = found
  const store = { url: site.url, artifactsUrl: site.artifacts, ...summary }
  return { store, isUnchanged: false, problems, packed, reused: summary.archives - packed }
}

/** The store stands: what cannot be removed is no reason to say that it does not. Not null: why the next build has to do it. */
function settleArtifacts({ workplace, site }: Round, { artifacts }: NextStore): string | null {
  const dir = artifactsDir(workplace.distDir)
  try {
    if (site.artifacts === null) removeArtifacts(dir)
    else shrinkArtifacts(dir, artifacts.files)
    return null
  } catch (error) {
    if (errorCode(error) === '') throw error
    return errorCode(error)
  }
}

function notSettled(dir: string, code: string): Problem {
  const message =
    `Archives that the store names no more could not be removed (${code}). The store is published, and so is every archive that it names. ` +
    'Let whoever builds it write there; the next build removes them.'
  return { file: basename(dir), message, severity: 'warning' }
}

/** Of the place that the store lies on, and of that of its archives. */
function limitsMet({ workplace, site, checks }: Round, { files, artifacts }: NextStore): Problem[] {
  const sizes = {
    ...{ card: `${workplace.label}/README.md`, host: hostOf(site), artifacts: site.artifacts },
    ...{ bytes: files.reduce((sum, { size }) => sum + size, 0), files: files.length },
  }
  return applyOwnerChecks(checkPublishedSizes({ ...sizes, archives: artifacts.files }), checks)
}

function artifactPaths({ artifacts }: NextStore): string[] {
  return [ARTIFACTS_MARKER, SUMS_FILE, ...artifacts.files.map(({ path }) => path)]
}

function clashes(files: readonly FileDigest[]): Problem[] {
  const path = clashingArtifact(files)
  if (path === null) return []
  const message = `Two different archives would have this name at the address of "artifacts", a release, which has no folders. Rename one of the entries.`
  return [{ file: path, message, severity: 'error' }]
}

/** The store is published: notes that cannot be written, on a full disk, only cost the next build time. */
async function leaveNotes(
  round: Round,
  next: NextStore,
  { store, problems }: Published,
  { isSettled }: Pick<Stamp, 'isSettled'>,
): Promise<void> {
  const { workplace, seen, site, pack } = round
  try {
    await noteLinked(pack.ledgers.cache, workplace.cacheDir, next.cacheFiles)
    pack.ledgers.cache.save()
    const paths = next.files.map(({ path }) => path)
    const tree = treeFacts(workplace.distDir, paths)
    const { basis, zoo } = seen
    const stamp = {
      ...store!,
      basis,
      zoo,
      site: JSON.stringify(site),
      problems,
      tree,
      isSettled,
      artifacts:
        site.artifacts === null ? '' : treeFacts(artifactsDir(workplace.distDir), artifactPaths(next)),
      dist: workplace.distDir,
      signedUntil: next.signedUntil,
    }
    writeState(stateDir(workplace), stamp, next.records)
  } catch (error) {
    if (errorCode(error) === '') throw error
    forgetState(stateDir(workplace))
  }
}

/** Problems by the id of the entry that they name. */
function byEntry(problems: readonly Problem[], label: string): Map<string, Problem[]> {
  return Map.groupBy(problems, ({ file }) => file.slice(label.length + 1).split('/')[0]!)
}

function refused(problems: Problem[]): Published {
  return { store: null, isUnchanged: false, problems, packed: 0, reused: 0 }
}
