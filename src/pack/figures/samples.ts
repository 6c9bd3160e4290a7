/** Sample images: pictures among the data that an entry offers, small enough to look over. */
import type { Picture } from '../../store.ts'
import type { Entry, SourceFile } from '../../zoo/entry.ts'
import type { PackOptions } from '../options.ts'
import { sampleName } from '../own-pictures.ts'
import { readPicture } from '../pictures.ts'
import type { Placement } from '../place.ts'
import { sourceOf } from '../source.ts'
import { makeSmaller, SMALL_WIDTH } from '../thumbnails.ts'
import { unlessChanged } from './unless-changed.ts'

export interface MadeSamples {
  samples: Picture[]
  placements: Placement[]
}

/** Pixels of the smaller side. */
const LEAST_SIDE = 32

/** Those that pass the checks of all pictures. */
export async function makeSamples(
  entry: Entry,
  files: SourceFile[],
  options: PackOptions,
): Promise<MadeSamples> {
  const made: MadeSamples = { samples: [], placements: [] }
  for (const file of files) {
    const read = await unlessChanged(() => readPicture(sourceOf(options, entry.id, file)))
    if (read === null || 'fault' in read || Math.min(read.width, read.height) < LEAST_SIDE) continue
    const small = await makeSmaller(read, SMALL_WIDTH, options)
    if ('fault' in small) continue
    const { path: from, size, sha256, width, height } = small
    const to = `${entry.id}/media/${sampleName(made.samples.length + 1)}`
    made.placements.push({ from, to, how: 'link', size, sha256 })
    made.samples.push({ source: file.from, path: to, width, height })
  }
  return made
}
