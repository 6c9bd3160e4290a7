/** The picture that other sites show beside a link, as SVG without text: paper on the left, the dark mat on the right, like a page's head. */
import { PREVIEW_SIZE } from '../../store.ts'
import { breakLines, drawable, outline } from './outline.ts'
import type { Style } from './fonts.ts'

const { width: WIDTH, height: HEIGHT } = PREVIEW_SIZE
/** Where a picture lies on the mat. */
export const MAT = { left: 744, top: 0, width: 456, height: HEIGHT, padding: 36 }

const MARGIN = 64
const COLUMN = MAT.left - 2 * MARGIN
const PAPER = '#fbfaf6'
const INK = '#1d2320'
const MUTED = '#5b615a'
const RULE = '#dad7cb'
const MOSS = '#2b6a4d'
const DARK = '#101418'
const LIGHT = '#e9e7df'

/** What the picture of a model says. */
export interface ModelWords {
  /** The store's title. */
  store: string
  title: string
  id: string
  /** In the order of what matters. */
  facts: readonly string[]
}

/** A title in a script that the typeface lacks gives way to the id. */
export function modelSvg({ store, title, id, facts }: ModelWords): string {
  const shown = drawable(title, '600-normal')
  const titleBlock = largest(shown ?? id, [60, 52, 46, 40], 3)
  const idBlock = block(shown === null ? null : drawable(id, '400-italic'), 27, 2, '400-italic')
  const height = titleBlock.height + (idBlock.height === 0 ? 0 : 14 + idBlock.height)
  const top = Math.round((HEIGHT - height) / 2) - 8
  return svg([
    ...heading(store),
    ...titleBlock.draw(top, INK),
    ...idBlock.draw(top + titleBlock.height + 14, MUTED),
    ...footing(facts.join('  ·  '), facts),
  ])
}

/** What the picture of a store says. */
export interface StoreWords {
  title: string
  message: string
  /** Its address as people write it. */
  address: string
}

export function storeSvg({ title, message, address }: StoreWords): string {
  const titleBlock = largest(drawable(title, '600-normal') ?? '', [72, 64, 56, 48], 3)
  const words = block(drawable(message, '400-normal'), 30, 4, '400-normal')
  const height = titleBlock.height + (words.height === 0 ? 0 : 22 + words.height)
  const top = Math.round((HEIGHT - height) / 2) - 8
  return svg([
    ...titleBlock.draw(top, INK),
    ...words.draw(top + titleBlock.height + 22, MUTED),
    ...footing(address, [address]),
    rosette(),
  ])
}

interface Block {
  height: number
  draw: (top: number, fill: string) => string[]
}

/** Lines of a text; of no height where there is none. */
function block(text: string | null, size: number, most: number, style: Style): Block {
  if (text === null || text === '') return { height: 0, draw: () => [] }
  const { lines } = breakLines(text, { width: COLUMN, most, size, style })
  const step = Math.round(size * 1.22)
  return {
    height: lines.length * step,
    draw: (top, fill) =>
      lines.map((line, index) =>
        outline(line, { x: MARGIN, y: top + index * step + Math.round(size * 0.95), size, style }, fill),
      ),
  }
}

/** In the largest of the sizes in which all of it fits. */
function largest(text: string, sizes: readonly number[], most: number): Block {
  const style = '600-normal'
  const size = sizes.find((one) => breakLines(text, { width: COLUMN, most, size: one, style }).isWhole)
  return block(text, size ?? sizes.at(-1)!, most, style)
}

function heading(store: string): string[] {
  return block(drawable(store, '600-normal'), 25, 1, '600-normal').draw(54, MOSS)
}

/** The line at the bottom: all words if they can be drawn, else those of `parts` that can. */
function footing(all: string, parts: readonly string[]): string[] {
  const style = '400-normal'
  const text = drawable(all, style) ?? parts.flatMap((part) => drawable(part, style) ?? []).join('  ·  ')
  const words = block(text, 25, 1, style).draw(HEIGHT - 84, MUTED)
  return words.length === 0 ? [] : [rule(HEIGHT - 106), ...words]
}

function rule(y: number): string {
  return `<rect x="${MARGIN}" y="${y}" width="${COLUMN}" height="2" fill="${RULE}"/>`
}

/** The figure of entries without a picture, in the middle of the mat. */
function rosette(): string {
  const [x, y] = [MAT.left + MAT.width / 2, MAT.height / 2]
  const ellipses = Array.from({ length: 18 }, (_, turn) => {
    return `<ellipse cx="${x}" cy="${y}" rx="188" ry="74" transform="rotate(${turn * 10} ${x} ${y})"/>`
  })
  return `<g fill="none" stroke="${LIGHT}" stroke-opacity="0.55" stroke-width="1.5">${ellipses.join('')}</g>`
}

function svg(elements: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${PAPER}"/>`,
    `<rect x="${MAT.left}" y="${MAT.top}" width="${MAT.width}" height="${MAT.height}" fill="${DARK}"/>`,
    ...elements,
    '</svg>',
  ].join('')
}
