/** Reckoning with the sides of tensors. What is unknown stays unknown, and so does what no number holds exactly. */
import type { Sides } from './network.ts'

/** More than any tensor has; every network of a file stays within it. */
export const MOST_SIDES = 16

/** One step of a window over a line of numbers. */
export interface Window {
  kernel: number
  stride: number
  dilation: number
  /** Numbers added before and after. */
  pad: readonly [number, number]
}

/** The number as the length of a side; null where it can be none. */
export function side(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isSafeInteger(value) && value > 0 ? value : null
}

/** The product; null where a side is unknown. Of no sides: 1. */
export function product(sides: Sides): number | null {
  let all = 1
  for (const one of sides) {
    if (one === null) return null
    all *= one
  }
  return Number.isSafeInteger(all) ? all : null
}

/** How far a window reaches. */
export function reach({ kernel, dilation }: Window): number {
  return dilation * (kernel - 1) + 1
}

/** The length that a convolution makes of another; null where the window does not fit. */
export function convolved(length: number | null, window: Window, round = Math.floor): number | null {
  if (length === null) return null
  const room = length + window.pad[0] + window.pad[1] - reach(window)
  return room < 0 ? null : side(round(room / window.stride) + 1)
}

/** The length that a transposed convolution makes of another. */
export function spread(length: number | null, window: Window, more = 0): number | null {
  if (length === null) return null
  return side(window.stride * (length - 1) + reach(window) - window.pad[0] - window.pad[1] + more)
}

/** An axis that may be counted from the end; null where there is no such one. */
export function axisOf(axis: number, rank: number): number | null {
  const counted = axis < 0 ? axis + rank : axis
  return Number.isInteger(counted) && counted >= 0 && counted < rank ? counted : null
}

/** The sides of tensors that are laid side by side along an axis; null where that cannot be told. */
export function joined(shapes: readonly (Sides | null)[], axis: number): Sides | null {
  const [first] = shapes
  if (!first || shapes.some((shape) => shape?.length !== first.length)) return null
  const at = axisOf(axis, first.length)
  if (at === null) return null
  const lengths = shapes.map((shape) => shape![at] ?? null)
  const sum = lengths.reduce((all, one) => (all === null || one === null ? null : all + one), 0)
  return first.with(at, side(sum))
}

/**
 * The sides that a tensor gets anew: 0 keeps what stood there, -1 takes what is left over.
 * @param wanted Null where only running the network tells it.
 */
export function reshaped(from: Sides, wanted: Sides, keepsZero = true): Sides | null {
  if (wanted.length > MOST_SIDES) return null
  const sides = wanted.map((one, at) => (one === 0 && keepsZero ? (from[at] ?? null) : one))
  if (sides.filter((one) => one === -1).length > 1) return null
  return sides.map((one) => (one === -1 ? leftOver(from, sides) : side(one)))
}

/** Sides that are the same before and after cancel each other out, known or not. */
function leftOver(from: Sides, sides: Sides): number | null {
  const kept = from.findIndex((one, at) => one !== null || sides[at] !== null)
  const start = kept === -1 ? Math.min(from.length, sides.indexOf(-1)) : kept
  const rest = product(sides.slice(start).filter((one) => one !== -1))
  const all = product(from.slice(start))
  return all === null || rest === null || rest <= 0 ? null : side(all / rest)
}

/** As NumPy lets tensors meet: short ones are filled up at the front, and a side of 1 stretches. */
export function broadcast(shapes: readonly (Sides | null)[]): Sides | null {
  const known = shapes.filter((shape) => shape !== null)
  if (known.length < shapes.length || known.length === 0) return null
  const rank = Math.max(...known.map(({ length }) => length))
  return Array.from({ length: rank }, (_, at) => {
    const sides = known.map((shape) => shape.at(at - rank) ?? null)
    const present = sides.filter((_, index) => known[index]!.length >= rank - at)
    const large = present.filter((one) => one !== 1)
    return large.length === 0 ? 1 : (large.find((one) => one !== null) ?? null)
  })
}
