/** Round numbers for an axis. */

export interface Ticks {
  /** Ascending, evenly spaced, the first at or below the least value, the last at or above the greatest. */
  values: number[]
  step: number
}

/**
 * Some `count` ticks, 1, 2 or 5 times a power of ten apart, that take in `least` to `greatest`; both finite. A single value gets
 * room above and below.
 */
export function niceTicks(least: number, greatest: number, count: number): Ticks {
  const size = Math.max(Math.abs(least), Math.abs(greatest))
  // Closer together than numbers of their size can be told apart by.
  const isSingle = greatest - least <= 1e-9 * Math.max(size, 1e-90)
  // What is next to nothing is nothing: halves of it would round to nothing.
  const room = isSingle ? (size > 1e-90 ? size / 2 : 1) : 0
  const step = niceStep((greatest - least + 2 * room) / count)
  const first = Math.floor((least - room) / step + 1e-9)
  const last = Math.max(Math.ceil((greatest + room) / step - 1e-9), first + 1)
  const length = Math.min(last - first + 1, 4 * count)
  return { values: Array.from({ length }, (_, index) => (first + index) * step), step }
}

/** The nearest, as one sees distances on a scale of powers. */
function niceStep(rough: number): number {
  const unit = 10 ** Math.floor(Math.log10(rough))
  const times = rough / unit
  if (times < Math.SQRT2) return unit
  if (times < Math.sqrt(10)) return 2 * unit
  return times < Math.sqrt(50) ? 5 * unit : 10 * unit
}
