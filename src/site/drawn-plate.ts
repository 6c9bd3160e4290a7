/** The plate of an entry without a picture: its initials on one of a few ruled figures, the same on every machine. */

/** How many figures `PlateFigures.astro` draws. */
export const FIGURES = 4

/** Up to two first letters of the title's words. */
export function initials(title: string): string {
  const words = title.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  return words
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0)!).toUpperCase())
    .join('')
}

/** Which figure an entry gets, from its id. */
export function figureOf(id: string): number {
  return Buffer.from(id).reduce((sum, byte) => (sum * 31 + byte) % 9973, 7) % FIGURES
}
