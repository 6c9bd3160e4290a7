/** A problem as a compiler shows it: place and message, the offending line with a mark below, and what to paste. */
import { styleText } from 'node:util'
import { widthOf } from '../../client/cli/terminal-text.ts'
import { escapeHidden, type Problem } from '../../zoo/problem.ts'

export interface Display {
  /** Of the terminal; undefined: there is none, and nothing is wrapped. */
  columns?: number | undefined
  isColoured: boolean
}

type Colour = Parameters<typeof styleText>[0]

/** Characters of a source line that are shown where there is no terminal. */
const COLUMNS = 100
/** A line that is longer is no help in a terminal; the JSON has it. */
const LONGEST_PASTE = 400
const MOST_PASTED = 12
const INDENT = '    '

/** `source` is the line of the file that the problem is in; null: it is not shown. Everything untrusted is escaped. */
export function formatProblemAtLength(problem: Problem, source: string | null, display: Display): string {
  return [
    ...messageLines(problem, display),
    ...(source === null ? [] : sourceLines(problem, source, display)),
    ...pasteLines(problem),
  ].join('\n')
}

/** `file:line:column: `, then what `formatProblem` says. */
function messageLines(problem: Problem, { columns = Infinity, isColoured }: Display): string[] {
  const { file, line, column, byte, kind, message, severity } = problem
  const paint = (colour: Colour, text: string) => (isColoured ? styleText(colour, text, STYLED) : text)
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined)
  const tags = [severity === 'warning' ? 'warning' : '', byte === undefined ? '' : `byte ${byte}`, kind ?? '']
  const head = `${escapeHidden(place.join(':'))}: `
  const tag = tags.filter((part) => part !== '').map((part) => `${part}: `)
  const [first = '', ...rest] = wrapAfter(head + tag.join(''), message, columns)
  const colour = severity === 'warning' ? 'yellow' : 'red'
  const painted = first.startsWith(head)
    ? paint(['bold', colour], head.trimEnd()) + first.slice(head.length - 1)
    : first
  return [painted, ...rest]
}

/** Without asking the stream: the caller has. */
const STYLED = { validateStream: false }

/** The message behind its head, and below it where a path leaves it no room. */
function wrapAfter(head: string, message: string, columns: number): string[] {
  const text = escapeHidden(message)
  if (columns === Infinity) return [head + text]
  const isLong = widthOf(head) > columns / 2
  const lines: string[] = isLong ? [head.trimEnd(), INDENT] : [head]
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!
    const longer = line === INDENT || line === head ? line + word : `${line} ${word}`
    if (widthOf(longer) <= columns || line === INDENT || line === head) lines[lines.length - 1] = longer
    else lines.push(INDENT + word)
  }
  return lines
}

function sourceLines(
  { line, column = 1, text = '', severity }: Problem,
  source: string,
  display: Display,
): string[] {
  const gutter = `${line ?? 1} | `
  const room = Math.max((display.columns ?? COLUMNS) - gutter.length - 2, 20)
  const { before, marked, after } = cutAround(source, column - 1, text.length, room)
  const mark = ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(widthOf(marked), 1))
  const blanks = `${' '.repeat(gutter.length - 2)}| `
  const colour = severity === 'warning' ? 'yellow' : 'red'
  return [
    `  ${gutter}${before}${marked}${after}`,
    `  ${blanks}${display.isColoured ? styleText(colour, mark, STYLED) : mark}`,
  ]
}

/** What fits of a line around a place in it, escaped. */
function cutAround(
  source: string,
  start: number,
  length: number,
  room: number,
): { before: string; marked: string; after: string } {
  const marked = cutTo(escapeHidden(source.slice(start, start + length)), Math.ceil(room / 2))
  const all = escapeHidden(source.slice(0, start))
  const most = Math.max(room - widthOf(marked) - 10, 8)
  const before = widthOf(all) > most ? `…${tail(all, most - 1)}` : all
  const left = room - widthOf(before) - widthOf(marked)
  return { before, marked, after: cutTo(escapeHidden(source.slice(start + length)), Math.max(left, 1)) }
}

function cutTo(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let cut = ''
  for (const char of text) {
    if (widthOf(cut + char) >= columns) break
    cut += char
  }
  return `${cut}…`
}

function tail(text: string, columns: number): string {
  let cut = ''
  for (const char of Array.from(text.slice(-2 * columns)).reverse()) {
    if (widthOf(char + cut) > columns) break
    cut = char + cut
  }
  return cut
}

/** One line behind the word; several below it, as they are, so that they can be copied. */
function pasteLines({ paste }: Problem): string[] {
  const lines = paste?.split('\n') ?? []
  if (lines.length === 0 || lines.length > MOST_PASTED || lines.some((line) => line.length > LONGEST_PASTE))
    return []
  const shown = lines.map(escapeHidden)
  return shown.length === 1 ? [`  Paste: ${shown[0]!}`] : ['  Paste:', ...shown]
}
