/**
 * Results from a card's `model-index`, Hugging Face's format (https://huggingface.co/docs/hub/model-cards#evaluation-results).
 *
 * Real cards hold it in many half-right forms, and nothing but the results table depends on it. So what cannot be read is a
 * warning, never an error.
 */
import type { Result } from './entry.ts'
import type { FrontMatter, Path } from './front-matter.ts'
import { problemAtPlace } from './place.ts'
import type { Problem } from './problem.ts'
import { cleanLine } from './text.ts'

const KEY = 'model-index'
const MOST_PROBLEMS = 20
/** More than any table that somebody reads. */
const MOST_RESULTS = 2000

/** All metrics in the order of the card. */
export function parseResults(front: FrontMatter, file: string): { results: Result[]; problems: Problem[] } {
  const models = front.values[KEY]
  if (models == null) return { results: [], problems: [] }
  const results: Result[] = []
  const problems: Problem[] = []
  const skip = (path: Path, what: string) =>
    problems.length < MOST_PROBLEMS &&
    problems.push(
      problemAtPlace(file, front.placeOf(path), `model-index: ${what} It is not shown.`, {
        severity: 'warning',
      }),
    )
  if (!Array.isArray(models)) skip([KEY], 'This must be a list of models with "name" and "results".')
  for (const [m, model] of items(models)) {
    for (const [r, result] of items(record(model)['results'])) {
      for (const [i, metric] of items(record(result)['metrics'])) {
        const path: Path = [KEY, m, 'results', r, 'metrics', i]
        const value = metricValue(record(metric)['value'], front.sourceOf([...path, 'value']))
        if (value === null) skip(path, 'A metric needs a number or a short text as its value.')
        else results.push(toResult(record(result), record(metric), value))
      }
    }
  }
  return { results: results.slice(0, MOST_RESULTS), problems }
}

function toResult(result: Record<string, unknown>, metric: Record<string, unknown>, value: string): Result {
  const dataset = record(result['dataset'])
  const task = record(result['task'])
  return {
    task: text(task['name']) ?? text(task['type']),
    dataset: text(dataset['name']) ?? text(dataset['type']) ?? 'Not named',
    split: text(dataset['split']),
    metric: text(metric['name']) ?? text(metric['type']) ?? 'Not named',
    value,
  }
}

/** Numbers as they were typed, so that 0.9730 keeps its zero. */
function metricValue(value: unknown, source: string | undefined): string | null {
  if (typeof value === 'number') return source ?? String(value)
  return text(value)
}

function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? cleanLine(value).slice(0, 200) || null : null
}

function items(value: unknown): [number, unknown][] {
  return Array.isArray(value) ? [...value.entries()] : []
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
