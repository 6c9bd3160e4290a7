/**
 * nnU-Net's `validation/summary.json` of a fold: version 2 has `mean` and `foreground_mean` at its top, version 1 `mean` below `results`.
 * Python writes `NaN` and `Infinity` where a class is in no case.
 */
import { stringEnd } from '../../lib/json-strings.ts'
import { saneValue } from './log-text.ts'

const MAX_CLASSES = 64
const MAX_METRICS = 24

/** Numbers by metric. */
export type Metrics = Map<string, number>

export interface NnunetSummary {
  /** By `1`, or `(1, 2)` for a region of several labels; the background is left out. */
  classes: Map<string, Metrics>
  foreground: Metrics
}

/** Null where the text is no such summary. */
export function parseNnunetSummary(text: string): NnunetSummary | null {
  const summary = asObject(parseLoose(text))
  const results = asObject(summary?.['results'])
  const mean = asObject(summary?.['mean']) ?? asObject(results?.['mean'])
  if (!mean) return null
  const classes = Object.entries(mean).filter(([key]) => key !== '0')
  return {
    classes: new Map(classes.slice(0, MAX_CLASSES).map(([key, value]) => [key, metricsOf(value)])),
    foreground: metricsOf(summary?.['foreground_mean']),
  }
}

function metricsOf(value: unknown): Metrics {
  const numbers = Object.entries(asObject(value) ?? {}).slice(0, MAX_METRICS)
  return new Map(
    numbers.flatMap(([name, value]) => {
      const number = saneValue(value)
      return number === null ? [] : [[name, number] as const]
    }),
  )
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

/** JSON, and what Python's json adds to it, as null. */
function parseLoose(text: string): unknown {
  for (const read of [() => text, () => withoutConstants(text)]) {
    try {
      return JSON.parse(read())
    } catch {
      // Tried again without Python's constants; then it is no JSON.
    }
  }
  return null
}

function withoutConstants(text: string): string {
  const parts: string[] = []
  for (let at = 0; at < text.length;) {
    const quote = text.indexOf('"', at)
    const end = quote === -1 ? text.length : quote
    parts.push(text.slice(at, end).replaceAll(/-?\bInfinity\b|\bNaN\b/g, 'null'))
    at = quote === -1 ? end : stringEnd(text, quote)
    parts.push(text.slice(end, at))
  }
  return parts.join('')
}
