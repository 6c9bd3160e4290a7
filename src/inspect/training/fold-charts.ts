/** The charts of one nnU-Net training: its folds side by side, and each by itself. */
import { MAX_CURVES, type Chart } from './chart.ts'
import type { Curve } from './curves.ts'
import { VALIDATION_LOSS, type NnunetLog } from './nnunet-log.ts'
import { toChart } from './to-chart.ts'

export interface FoldLog extends NnunetLog {
  /** `fold 0` */
  name: string
  /** The file, by its path inside the entry's folder; of several, a pattern. */
  source: string
}

export const FOLD_MEAN = 'mean of the folds'

/** `configuration` and `source` are those of the training. */
export function foldCharts(folds: readonly FoldLog[], configuration: string, source: string): Chart[] {
  const isDetail = folds.length > 1
  const each = folds.flatMap((fold) => {
    const head = { source: fold.source, axis: 'epoch', isDetail }
    const of = `${configuration}, ${fold.name}`
    return [
      toChart({ ...head, title: `Loss, ${of}`, better: 'lower' }, fold.losses),
      toChart({ ...head, title: `Pseudo Dice, ${of}`, better: 'higher' }, fold.dice.slice(0, MAX_CURVES)),
    ]
  })
  return [...(isDetail ? together(folds, configuration, source) : []), ...each].filter(
    (chart) => chart !== null,
  )
}

function together(folds: readonly FoldLog[], configuration: string, source: string): (Chart | null)[] {
  const head = { source, axis: 'epoch', isDetail: false }
  const losses = byFold(folds, ({ losses }) => losses.find(({ name }) => name === VALIDATION_LOSS))
  const dice = byFold(folds, ({ meanDice }) => meanDice ?? undefined)
  return [
    toChart({ ...head, title: `Validation loss by fold, ${configuration}`, better: 'lower' }, losses),
    toChart({ ...head, title: `Mean pseudo Dice by fold, ${configuration}`, better: 'higher' }, dice),
  ]
}

function byFold(folds: readonly FoldLog[], curveOf: (fold: FoldLog) => Curve | undefined): Curve[] {
  const curves = folds.flatMap((fold) => {
    const curve = curveOf(fold)
    return curve ? [{ ...curve, name: fold.name }] : []
  })
  return curves.length > 1 ? [meanOf(curves), ...curves.slice(0, MAX_CURVES - 1)] : curves
}

/** At the steps that all have: where one fold ends, the mean would jump. */
function meanOf(curves: readonly Curve[]): Curve {
  const sums = new Map<number, { sum: number; count: number }>()
  for (const { steps, values } of curves) {
    steps.forEach((step, at) => {
      const { sum, count } = sums.get(step) ?? { sum: 0, count: 0 }
      sums.set(step, { sum: sum + values[at]!, count: count + 1 })
    })
  }
  const shared = [...sums].filter(([, { count }]) => count === curves.length).sort(([a], [b]) => a - b)
  return {
    name: FOLD_MEAN,
    steps: shared.map(([step]) => step),
    values: shared.map(([, { sum, count }]) => sum / count),
  }
}
