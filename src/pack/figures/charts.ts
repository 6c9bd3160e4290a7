/** Curves from the logs of a training. */
import type { Chart } from '../../inspect/training/chart.ts'
import { parseCsvLog } from '../../inspect/training/csv-log.ts'
import { parseCaffeLog, parseTorchLog } from '../../inspect/training/digits-log.ts'
import { foldCharts, type FoldLog } from '../../inspect/training/fold-charts.ts'
import { parseNnunetLogs } from '../../inspect/training/nnunet-log.ts'
import { foldLabel } from '../../inspect/training/score-tables.ts'
import type { Entry, NnunetTraining } from '../../zoo/entry.ts'
import type { SourceZoo } from '../source.ts'
import { readLog } from './log-file.ts'
import { readClasses, shownTrainings } from './nnunet-folds.ts'

const MAX_CHARTS = 24
/** Of one fold: as often a training may have been taken up again. */
const MAX_LOGS = 12

const DIGITS_LOGS = [
  ['caffe_output.log', parseCaffeLog],
  ['torch_output.log', parseTorchLog],
  ['tensorflow_output.log', parseTorchLog],
] as const

/** The entry's own table first, then what its framework wrote. */
export function readCharts(entry: Entry, zoo: SourceZoo): Chart[] {
  const charts = [
    ...tableCharts(entry, zoo),
    ...digitsCharts(entry, zoo),
    ...shownTrainings(entry).flatMap((training) => trainingCharts(entry, training, zoo)),
  ]
  return charts.slice(0, MAX_CHARTS)
}

function tableCharts(entry: Entry, zoo: SourceZoo): Chart[] {
  const text = entry.trainingLog && readLog(entry, entry.trainingLog, zoo)
  return text ? parseCsvLog(text, entry.trainingLog!.from) : []
}

function digitsCharts(entry: Entry, zoo: SourceZoo): Chart[] {
  return DIGITS_LOGS.flatMap(([name, parse]) => {
    const file = entry.digits?.files.find(({ from }) => from === name)
    const text = file && readLog(entry, file, zoo)
    return text ? parse(text, name) : []
  })
}

function trainingCharts(entry: Entry, training: NnunetTraining, zoo: SourceZoo): Chart[] {
  const { inOrder } = readClasses(entry, training, zoo)
  const folds = training.folds.flatMap(
    (fold) => foldLog(entry, `${training.folder}/${fold}`, inOrder, zoo) ?? [],
  )
  return foldCharts(folds, training.configuration, `${training.folder}/fold_*/training_log_*.txt`)
}

function foldLog(entry: Entry, folder: string, classes: readonly string[], zoo: SourceZoo): FoldLog | null {
  const prefix = `${folder}/training_log_`
  const files = (entry.nnunet?.files ?? [])
    .filter(({ from }) => from.startsWith(prefix) && /^[\d_]{1,40}\.txt$/.test(from.slice(prefix.length)))
    .sort((a, b) => compareMoments(momentOf(a.from), momentOf(b.from)))
    .slice(-MAX_LOGS)
  const texts = files.flatMap((file) => readLog(entry, file, zoo) ?? [])
  if (texts.length === 0) return null
  const source = files.length === 1 ? files[0]!.from : `${prefix}*.txt`
  return { name: foldLabel(folder.split('/').at(-1)!), source, ...parseNnunetLogs(texts, classes) }
}

/** From `training_log_2024_1_31_09_05_00.txt`, whose month and day have no zero in front. */
function momentOf(path: string): number[] {
  return path.slice(path.lastIndexOf('training_log_')).match(/\d+/g)?.map(Number) ?? []
}

function compareMoments(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index])
  return at === -1 ? a.length - b.length : a[at]! - (b[at] ?? -1)
}
