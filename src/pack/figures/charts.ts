/** Curves and scores from the logs of a training. */
import type { Chart, ScoreTable } from '../../inspect/training/chart.ts'
import type { Entry } from '../../zoo/entry.ts'
import type { SourceZoo } from '../source.ts'

export function readCharts(_entry: Entry, _zoo: SourceZoo): Chart[] {
  return []
}

export function readScores(_entry: Entry, _zoo: SourceZoo): ScoreTable[] {
  return []
}
