/** Scores by class from nnU-Net's validation of each fold. */
import type { ScoreTable } from '../../inspect/training/chart.ts'
import { parseNnunetSummary } from '../../inspect/training/nnunet-summary.ts'
import { scoreTables } from '../../inspect/training/score-tables.ts'
import type { Entry, NnunetTraining } from '../../zoo/entry.ts'
import type { SourceZoo } from '../source.ts'
import { readLog } from './log-file.ts'
import { fileAt, readClasses, shownTrainings } from './nnunet-folds.ts'

export function readScores(entry: Entry, zoo: SourceZoo): ScoreTable[] {
  return shownTrainings(entry).flatMap((training) => trainingScores(entry, training, zoo))
}

function trainingScores(entry: Entry, training: NnunetTraining, zoo: SourceZoo): ScoreTable[] {
  const { folder, configuration } = training
  const pathOf = (fold: string) => `${folder}/${fold}/validation/summary.json`
  const folds = training.folds.flatMap((fold) => {
    const file = fileAt(entry, pathOf(fold))
    const text = file && readLog(entry, file, zoo)
    const summary = text ? parseNnunetSummary(text) : null
    return summary ? [{ fold, summary }] : []
  })
  const source = folds.length === 1 ? pathOf(folds[0]!.fold) : pathOf('fold_*')
  return scoreTables({ configuration, source, folds, names: readClasses(entry, training, zoo).names })
}
