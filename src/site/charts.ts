/** Curves as the geometry of an SVG, drawn at build time from parsed numbers. */
import type { Chart, ChartSeries } from '../inspect/training/chart.ts'
import { FOLD_MEAN } from '../inspect/training/fold-charts.ts'
import { thinned } from '../inspect/training/to-chart.ts'
import { formatMeasure, formatTick } from './format-measure.ts'
import { niceTicks, type Ticks } from './nice-ticks.ts'

/** In units of the view box: as wide as a phone's screen, so that the letters are read there. */
export const CHART = { width: 360, height: 216, left: 44, right: 350, top: 10, bottom: 178 }
/** More lines than these nobody tells apart; the numbers of all are in the table. */
const MAX_LINES = 8
/** Points further apart than a pixel; fewer where there is a chart for each of many folds. */
const DRAWN_STEPS = 200
const DETAIL_STEPS = 100
/** Where more lines have a best value, only that of the first is marked. */
const MAX_MARKS = 3

export interface Tick {
  at: number
  label: string
}

export interface Line {
  name: string
  /** From 1 on: names its colour and its dashes. */
  tone: number
  /** Stands out among the folds that it sums up. */
  isMean: boolean
  /** Of an SVG `path`. */
  path: string
  /** A single value is no line. */
  dot: Point | null
  /** To be marked, at the first of the best values; null: none is. */
  mark: Point | null
  /** `best 0.9720 at epoch 14, last 0.9718` */
  reached: string
}

export interface Point {
  x: number
  y: number
}

export interface LineChart {
  title: string
  axis: string
  xTicks: Tick[]
  yTicks: Tick[]
  lines: Line[]
  /** Series that are in the numbers alone. */
  more: number
  /** What a reader would see, in sentences. */
  description: string
}

type Scale = (value: number) => number

/** Every number in it is finite, whatever finite numbers the chart has. */
export function lineChart(chart: Chart): LineChart {
  const series = chart.series.slice(0, MAX_LINES)
  const drawn = thinned({ ...chart, series }, chart.isDetail ? DETAIL_STEPS : DRAWN_STEPS)
  const values = drawn.series.flatMap((series) => series.values.filter((value) => value !== null))
  const yTicks = niceTicks(least(values), greatest(values), 4)
  const [first = 0, last = 1] = [drawn.steps[0], drawn.steps.at(-1)]
  const x = scale(first, last, CHART.left + 4, CHART.right)
  const y = scale(yTicks.values[0]!, yTicks.values.at(-1)!, CHART.bottom, CHART.top)
  const lines = drawn.series.map((series, index) => toLine(drawn, series, index, x, y))
  return {
    title: chart.title,
    axis: chart.axis,
    xTicks: placeTicks(niceTicks(first, last, last < 1e4 ? 5 : 4), x).filter(
      ({ at }) => at <= CHART.right && at >= CHART.left,
    ),
    yTicks: placeTicks(yTicks, y),
    lines,
    more: chart.series.length - lines.length,
    description: describe(drawn, lines),
  }
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity)
}

function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity)
}

function scale(from: number, to: number, start: number, end: number): Scale {
  return (value) => round(start + ((value - from) / (to - from || 1)) * (end - start))
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function placeTicks({ values, step }: Ticks, scale: Scale): Tick[] {
  return values.map((value) => ({ at: scale(value), label: formatTick(value, step) }))
}

function toLine(chart: Chart, series: ChartSeries, index: number, x: Scale, y: Scale): Line {
  const place = (at: number): Point => ({ x: x(chart.steps[at]!), y: y(series.values[at]!) })
  const points = [...chart.steps.keys()].filter((at) => series.values[at] !== null).map(place)
  const best = bestAt(chart, series)
  const isMarked =
    index === 0 || chart.series.filter((one) => bestAt(chart, one) !== null).length <= MAX_MARKS
  return {
    name: series.name,
    tone: index + 1,
    isMean: series.name === FOLD_MEAN,
    path: points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join(''),
    dot: points.length === 1 ? points[0]! : null,
    mark: best !== null && isMarked ? place(best) : null,
    reached: reached(chart, series, best),
  }
}

/** Where the first of the best values stands; what the training itself optimises has none, since it is best at the end. */
function bestAt({ better }: Chart, { name, values }: ChartSeries): number | null {
  if (better === null || /^train/i.test(name)) return null
  const sign = better === 'higher' ? 1 : -1
  let best: number | null = null
  values.forEach((value, at) => {
    if (value !== null && (best === null || sign * value > sign * values[best]!)) best = at
  })
  return best
}

function reached({ axis, steps }: Chart, { values }: ChartSeries, best: number | null): string {
  const last = values.findLastIndex((value) => value !== null)
  const end = `last ${formatMeasure(values[last]!)}`
  if (best === null) return end
  const where = `at ${axis} ${formatStep(steps[best]!)}`
  return best === last ? `best and ${end}, ${where}` : `best ${formatMeasure(values[best]!)} ${where}, ${end}`
}

/** `Loss by epoch, 1 to 14. train_loss: first 2.032, last 0.0587. …` */
function describe({ title, axis, steps, series }: Chart, lines: readonly Line[]): string {
  const range = `${formatStep(steps[0]!)} to ${formatStep(steps.at(-1)!)}`
  const told = lines.map(({ name, reached }, index) => {
    const first = series[index]!.values.find((value) => value !== null) ?? 0
    return `${name}: first ${formatMeasure(first)}, ${reached}.`
  })
  return [`${title} by ${axis}, ${range}.`, ...told].join(' ')
}

/** Whole steps as they are. */
export function formatStep(step: number): string {
  return formatTick(step, Number.isInteger(step) ? 1 : 0.01)
}
