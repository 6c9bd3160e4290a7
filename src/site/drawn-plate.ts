/** The plate of an entry without a picture: its initials on one of a few ruled figures, the same on every machine. */
import { sha256 } from '../lib/hash.ts'

/** A rosette: one ellipse drawn `times`, turned a little further each time. Radii in units of a plate of 320 × 180. */
export interface Figure {
  rx: number
  ry: number
  times: number
}

/** Drawn by eye: unlike enough that two neighbours rarely look the same. */
export const FIGURES: readonly Figure[] = [
  { rx: 86, ry: 34, times: 18 },
  { rx: 78, ry: 46, times: 14 },
  { rx: 82, ry: 22, times: 24 },
  { rx: 74, ry: 58, times: 12 },
]

/** Up to two first letters of the title's words. */
export function initials(title: string): string {
  const words = title.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  return words
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0)!).toUpperCase())
    .join('')
}

/** Which of `FIGURES` an entry gets. A digest spreads ids evenly, however alike they are. */
export function figureOf(id: string): number {
  return Number.parseInt(sha256(id).slice(0, 2), 16) % FIGURES.length
}

/** Degrees by which each ellipse of a figure is turned; half a turn brings an ellipse back onto itself. */
export function turnsOf({ times }: Figure): number[] {
  return Array.from({ length: times }, (_, turn) => Number(((turn * 180) / times).toFixed(2)))
}
