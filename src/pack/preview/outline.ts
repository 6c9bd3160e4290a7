/** Text as outlines: what can be drawn of it, how wide it is, how it breaks into lines. */
import type { Font, Step } from 'opentype.js'
import { fontFor, type Style } from './fonts.ts'

/** Pixels; `x` and `y` are where the first line's writing begins on its base line. */
export interface Place {
  x: number
  y: number
  size: number
  style: Style
}

/** Characters that are looked at: the rest of a longer text has no place in a picture. */
const LONGEST = 400

/** The text without signs that the typeface lacks; null where it lacks a letter or digit, as of another script. */
export function drawable(text: string, style: Style): string | null {
  const characters = Array.from(text.slice(0, LONGEST).toWellFormed().normalize('NFC'))
  const kept: string[] = []
  for (const character of characters) {
    if (/\s/.test(character)) kept.push(' ')
    else if (fontFor(character, style)) kept.push(character)
    else if (/[\p{L}\p{M}\p{N}]/u.test(character)) return null
  }
  return kept.join('').replaceAll(/ +/g, ' ').trim() || null
}

/** Elements of SVG; numbers and constants alone go into them. `text` is drawable. */
export function outline(text: string, { x, y, size, style }: Place, fill: string): string {
  return `<path fill="${fill}" transform="translate(${x} ${y})" d="${lineData(text, size, style)}"/>`
}

/** Most of a store's pictures share the lines at top and bottom. */
const drawn = new Map<string, string>()
const MOST_DRAWN = 100

function lineData(text: string, size: number, style: Style): string {
  const key = `${style} ${size} ${text}`
  const known = drawn.get(key)
  if (known !== undefined) return known
  const parts = runs(text, style)
  let at = 0
  const data = parts.map(({ font, text: part }) => {
    const steps = font.getPath(part, at, 0, size).commands
    if (parts.length > 1) at += font.getAdvanceWidth(part, size)
    return steps.map(pathData).join('')
  })
  if (drawn.size >= MOST_DRAWN) drawn.clear()
  drawn.set(key, data.join(''))
  return data.join('')
}

/** The library's own form writes NaN for numbers near zero. */
function pathData({ type, x1, y1, x2, y2, x, y }: Step): string {
  const numbers = [x1, y1, x2, y2, x, y].filter((number) => number !== undefined)
  return type + numbers.map((number) => Math.round(number * 100) / 100).join(' ')
}

/** At most `most` lines of a width; what is left over gives way to an ellipsis. */
export function breakLines(
  text: string,
  { width, most, size, style }: { width: number; most: number; size: number; style: Style },
): { lines: string[]; isWhole: boolean } {
  const fits = (line: string) => widthOf(line.trimEnd(), style) * size <= width
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text, fits)) {
    if (fits(line + piece)) {
      line += piece
      continue
    }
    lines.push(line.trimEnd())
    if (lines.length > most) break
    line = piece
  }
  if (lines.length <= most) lines.push(line.trimEnd())
  return lines.length <= most
    ? { lines, isWhole: true }
    : { lines: [...lines.slice(0, most - 1), withEllipsis(lines[most - 1]!, fits)], isWhole: false }
}

/** Where a line may end: behind blanks, hyphens and underscores, and anywhere in what is longer than a line. */
function piecesOf(text: string, fits: (line: string) => boolean): string[] {
  const words = text.match(/[^\s_-]*[\s_-]+|[^\s_-]+/g) ?? []
  return words.flatMap((word) => (fits(word) ? [word] : Array.from(word)))
}

function withEllipsis(line: string, fits: (line: string) => boolean): string {
  let cut = line
  while (cut !== '' && !fits(`${cut}…`)) cut = cut.slice(0, -1).trimEnd()
  return `${cut}…`
}

/** In units of the size: the sum of what each character takes, without kerning, which costs as much as to draw. */
function widthOf(text: string, style: Style): number {
  let sum = 0
  for (const character of text) sum += advanceOf(character, style)
  return sum
}

const advances = new Map<string, number>()

function advanceOf(character: string, style: Style): number {
  const key = style + character
  let advance = advances.get(key)
  if (advance === undefined) {
    const font = fontFor(character, style)
    advance = font === null ? 0 : font.charToGlyph(character).advanceWidth / font.unitsPerEm
    advances.set(key, advance)
  }
  return advance
}

/** Parts of one font each. */
function runs(text: string, style: Style): { font: Font; text: string }[] {
  const found: { font: Font; text: string }[] = []
  for (const character of text) {
    const last = found.at(-1)
    const font = last && last.font.charToGlyph(character).index !== 0 ? last.font : fontFor(character, style)
    if (font === null) continue
    if (last?.font === font) last.text += character
    else found.push({ font, text: character })
  }
  return found
}
