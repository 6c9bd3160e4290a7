/** Building a store from nothing, beside Hugo; the very first time, and with pictures. */
import { formatCount } from '../../../src/site/format.ts'
import { newCheckout } from '../checkout.ts'
import { buildCommand, type Built, type Ground } from '../ground.ts'
import { hugoContestant } from '../hugo.ts'
import type { Contestant, Race } from '../race.ts'
import type { Sizes } from '../sizes.ts'

/** Names that the targets ask for. */
export const OURS = 'Zoopress'
export const FIRST = 'Zoopress, the very first build'
export const ONE_PICTURE = 'Zoopress, one picture only'

const NOTE =
  'Zoopress checks, packs and hashes, and writes a page and every machine document of each entry. Its pages are compiled already, ' +
  'but for the very first build of a checkout. Hugo writes a page and two documents of each card.'

export async function smallSiteRace(ground: Ground, { small }: Sizes): Promise<Race> {
  const zoo = await ground.zoo({ entries: small })
  const race = await siteRace(ground, small, 'small-site')
  const first = fromNothing(ground, FIRST, zoo, () => newCheckout(ground.fresh('checkout')))
  return { ...race, contestants: [...race.contestants, first] }
}

export function largeSiteRace(ground: Ground, { large }: Sizes): Promise<Race> {
  return siteRace(ground, large, 'large-site')
}

async function siteRace(ground: Ground, entries: number, name: string): Promise<Race> {
  const zoo = await ground.zoo({ entries })
  await ground.compilePages()
  return {
    name,
    title: `A store of ${formatCount(entries)} entries from nothing`,
    note: NOTE,
    unit: OURS,
    contestants: [fromNothing(ground, OURS, zoo), hugoContestant(ground, zoo)],
  }
}

export async function picturesRace(ground: Ground, { pictures }: Sizes): Promise<Race> {
  const zoo = await ground.zoo({ entries: pictures, pictures })
  const bare = await ground.zoo({ entries: pictures, pictures: 1 })
  await ground.compilePages()
  return {
    name: 'pictures',
    title: `Thumbnails of ${pictures} pictures, 1024 pixels a side, in two widths`,
    note: 'Each further picture costs its part of the difference of the two builds.',
    unit: ONE_PICTURE,
    contestants: [fromNothing(ground, OURS, zoo), fromNothing(ground, ONE_PICTURE, bare)],
  }
}

function fromNothing(ground: Ground, name: string, zoo: string, makeRoot?: () => string): Contestant {
  let built: Built
  let root: string | undefined
  return {
    name,
    prepare: () => {
      built = { zoo, out: ground.fresh('dist'), cache: ground.fresh('cache') }
      root = makeRoot?.()
    },
    command: () => buildCommand(built, root),
  }
}
