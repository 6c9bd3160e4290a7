/** What files of a training tell in numbers: curves over time, and scores by class. */

/** Lines over one axis, as a log holds them. A long log is thinned; first, last, least and greatest values stay. */
export interface Chart {
  title: string
  /** The file, by its path inside the entry's folder. */
  source: string
  /** What is counted: `epoch`, `iteration`. */
  axis: string
  /** Which values are the good ones; null: neither. */
  better: 'lower' | 'higher' | null
  /** True for one of several folds, which another chart shows together. */
  isDetail: boolean
  /** Ascending; one for each value of each series. At most `MAX_STEPS`. */
  steps: number[]
  /** At least one, at most `MAX_CURVES`. */
  series: ChartSeries[]
}

export interface ChartSeries {
  name: string
  /** Null where the log has none for the step, or no finite one; never null throughout. */
  values: (number | null)[]
}

/** One metric by class and fold, such as the Dice of each label. */
export interface ScoreTable {
  title: string
  /** The file, by its path inside the entry's folder; of several, a pattern. */
  source: string
  metric: string
  columns: ScoreColumn[]
  rows: ScoreRow[]
  /** Over the classes, as the files state it. */
  mean: ScoreRow
}

export interface ScoreColumn {
  label: string
  /** False where the model was trained on the very cases that it was measured on. */
  isHeldOut: boolean
}

export interface ScoreRow {
  label: string
  /** One for each column; null where there is none. */
  values: (number | null)[]
}

export const MAX_CURVES = 32
export const MAX_STEPS = 500
