/** Words as search sees them: the same in the build, which writes them, and in the browser, which looks for them. */

/** One word of a text as it stands there. */
export const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu

/** Without case, accents and compatibility forms: `Dénoising` → `denoising`. */
export function fold(text: string): string {
  // Most text is ASCII, and normalising it changes nothing.
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase()
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The folded words of a text in its order, repeated ones included. */
export function wordsOf(text: string): string[] {
  return fold(text).match(WORD) ?? []
}
