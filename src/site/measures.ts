/** Measured numbers side by side: classes by fold, metrics by data set. */
import type { ScoreColumn, ScoreRow, ScoreTable } from '../inspect/training/chart.ts'
import type { ResultGroup } from './results.ts'

export interface MeasureTable {
  caption: string
  /** What the first column holds. */
  stub: string
  columns: string[]
  rows: MeasureRow[]
  /** Sentences below the table. */
  notes: string[]
}

export interface MeasureRow {
  label: string
  /** Set apart from what it sums up. */
  isMean: boolean
  cells: Measure[]
}

export interface Measure {
  text: string
  /** Per cent of the bar; null: none. */
  bar: number | null
}

/** Classes by fold, with the mean of the folds where there are several. Only folds that were held out count in it. */
export function scoreMeasures({ title, columns, rows, mean }: ScoreTable): MeasureTable {
  const hasMean = columns.filter(({ isHeldOut }) => isHeldOut).length > 1
  const toRow = (row: ScoreRow, isMean: boolean): MeasureRow => ({
    label: row.label,
    isMean,
    cells: [...row.values, ...(hasMean ? [meanOfFolds(row, columns)] : [])].map(toMeasure),
  })
  const isOne = rows.length === 1
  return {
    caption: title,
    stub: 'Class',
    columns: [...columns.map(({ label }) => label), ...(hasMean ? ['mean'] : [])],
    rows: [...rows.map((row) => toRow(row, false)), ...(isOne ? [] : [toRow(mean, true)])],
    notes: columns.every(({ isHeldOut }) => isHeldOut)
      ? []
      : ['“All cases” was measured on the cases that it was trained on, so it says little about others.'],
  }
}

function meanOfFolds({ values }: ScoreRow, columns: readonly ScoreColumn[]): number | null {
  const known = values.filter((value, at) => value !== null && columns[at]?.isHeldOut) as number[]
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null
}

function toMeasure(value: number | null): Measure {
  if (value === null) return { text: '–', bar: null }
  const bar = value >= 0 && value <= 1 ? Number((value * 100).toFixed(1)) : null
  return { text: value.toFixed(4), bar }
}

/** Groups of the same metrics as one table; null where they differ, or are too many to stand side by side. */
export function combineResults(groups: readonly ResultGroup[]): MeasureTable | null {
  const [first, ...others] = groups
  if (!first || others.length === 0 || groups.length > 5 || first.rows.length < 2) return null
  const names = (group: ResultGroup) => JSON.stringify(group.rows.map(({ metric }) => metric))
  if (others.some((group) => names(group) !== names(first))) return null
  return {
    caption: 'Results by data set',
    stub: 'Metric',
    columns: groups.map(({ heading }) => heading || 'Not named'),
    rows: first.rows.map(({ metric }, at) => ({
      label: metric,
      isMean: /\b(mean|average|overall)\b/i.test(metric),
      cells: groups.map(({ rows }) => ({ text: rows[at]!.value, bar: rows[at]!.bar })),
    })),
    notes: [],
  }
}
