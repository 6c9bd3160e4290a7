/** What files of a training tell in numbers: curves over time, and scores by class. */

/** Lines over one axis, as a log holds them. */
export interface Chart {
  title: string
  /** The file, by its path inside the entry's folder. */
  source: string
  /** What is counted: `epoch`, `iteration`. */
  axis: string
  /** Ascending; one for each value of each series. */
  steps: number[]
  series: ChartSeries[]
}

export interface ChartSeries {
  name: string
  /** Null where the log has none for the step, or no finite one. */
  values: (number | null)[]
}

/** Measured numbers by class, such as the Dice of each label. */
export interface ScoreTable {
  title: string
  /** The file, by its path inside the entry's folder. */
  source: string
  /** Metrics. */
  columns: string[]
  rows: { label: string; values: (number | null)[] }[]
}
