/** Text for a terminal: widths, columns, lines. Everything that comes from a store is escaped here. */
import { styleText } from 'node:util'
import { cutEnd } from '../../lib/cut-text.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import type { Surroundings } from '../surroundings.ts'

/** Letters that a terminal draws two columns wide, and marks that stand on the letter before them. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const MARK = /\p{M}/u
const PLAIN = /^[\x20-\x7e]*$/
const GAP = '  '

/** Columns of a terminal that the text takes. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const char of text) width += MARK.test(char) ? 0 : WIDE.test(char) ? 2 : 1
  return width
}

/** Bold on a terminal, unless the person wants no colours (https://no-color.org). */
export function bold(text: string, { columns, env }: Pick<Surroundings, 'columns' | 'env'>): string {
  return columns === undefined || env['NO_COLOR'] || env['TERM'] === 'dumb' ? text : styleText('bold', text)
}

/** Lines of at most `columns` columns, broken between words; a word that is longer stands alone. */
export function wrap(text: string, columns = Infinity): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of escapeHidden(text).split(/ +/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer) > columns) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line === '' ? lines : [...lines, line]
}

export interface Column {
  title: string
  /** Numbers stand at the right. */
  isRight?: boolean
  /** How soon it gives way where a terminal is too narrow; the highest goes first. 0: never. */
  leaves: number
  /** Characters that it may be cut to; undefined: it is whole or not there. */
  shortest?: number
  /** One cell a row. */
  cells: readonly string[]
}

/** Rows under a line of titles, each column as wide as its longest cell, in at most `columns` columns if that can be. */
export function alignColumns(all: readonly Column[], columns = Infinity): string[] {
  let shown = all.filter(({ cells }) => cells.some((cell) => cell !== ''))
  while (leastWidth(shown) > columns && shown.some(({ leaves }) => leaves > 0)) {
    const first = Math.max(...shown.map(({ leaves }) => leaves))
    shown = shown.filter(({ leaves }) => leaves !== first)
  }
  const widths = fit(shown, columns)
  const count = Math.max(0, ...shown.map(({ cells }) => cells.length))
  const line = (cellOf: (column: Column) => string) => {
    return shown
      .map((column, at) => pad(cellOf(column), widths[at]!, column))
      .join(GAP)
      .trimEnd()
  }
  return [
    line(({ title }) => title),
    ...Array.from({ length: count }, (_, row) => line(({ cells }) => cells[row] ?? '')),
  ]
}

function natural({ title, cells }: Column): number {
  return cells.reduce((most, cell) => Math.max(most, widthOf(cell)), widthOf(title))
}

function leastWidth(shown: readonly Column[]): number {
  const widths = shown.map((column) => Math.min(column.shortest ?? Infinity, natural(column)))
  return widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length)
}

/** Those that may be cut share what is missing, the widest first. */
function fit(shown: readonly Column[], columns: number): number[] {
  const widths = shown.map(natural)
  let over = widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length) - columns
  const cuttable = shown.flatMap(({ shortest }, at) => (shortest === undefined ? [] : [{ at, shortest }]))
  for (const { at, shortest } of cuttable.sort((a, b) => widths[b.at]! - widths[a.at]!)) {
    if (over <= 0) break
    const taken = Math.min(over, Math.max(widths[at]! - shortest, 0))
    widths[at]! -= taken
    over -= taken
  }
  return widths
}

function pad(cell: string, width: number, { isRight }: Column): string {
  const cut = widthOf(cell) <= width ? cell : cutToWidth(cell, width)
  const blanks = ' '.repeat(width - widthOf(cut))
  return isRight === true ? blanks + cut : cut + blanks
}

function cutToWidth(text: string, width: number): string {
  if (PLAIN.test(text)) return cutEnd(text, width)
  let cut = ''
  for (const char of text) {
    if (widthOf(cut + char) > width - 1) break
    cut += char
  }
  return `${cut}…`
}
