/** `training_log.csv` in an entry's root: a header, then a row for each epoch or step. */
import { MAX_CURVES, type Chart } from './chart.ts'
import { Curves } from './curves.ts'
import { linesOf } from './lines.ts'
import { cleanName, parseNumber } from './log-text.ts'
import { logCharts } from './log-charts.ts'

const AXIS = /^(global[ _]?)?(epochs?|steps?|iterations?|iters?|rounds?|batch|batches)$/i
const SEPARATORS = [',', ';', '\t'] as const

interface Columns {
  /** Null: rows are counted. */
  axis: { at: number; name: string } | null
  curves: { at: number; name: string }[]
}

/** A chart for each kind of column; none where the text is no such table, or has no header. */
export function parseCsvLog(text: string, source: string): Chart[] {
  const lines = linesOf(text.replace(/^\ufeff/, ''))
  const header = firstLine(lines)
  const separator = separatorOf(header)
  const names = cellsOf(header.replace(/^#\s*/, ''), separator)
  if (names.some((name) => !Number.isNaN(parseCell(name)))) return []
  const { axis, curves: columns } = columnsOf(names)
  const curves = new Curves()
  let row = 0
  for (const line of lines) {
    if (line === '') continue
    row++
    const cells = cellsOf(line, separator)
    const step = axis === null ? row : parseCell(cells[axis.at])
    for (const { at, name } of columns) curves.add(name, step, parseCell(cells[at]))
  }
  return logCharts(curves.list(), source, axis?.name ?? 'row')
}

/** Of two columns with one name the first counts; counters beside the axis are no curves. */
function columnsOf(header: readonly string[]): Columns {
  const named = header.map((cell, at) => ({ at, name: cleanName(cell) })).filter(({ name }) => name !== '')
  const counters = named.filter(({ name }) => AXIS.test(name))
  const axis = counters.find(({ name }) => /^epochs?$/i.test(name)) ?? counters[0] ?? null
  const first = new Map(named.toReversed().map((column) => [column.name, column]))
  const curves = named.filter((column) => !counters.includes(column) && first.get(column.name) === column)
  return {
    axis: axis && { at: axis.at, name: axis.name.toLowerCase().replaceAll('_', ' ') },
    curves: curves.slice(0, MAX_CURVES),
  }
}

/** Leaves the generator at the next line, which `for … of` would close. */
function firstLine(lines: Generator<string>): string {
  for (;;) {
    const { value = '', done } = lines.next() as IteratorResult<string, undefined>
    if (done || value !== '') return value
  }
}

/** The one that parts the header most often. */
function separatorOf(header: string): string {
  const counts = SEPARATORS.map((separator) => header.split(separator).length)
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!
}

/** A comma inside a cell is that of decimals. */
function parseCell(cell = ''): number {
  return parseNumber(cell.replace(',', '.'))
}

/** Quoted cells may hold the separator; a doubled quote stands for one. */
function cellsOf(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator)
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    const char = line[at]!
    if (char === separator && !isQuoted) {
      cells.push(cell)
      cell = ''
    } else if (char !== '"') cell += char
    else if (isQuoted && line[at + 1] === '"') {
      cell += char
      at++
    } else isQuoted = !isQuoted
  }
  return [...cells, cell]
}
