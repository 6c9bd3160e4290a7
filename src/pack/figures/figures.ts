/** What an entry's files have to show: charts, scores, networks, and pictures of the data. */
import type { Figures } from '../../store.ts'
import type { Entry } from '../../zoo/entry.ts'
import type { PackOptions } from '../options.ts'
import type { Placement } from '../place.ts'
import { readCharts } from './charts.ts'
import { readClasses } from './classes.ts'
import { readNetworks } from './networks.ts'
import { makeProgress } from './progress.ts'
import { readScores } from './scores.ts'
import { makeViews } from './views.ts'

export interface MadeFigures {
  figures: Figures
  /** Of the pictures that were made. */
  placements: Placement[]
}

/** Files that tell nothing, or are no longer there, are passed over: figures are an addition, never a reason to refuse an entry. */
export async function makeFigures(entry: Entry, options: PackOptions): Promise<MadeFigures> {
  const { views, samples, placements } = await makeViews(entry, options)
  const charts = readCharts(entry, options)
  const progress = await makeProgress(entry, charts, options)
  const figures = {
    charts,
    scores: readScores(entry, options),
    networks: readNetworks(entry, options),
    classes: readClasses(entry, options),
    views,
    samples,
    progress: progress.pictures,
  }
  return { figures, placements: [...placements, ...progress.placements] }
}
