/** Sorts the curves of one log into charts, so that what shares an axis is of one kind and size. */
import type { Chart } from './chart.ts'
import type { Curve } from './curves.ts'
import { curveKind, type CurveKind } from './metric.ts'
import { toChart } from './to-chart.ts'

const MAX_CHARTS = 6

const KINDS: readonly { kind: CurveKind; title: string; better: Chart['better'] }[] = [
  { kind: 'loss', title: 'Loss', better: 'lower' },
  { kind: 'score', title: 'Score', better: 'higher' },
  { kind: 'rate', title: 'Learning rate', better: null },
]

/** Losses, scores (per cent apart from shares), learning rates, and one chart for each other curve; times tell nothing. */
export function logCharts(curves: readonly Curve[], source: string, axis: string): Chart[] {
  const head = { source, axis, isDetail: false }
  const sorted = KINDS.flatMap(({ kind, title, better }) => {
    const ofKind = curves.filter(({ name }) => curveKind(name) === kind)
    // A rate that never changes is one number, which a picture does not tell better.
    if (kind === 'rate' && !ofKind.some(isChanging)) return []
    if (kind !== 'score') return [toChart({ ...head, title, better }, ofKind)]
    return [ofKind.filter(isShareSized), ofKind.filter((curve) => !isShareSized(curve))].map((part) =>
      toChart({ ...head, title, better }, part),
    )
  })
  const others = curves.filter(({ name }) => curveKind(name) === 'other')
  const single = others.map((curve) => toChart({ ...head, title: curve.name, better: null }, [curve]))
  return [...sorted, ...single].filter((chart) => chart !== null).slice(0, MAX_CHARTS)
}

function isShareSized({ values }: Curve): boolean {
  return values.every((value) => value <= 1.5)
}

function isChanging({ values }: Curve): boolean {
  return values.some((value) => value !== values[0])
}
