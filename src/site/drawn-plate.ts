/** The plate of an entry without a picture: its initials on one of a few ruled figures, the same on every machine. */
import { sha256 } from '../lib/hash.ts'
import type { SafeHtml } from './safe-html.ts'

// By itself, because a browser has not what this file imports.
export { initials } from './initials.ts'

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

/** Which of `FIGURES` an entry gets. A digest spreads ids evenly, however alike they are. */
export function figureOf(id: string): number {
  return Number.parseInt(sha256(id).slice(0, 2), 16) % FIGURES.length
}

/** Each figure as an SVG symbol, made once: no page has a figure of its own. */
export const FIGURE_SYMBOLS: readonly SafeHtml[] = FIGURES.map(symbolOf)

/** Constants alone go into it, so it is safe. */
function symbolOf(figure: Figure, index: number): SafeHtml {
  const ellipses = turnsOf(figure).map(
    (turn) =>
      `<ellipse cx="160" cy="90" rx="${figure.rx}" ry="${figure.ry}" transform="rotate(${turn} 160 90)"></ellipse>`,
  )
  return `<symbol id="figure-${index}" viewBox="0 0 320 180">${ellipses.join('')}</symbol>` as SafeHtml
}

/** Degrees by which each ellipse of a figure is turned; half a turn brings an ellipse back onto itself. */
function turnsOf({ times }: Figure): number[] {
  return Array.from({ length: times }, (_, turn) => Number(((turn * 180) / times).toFixed(2)))
}
