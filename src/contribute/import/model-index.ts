/** Numbers that were measured, in the shape of Hugging Face's `model-index`. */
import { line, record } from './loose-values.ts'

const MOST_METRICS = 200
const MOST_DEPTH = 4

interface Metric {
  type: string
  value: number | string
}

/** `metrics` holds numbers by name, nested in any way; null where there is none. What is no number is told to `notes`. */
export function modelIndex(
  model: string,
  metrics: unknown,
  dataset: string | null,
  notes: string[],
): object[] | null {
  const found: Metric[] = []
  const others: string[] = []
  collect(metrics, [], found, others)
  if (others.length > 0)
    notes.push(
      `Of the results, these are no numbers and were not carried over: ${others.slice(0, 10).join(', ')}.`,
    )
  if (found.length === 0) return null
  const results = [
    { dataset: { name: dataset ?? 'Not named', type: 'other' }, metrics: found.slice(0, MOST_METRICS) },
  ]
  return [{ name: model, results }]
}

function collect(value: unknown, path: readonly string[], found: Metric[], others: string[]): void {
  if (value === null || value === undefined) return
  const type = path.join('.')
  if (isNumber(value))
    found.push({ type: type || 'value', value: typeof value === 'string' ? value.trim() : value })
  else if (typeof value === 'object' && !Array.isArray(value) && path.length < MOST_DEPTH)
    for (const [key, inner] of Object.entries(record(value)))
      collect(inner, [...path, line(key) ?? ''], found, others)
  else others.push(type)
}

function isNumber(value: unknown): value is number | string {
  return (
    typeof value === 'number' ||
    (typeof value === 'string' && /^\s*-?\d{1,15}(\.\d{1,15})?\s*%?\s*$/.test(value))
  )
}
