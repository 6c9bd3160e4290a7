/** The orders that the catalogue can be put into. */
import type { SearchRow } from '../../formats/search-rows.ts'
import type { Sort } from './query.ts'

type Order = (a: SearchRow, b: SearchRow) => number

/** Metrics of which less is better, by the words in their names. */
const LESS_IS_BETTER = /loss|error|rmse|mae|mse|hd95|hausdorff|distance|perplexity|wer|cer|fid/i

/** Compares entries of `rows`; what lacks the value comes last. Equal ones are left as they are. */
export function orderBy(sort: Exclude<Sort, 'relevance' | 'name'>, rows: readonly SearchRow[]): Order {
  if (sort === 'date') return (a, b) => compare(b.date ?? '', a.date ?? '')
  if (sort === 'size') return (a, b) => compare(a.size ?? Infinity, b.size ?? Infinity)
  return byMetric(rows)
}

/** Numbers of one metric alone can be compared: the metric that most entries state comes first, the best of it at the top. */
function byMetric(rows: readonly SearchRow[]): Order {
  const counts = new Map<string, number>()
  for (const { metric } of rows) if (metric) counts.set(metric.name, (counts.get(metric.name) ?? 0) + 1)
  const names = [...counts].sort(([a, m], [b, n]) => n - m || compare(a, b)).map(([name]) => name)
  const places = new Map(names.map((name, place) => [name, place]))
  const placeOf = ({ metric }: SearchRow): number => (metric ? places.get(metric.name)! : names.length)
  const valueOf = ({ metric }: SearchRow): number => {
    if (metric === null) return 0
    return LESS_IS_BETTER.test(metric.name) ? metric.value : -metric.value
  }
  return (a, b) => placeOf(a) - placeOf(b) || compare(valueOf(a), valueOf(b))
}

function compare<Value extends string | number>(a: Value, b: Value): number {
  return a === b ? 0 : a < b ? -1 : 1
}
