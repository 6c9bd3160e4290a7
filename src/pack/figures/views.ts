/** Pictures of the data: slices of volumes, and sample images. */
import type { Picture, View } from '../../store.ts'
import type { Entry, SourceFile } from '../../zoo/entry.ts'
import type { PackOptions } from '../options.ts'
import type { Placement } from '../place.ts'
import { chooseSamples } from './choose-samples.ts'
import { pairVolumes } from './volumes.ts'

export interface MadeViews {
  views: View[]
  samples: Picture[]
  placements: Placement[]
}

/** What draws is loaded for those who have something to draw: it is the heaviest thing that packing could load. */
export async function makeViews(entry: Entry, options: PackOptions): Promise<MadeViews> {
  const files = filesOf(entry)
  const pairs = pairVolumes(files)
  const chosen = chooseSamples(entry)
  const made: MadeViews = { views: [], samples: [], placements: [] }
  if (pairs.length > 0) {
    const { drawViews } = await import('./draw-views.ts')
    const { views, placements } = await drawViews(entry, pairs, files, options)
    made.views = views
    made.placements.push(...placements)
  }
  if (chosen.length > 0) {
    const { makeSamples } = await import('./samples.ts')
    const { samples, placements } = await makeSamples(entry, chosen, options)
    made.samples = samples
    made.placements.push(...placements)
  }
  return made
}

function filesOf({ sections, digits, nnunet }: Entry): SourceFile[] {
  return [...sections, digits, nnunet].flatMap((part) => part?.files ?? [])
}
