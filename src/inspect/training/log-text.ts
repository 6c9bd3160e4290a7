/** Words and numbers of logs, which strangers wrote. */

const MAX_NAME = 60
/** No log of a training means numbers beyond these, and reckoning with those between them stays finite. */
const MAX_VALUE = 1e100
const MIN_VALUE = 1e-100
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i
// Controls, and signs that are not seen or turn the direction of writing.
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff\ufffd]/gu

/** NaN for everything but a plain decimal number of a sensible size. */
export function parseNumber(text: string): number {
  const plain = text.trim()
  if (plain.length > 40 || !NUMBER.test(plain)) return NaN
  return saneValue(Number(plain)) ?? NaN
}

/** A number that a log or a JSON file may have, or null; what is next to nothing is nothing. */
export function saneValue(value: unknown): number | null {
  if (typeof value !== 'number' || !(Math.abs(value) <= MAX_VALUE)) return null
  return Math.abs(value) < MIN_VALUE ? 0 : value
}

/** One short line of text that shows what it says. */
export function cleanName(text: string): string {
  const shown = text
    .slice(0, 4 * MAX_NAME)
    .toWellFormed()
    .replaceAll(UNFIT, ' ')
  const words = shown.replaceAll(/\s+/g, ' ').trim()
  // Not through the middle of a character.
  const cut = words.slice(0, MAX_NAME - 1).replace(/[\ud800-\udbff]$/, '')
  return words.length > MAX_NAME ? `${cut}…` : words
}
