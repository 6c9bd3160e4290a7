/** Pictures of the data: slices of volumes, and sample images. */
import type { Picture, View } from '../../store.ts'
import type { Entry } from '../../zoo/entry.ts'
import type { PackOptions } from '../options.ts'
import type { Placement } from '../place.ts'

export interface MadeViews {
  views: View[]
  samples: Picture[]
  placements: Placement[]
}

export function makeViews(_entry: Entry, _options: PackOptions): Promise<MadeViews> {
  return Promise.resolve({ views: [], samples: [], placements: [] })
}
