/** The plate of an entry without a picture: its initials on one of a few ruled figures, the same on every machine. */
import type { SafeHtml } from './safe-html.ts'

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

/** Which of `FIGURES` an entry gets: by FNV-1a, whose bits are mixed once more so that ids that are much alike spread, too. */
export function figureOf(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0) % FIGURES.length
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
export function turnsOf({ times }: Figure): number[] {
  return Array.from({ length: times }, (_, turn) => Number(((turn * 180) / times).toFixed(2)))
}
