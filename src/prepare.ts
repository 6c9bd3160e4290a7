/**
 * From zoo/ to the `Store`: what `build` publishes, `dev` shows and, up to the packing, `check` looks at.
 */
import { readdirSync } from 'node:fs'
import { checkEntries } from './check/check-entries.ts'
import { hostOf } from './check/host-limits.ts'
import { mapLimit } from './lib/map-limit.ts'
import type { SecretKey } from './lib/minisign-secret.ts'
import { openLedgers, saveLedgers } from './pack/ledgers.ts'
import type { PackOptions } from './pack/options.ts'
import { packAll } from './pack/pack-entry.ts'
import { makeStorePreview } from './pack/preview/preview.ts'
import type { Placement } from './pack/place.ts'
import { applyLock } from './release/apply-lock.ts'
import type { ArchiveFolder } from './release/archive-folder.ts'
import { checkLocks } from './release/check-locks.ts'
import { lookAtLocks } from './release/lock-folder.ts'
import { Locks } from './release/locks.ts'
import { withdrawnEntries } from './release/withdrawn.ts'
import { STORE_PREVIEW, type Picture, type Site, type Store, type WithdrawnEntry } from './store.ts'
import { readOwnImports } from './zoo/own-imports.ts'
import { applyOwnerChecks } from './zoo/owner-checks.ts'
import { sortProblems, type Problem } from './zoo/problem.ts'
import { readZoo, type Zoo } from './zoo/read.ts'
import type { StoreCard } from './zoo/store-card.ts'

/** Where a store is made from, and where it goes. All paths are absolute. */
export interface Workplace {
  /** Where astro.config.mjs and src/ lie. */
  root: string
  zooDir: string
  /** What problems call the zoo: `zoo`. */
  label: string
  distDir: string
  cacheDir: string
  /** Archives of earlier versions, which are published again; null or absent: they are not. */
  archive?: ArchiveFolder | null
  /** Wins over the store card's; null: not given. No trailing slash. */
  storeUrl: string | null
  /** Where archives are published; wins over the store card's; null or absent: not given. No trailing slash. */
  artifactsUrl?: string | null
  /** A file of the zoo may have further names elsewhere. */
  allowHardLinks?: boolean
  /** What the store says its signing key is, in minisign's line of base64; absent: it is not signed. */
  publicKey?: string
  /** Absent: no signature is made. */
  signing?: Signing
}

/** How SHA256SUMS is signed. */
export interface Signing {
  secretKey: SecretKey
  /** For how long a signature is good. */
  days: number
  /** Seconds since 1970. */
  now: number
}

export interface PreparedStore {
  store: Store
  placements: Placement[]
}

/** The address that `npm run serve` answers at. */
export const DEFAULT_URL = 'http://localhost:8000'

/** What pages and documents say of the store. */
export function siteOf(card: StoreCard, logo: Picture | null, workplace: Workplace): Site {
  const { storeUrl, artifactsUrl = null, publicKey } = workplace
  const url = storeUrl ?? card.url ?? DEFAULT_URL
  const artifacts = artifactsUrl ?? card.artifacts
  return { ...card, logo, url, artifacts, ...(publicKey !== undefined && { publicKey }) }
}

/** A zoo, and what was released of it. */
export interface ReleasedZoo extends Zoo {
  locks: Locks
  /** Sorted by id. */
  withdrawn: WithdrawnEntry[]
}

/** Reads and checks, pictures left to the packing; problems are sorted. Throws UserError if there is no zoo. */
export async function readAndCheck(workplace: Workplace): Promise<ReleasedZoo> {
  const { zooDir, label, allowHardLinks, storeUrl } = workplace
  const zoo = await readZoo(zooDir, label, { allowHardLinks })
  const own = readOwnImports(zooDir, label)
  const { contact, checks } = zoo.card
  const host = hostOf({ url: storeUrl ?? zoo.card.url, host: zoo.card.host })
  const checked = await checkEntries(zoo.entries, { zooDir, label, contact, host, ownImports: own.imports })
  const locks = new Locks(lookAtLocks(zooDir, label))
  const withdrawn = withdrawnEntries(locks, folderNames(zooDir), label)
  const released = [...withdrawn.problems, ...checkLocks(zoo.entries, locks, label)]
  const found = [...own.problems, ...zoo.problems, ...checked.problems, ...released]
  const problems = sortProblems(applyOwnerChecks(found, checks))
  return { ...zoo, entries: checked.entries, problems, locks, withdrawn: withdrawn.entries }
}

/** Also of what is no entry because something is wrong with it. */
function folderNames(zooDir: string): Set<string> {
  const items = readdirSync(zooDir, { withFileTypes: true })
  return new Set(items.flatMap((item) => (item.isFile() ? [] : [item.name])))
}

/** The same problems with those of pictures among them, for when nothing will be packed. */
export async function withPictureProblems(
  { card, entries, problems }: Zoo,
  workplace: Workplace,
): Promise<Problem[]> {
  const { checkMedia } = await import('./pack/media.ts')
  const { publishLogo } = await import('./pack/store-logo.ts')
  const found = await mapLimit(entries, 4, (entry) => checkMedia(entry, workplace))
  const logo = await publishLogo(card.logo, workplace)
  return sortProblems([...problems, ...logo.problems, ...applyOwnerChecks(found.flat(), card.checks)])
}

/**
 * Packs what was read. `store` lacks whatever has a problem of severity `error`. Its archives lie beside its pages, wherever they are to be
 * published: it is shown before it is.
 */
export async function packZoo(
  zoo: ReleasedZoo,
  workplace: Workplace,
  hear: Pick<PackOptions, 'onBytes' | 'onEntry'> = {},
): Promise<PreparedStore & { problems: Problem[] }> {
  const { zooDir, label, cacheDir } = workplace
  const { publishLogo } = await import('./pack/store-logo.ts')
  const logo = await publishLogo(zoo.card.logo, workplace)
  const site = { ...siteOf(zoo.card, logo.logo, workplace), artifacts: null }
  const ledgers = openLedgers({ zooDir, cacheDir })
  const packed = await packAll(zoo.entries, {
    zooDir,
    label,
    cacheDir,
    storeUrl: site.url,
    storeTitle: site.title,
    ledgers,
    ...hear,
  })
  const place = {
    ...{ label, artifacts: null, archive: workplace.archive ?? null, ledger: ledgers.sources },
    asksForRecord: false,
  }
  const results = packed.map((one) => applyLock(one, zoo.locks.read(one.entry.id).lock, place))
  const { path, size, sha256 } = await makeStorePreview(site, { cacheDir, ledgers })
  const preview: Placement = { from: path, to: STORE_PREVIEW, how: 'link', size, sha256 }
  saveLedgers(ledgers)
  return {
    store: { site, entries: results.map(({ entry }) => entry) },
    placements: [...logo.placements, ...results.flatMap(({ placements }) => placements), preview],
    problems: sortProblems([
      ...logo.problems,
      ...applyOwnerChecks(
        results.flatMap(({ problems }) => problems),
        zoo.card.checks,
      ),
    ]),
  }
}
