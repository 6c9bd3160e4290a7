/** Draws the volumes of an entry, and places their pictures under `/<id>/media/`. */
import type { Picture, View } from '../../store.ts'
import type { Entry, SourceFile } from '../../zoo/entry.ts'
import type { Cached } from '../cache.ts'
import { lookAt } from '../known-source.ts'
import type { PackOptions } from '../options.ts'
import { sliceName } from '../own-pictures.ts'
import type { Placement } from '../place.ts'
import { hashSource, readWhole, sourceOf, type HashedSource } from '../source.ts'
import { SIDE } from './fit-plane.ts'
import { findDataset, parseLabelNames, type LabelNames } from './label-names.ts'
import { renderView, type RenderedView } from './render-view.ts'
import { unlessChanged } from './unless-changed.ts'
import type { VolumePair } from './volumes.ts'

export interface DrawnViews {
  views: View[]
  placements: Placement[]
}

const MOST_VIEWS = 4
/** So many volumes may turn out to be nothing to show. */
const MOST_TRIED = 8
const MOST_DATASET_BYTES = 2 ** 20

/** `files` are all those of the entry. */
export async function drawViews(
  entry: Entry,
  pairs: readonly VolumePair[],
  files: readonly SourceFile[],
  options: PackOptions,
): Promise<DrawnViews> {
  const drawn: DrawnViews = { views: [], placements: [] }
  for (const pair of pairs.slice(0, MOST_TRIED)) {
    if (drawn.views.length === MOST_VIEWS) break
    const hashed = (file: SourceFile | null) => file && knownSource(entry, file, options)
    const rendered = await unlessChanged(async () =>
      renderView(hashed(pair.image), hashed(pair.labels), options),
    )
    const names = rendered && (await namesFor(entry, pair, files, options))
    if (rendered && names) addView(drawn, entry, pair, rendered, names)
  }
  return drawn
}

/** A source with its hash, of the ledger where nobody has touched it since. */
function knownSource(entry: Entry, file: SourceFile, options: PackOptions): HashedSource {
  const source = sourceOf(options, entry.id, file)
  const { sha256 } = lookAt(source, `${entry.id}/${file.from}`, options.ledgers.sources)
  return sha256 === undefined ? hashSource(source) : { ...source, sha256 }
}

async function namesFor(
  entry: Entry,
  { image, labels }: VolumePair,
  files: readonly SourceFile[],
  options: PackOptions,
): Promise<LabelNames> {
  const dataset = findDataset(files, (labels ?? image)!)
  if (dataset === null || dataset.size > MOST_DATASET_BYTES) return new Map()
  const read = () => Promise.resolve(readWhole(sourceOf(options, entry.id, dataset)).toString('utf8'))
  return parseLabelNames((await unlessChanged(read)) ?? '')
}

function addView(
  drawn: DrawnViews,
  entry: Entry,
  { image, labels }: VolumePair,
  { facts, slices }: RenderedView,
  names: LabelNames,
): void {
  const source = (image ?? labels)!.from
  const number = drawn.views.length + 1
  const add = ({ path: from, size, sha256 }: Cached, name: string): Picture => {
    const to = `${entry.id}/media/${name}`
    drawn.placements.push({ from, to, how: 'link', size, sha256 })
    return { source, path: to, width: SIDE, height: SIDE }
  }
  drawn.views.push({
    source,
    labels: facts.isOverlaid ? labels!.from : null,
    ...{ voxels: facts.voxels, spacing: facts.spacing, isOriented: facts.isOriented },
    classes: facts.labels.map((label) => ({ label, name: names.get(label) ?? null })),
    slices: slices.map(({ plane, plain, labelled }) => ({
      plane,
      plain: add(plain, sliceName(number, plane, false)),
      labelled: labelled && add(labelled, sliceName(number, plane, true)),
    })),
  })
}
