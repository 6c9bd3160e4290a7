/**
 * The pages' own typeface as outlines, from its npm package: what fonts a machine has makes no difference. Each style comes in subsets,
 * which are loaded when a text needs them.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import opentype, { type Font } from 'opentype.js'

export type Style = '600-normal' | '400-normal' | '400-italic'

const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese'] as const
type Subset = (typeof SUBSETS)[number]

const require = createRequire(import.meta.url)
const loaded = new Map<string, Font>()
let ranges: Record<Subset, [first: number, last: number][]> | undefined

/** The font with a glyph for the character; null: there is none. */
export function fontFor(character: string, style: Style): Font | null {
  const code = character.codePointAt(0)!
  for (const subset of SUBSETS) {
    if (!rangesOf(subset).some(([first, last]) => first <= code && code <= last)) continue
    const font = load(subset, style)
    if (font.charToGlyph(character).index !== 0) return font
  }
  return null
}

function load(subset: Subset, style: Style): Font {
  const name = `source-serif-4-${subset}-${style}.woff`
  const known = loaded.get(name)
  if (known) return known
  const bytes = readFileSync(require.resolve(`@fontsource/source-serif-4/files/${name}`))
  const font = opentype.parse(new Uint8Array(bytes).buffer)
  loaded.set(name, font)
  return font
}

function rangesOf(subset: Subset): [number, number][] {
  ranges ??= parseRanges(require('@fontsource/source-serif-4/unicode.json') as Record<Subset, string>)
  return ranges[subset]
}

/** `U+0000-00FF,U+0131` */
function parseRanges(texts: Record<Subset, string>): Record<Subset, [number, number][]> {
  const parse = (text: string) =>
    text.split(',').map((range): [number, number] => {
      const [first = '', last = first] = range.replace('U+', '').split('-')
      return [Number.parseInt(first, 16), Number.parseInt(last, 16)]
    })
  return Object.fromEntries(SUBSETS.map((subset) => [subset, parse(texts[subset])])) as typeof ranges & object
}
