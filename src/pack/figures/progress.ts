/** nnU-Net's `progress.png`, the plot of a fold's training, where there is no log to draw a better one from. */
import type { Chart } from '../../inspect/training/chart.ts'
import type { Picture } from '../../store.ts'
import type { Entry, SourceFile } from '../../zoo/entry.ts'
import type { PackOptions } from '../options.ts'
import type { Placement } from '../place.ts'
import { SourceError, sourceOf } from '../source.ts'
import type { CachedPicture } from '../thumbnails.ts'
import { fileAt, shownTrainings } from './nnunet-folds.ts'

const WIDTH = 1024
/** nnU-Net writes 3000 by 5400 pixels. */
const MAX_SIDE = 8192
const MAX_PICTURES = 12

export interface MadeProgress {
  pictures: Picture[]
  placements: Placement[]
}

/** A picture that would be refused in a card is passed over. */
export async function makeProgress(
  entry: Entry,
  charts: readonly Chart[],
  options: PackOptions,
): Promise<MadeProgress> {
  const made: MadeProgress = { pictures: [], placements: [] }
  for (const file of progressFiles(entry, charts).slice(0, MAX_PICTURES)) {
    const name = file.from.replace(/\.png$/, '.webp')
    // A card may show a picture of its own by this name, published at the same address.
    if (entry.pictures.some(({ from }) => from.toLowerCase() === name.toLowerCase())) continue
    const picture = await shrink(entry, file, options)
    if (picture === null) continue
    const { path: from, size, sha256, width, height } = picture
    const to = `${entry.id}/media/${name}`
    made.pictures.push({ source: file.from, path: to, width, height })
    made.placements.push({ from, to, how: 'link', size, sha256 })
  }
  return made
}

function progressFiles(entry: Entry, charts: readonly Chart[]): SourceFile[] {
  return shownTrainings(entry).flatMap(({ folder, folds }) =>
    folds
      .map((fold) => `${folder}/${fold}/`)
      .filter((fold) => !charts.some(({ source }) => source.startsWith(fold)))
      .flatMap((fold) => fileAt(entry, `${fold}progress.png`) ?? []),
  )
}

async function shrink(entry: Entry, file: SourceFile, options: PackOptions): Promise<CachedPicture | null> {
  // Most entries have no such picture, and what decodes them is heavy to load.
  const [{ readPicture }, { makeSmaller }] = await Promise.all([
    import('../pictures.ts'),
    import('../thumbnails.ts'),
  ])
  try {
    const read = await readPicture(sourceOf(options, entry.id, file), MAX_SIDE)
    const made = 'fault' in read ? read : await makeSmaller(read, WIDTH, options)
    return 'fault' in made ? null : made
  } catch (error) {
    if (error instanceof SourceError) return null
    throw error
  }
}
