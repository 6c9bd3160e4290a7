/** Every race, in the order in which they are run. */
import type { Ground } from '../ground.ts'
import type { Race } from '../race.ts'
import type { Sizes } from '../sizes.ts'
import { downloadRace } from './download.ts'
import { filesRace, tarRace, zipRace } from './pack.ts'
import { oneChangedRace, unchangedRace } from './rebuild.ts'
import { largeSiteRace, picturesRace, smallSiteRace } from './site.ts'

/** Prepares a race: what it needs is made. */
export type MakeRace = (ground: Ground, sizes: Sizes) => Promise<Race>

/** By the names for `--only`, which are the races' own. */
export const RACES: Readonly<Record<string, MakeRace>> = {
  tar: tarRace,
  zip: zipRace,
  files: filesRace,
  'small-site': smallSiteRace,
  'large-site': largeSiteRace,
  unchanged: unchangedRace,
  'one-changed': oneChangedRace,
  pictures: picturesRace,
  download: downloadRace,
}
