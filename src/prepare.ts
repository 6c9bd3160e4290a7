/**
 * From zoo/ to the `Store`: what `build` publishes, `dev` shows and, up to the packing, `check` looks at.
 */
import { checkEntries } from './check/check-entries.ts'
import { mapLimit } from './lib/map-limit.ts'
import { openLedgers, saveLedgers } from './pack/ledgers.ts'
import { packAll } from './pack/pack-entry.ts'
import type { Placement } from './pack/place.ts'
import type { Store } from './store.ts'
import { sortProblems, type Problem } from './zoo/problem.ts'
import { readZoo, type Zoo } from './zoo/read.ts'

/** Where a store is made from, and where it goes. All paths are absolute. */
export interface Workplace {
  /** Where astro.config.mjs and src/ lie. */
  root: string
  zooDir: string
  /** What problems call the zoo: `zoo`. */
  label: string
  distDir: string
  cacheDir: string
  /** Wins over the store card's; null: not given. No trailing slash. */
  storeUrl: string | null
  /** A file of the zoo may have further names elsewhere. */
  allowHardLinks?: boolean
}

export interface PreparedStore {
  store: Store
  placements: Placement[]
}

/** The address that `npm run serve` answers at. */
export const DEFAULT_URL = 'http://localhost:8000'

/** Reads and checks, pictures left to the packing; problems are sorted. Throws UserError if there is no zoo. */
export async function readAndCheck({ zooDir, label, allowHardLinks }: Workplace): Promise<Zoo> {
  const zoo = await readZoo(zooDir, label, { allowHardLinks })
  const problems = [...zoo.problems, ...(await checkEntries(zoo.entries, { zooDir, label }))]
  return { ...zoo, problems: sortProblems(problems) }
}

/** The same problems with those of pictures among them, for when nothing will be packed. */
export async function withPictureProblems(
  { entries, problems }: Zoo,
  workplace: Workplace,
): Promise<Problem[]> {
  const { checkMedia } = await import('./pack/media.ts')
  const found = await mapLimit(entries, 4, (entry) => checkMedia(entry, workplace))
  return sortProblems([...problems, ...found.flat()])
}

/** Packs what was read. `store` lacks whatever has a problem of severity `error`. */
export async function packZoo(
  zoo: Zoo,
  { zooDir, label, cacheDir, storeUrl }: Workplace,
): Promise<PreparedStore & { problems: Problem[] }> {
  const { card, entries } = zoo
  const url = storeUrl ?? card.url ?? DEFAULT_URL
  const ledgers = openLedgers({ zooDir, cacheDir })
  const results = await packAll(entries, { zooDir, label, cacheDir, storeUrl: url, ledgers })
  saveLedgers(ledgers)
  return {
    store: { site: { ...card, url }, entries: results.map(({ entry }) => entry) },
    placements: results.flatMap(({ placements }) => placements),
    problems: sortProblems(results.flatMap(({ problems }) => problems)),
  }
}
