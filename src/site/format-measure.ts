/** Measured numbers for people, the same on every machine. */
import { formatCount } from './format.ts'

const MINUS = '\u2212'

/** With four digits that count: `0.9720`, `−1.250`, `12,346`, `3.20e−5`. */
export function formatMeasure(value: number): string {
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size < 1e-4 || size >= 1e9) return withMinus(value.toExponential(2))
  const text = size >= 1e4 ? formatCount(Math.round(size)) : size.toPrecision(4)
  return value < 0 ? MINUS + text : text
}

/** A column of numbers with as many decimals as four digits of the greatest need: they stand below each other. */
export function formatMeasures(values: readonly (number | null)[]): string[] {
  const greatest = values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0)
  const isPlain = greatest >= 1e-3 && greatest < 1e4
  const decimals = isPlain ? 3 - Math.floor(Math.log10(greatest)) : 0
  const format = (value: number) =>
    isPlain ? withMinus(value.toFixed(decimals)).replace(/^\u2212(?=[0.]+$)/, '') : formatMeasure(value)
  return values.map((value) => (value === null ? '' : format(value)))
}

/** With as many decimals as ticks so far apart need: `0.25`, `1,000`, `2.5M`. */
export function formatTick(value: number, step: number): string {
  const size = Math.abs(value)
  if (size < step / 2) return '0'
  if (step < 1e-4 || size >= 1e10) return withMinus(Number(value.toPrecision(6)).toExponential())
  if (size >= 1e6) return withMinus(`${Number((value / 1e6).toPrecision(6))}M`)
  const text = size.toFixed(Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)))
  return `${value < 0 ? MINUS : ''}${text.includes('.') ? text : formatCount(Number(text))}`
}

function withMinus(text: string): string {
  return text.replaceAll('-', MINUS).replace('e+', 'e')
}
