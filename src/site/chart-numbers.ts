/** A chart's numbers as a table. */
import type { Chart } from '../inspect/training/chart.ts'
import { thinned } from '../inspect/training/to-chart.ts'
import { formatStep } from './charts.ts'
import { formatMeasures } from './format-measure.ts'

const MAX_ROWS = 60
/** Where there is a chart for each of many folds. */
const DETAIL_ROWS = 25

export interface ChartNumbers {
  axis: string
  columns: string[]
  rows: { step: string; values: string[] }[]
  /** True where rows were left out. */
  isThinned: boolean
}

/** Of a long chart rows in between are left out; the first, the last and the extremes stay. */
export function chartNumbers(chart: Chart): ChartNumbers {
  const { axis, steps, series } = thinned(chart, chart.isDetail ? DETAIL_ROWS : MAX_ROWS)
  const columns = series.map(({ values }) => formatMeasures(values))
  return {
    axis,
    columns: series.map(({ name }) => name),
    rows: steps.map((step, at) => ({ step: formatStep(step), values: columns.map((values) => values[at]!) })),
    isThinned: steps.length < chart.steps.length,
  }
}
