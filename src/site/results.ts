/** A card's measured numbers, arranged for a table. */
import { isShare } from '../inspect/training/metric.ts'
import type { Result } from '../zoo/entry.ts'

export interface ResultGroup {
  /** What the numbers were measured on: data set, split and task; '' where the card names none. */
  heading: string
  rows: ResultRow[]
}

export interface ResultRow {
  metric: string
  /** As written in the card. */
  value: string
  /** Per cent of the bar; null where a bar would mislead. */
  bar: number | null
}

/** Groups in the order in which the card names them. */
export function groupResults(results: readonly Result[]): ResultGroup[] {
  const groups = new Map<string, ResultRow[]>()
  for (const result of results) {
    const heading = measuredOn(result)
    const rows = groups.get(heading) ?? []
    rows.push({ metric: result.metric, value: result.value, bar: barOf(result) })
    groups.set(heading, rows)
  }
  return [...groups].map(([heading, rows]) => ({ heading, rows }))
}

/** Data set and split: `fixture-scans, test split`; '' where the card names neither. */
export function measuredOn({ dataset, split }: Result): string {
  return [dataset, split && dataset ? `${split} split` : split].filter(Boolean).join(', ')
}

function barOf({ metric, value }: Result): number | null {
  const number = Number(value)
  if (value.trim() === '' || !(number >= 0 && number <= 1) || !isShare(metric)) return null
  return Number((number * 100).toFixed(2))
}
