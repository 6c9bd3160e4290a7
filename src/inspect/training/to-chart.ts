/** Puts curves on one axis, and thins them to what a picture can show. */
import { MAX_STEPS, type Chart } from './chart.ts'
import type { Curve } from './curves.ts'

/** Null where there is no curve of two points. */
export function toChart(head: Omit<Chart, 'steps' | 'series'>, curves: readonly Curve[]): Chart | null {
  const shown = curves.filter(({ steps }) => steps.length > 0)
  if (!shown.some(({ steps }) => steps.length > 1)) return null
  return { ...head, ...sampled(shown, MAX_STEPS) }
}

/** The same chart with at most `most` steps; the first, the last, the least and the greatest value of each series stay. */
export function thinned(chart: Chart, most: number): Chart {
  const curves = chart.series.map(({ name, values }) => {
    const known = [...values.keys()].filter((at) => values[at] !== null)
    return { name, steps: known.map((at) => chart.steps[at]!), values: known.map((at) => values[at]!) }
  })
  return { ...chart, ...sampled(curves, most) }
}

function sampled(curves: readonly Curve[], most: number): Pick<Chart, 'steps' | 'series'> {
  const steps = chooseSteps(curves, most)
  const series = curves.map((curve) => ({
    name: curve.name,
    values: steps.map((step) => valueAt(curve, step)),
  }))
  return { steps, series }
}

/** The steps of all curves, or so many, evenly spread over each, as fit beside those that must stay. */
function chooseSteps(curves: readonly Curve[], most: number): number[] {
  const marks = curves.map(marksOf)
  for (let count = most; ; count = Math.floor(count * 0.9)) {
    const chosen = new Set<number>()
    curves.forEach(({ steps }, index) => {
      for (const at of marks[index]!) chosen.add(steps[at]!)
      for (const at of spread(steps.length, count)) chosen.add(steps[at]!)
    })
    // The marks of all curves stay, even where they alone are more.
    if (chosen.size <= most || count === 0) return [...chosen].sort((a, b) => a - b)
  }
}

/** Where the first, the last, the least and the greatest value stand. */
function marksOf({ values }: Curve): number[] {
  let [least, greatest] = [0, 0]
  values.forEach((value, at) => {
    if (value < values[least]!) least = at
    if (value > values[greatest]!) greatest = at
  })
  return [0, values.length - 1, least, greatest]
}

function spread(length: number, count: number): number[] {
  if (length <= count) return [...Array(length).keys()]
  return Array.from({ length: count }, (_, index) => Math.floor((index * length) / count))
}

function valueAt({ steps, values }: Curve, step: number): number | null {
  let [from, to] = [0, steps.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (steps[middle]! < step) from = middle + 1
    else to = middle
  }
  return steps[from] === step ? values[from]! : null
}
