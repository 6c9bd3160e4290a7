/**
 * The slips that people make in YAML, told from what the parser stumbles over, which is often a line further on or two things at once.
 */
import type { YAMLError } from 'yaml'

export interface Slip {
  /** Of the YAML, counted from 0. */
  line: number
  message: string
  /** What should stand in that line. */
  paste?: string
}

type Fault = Pick<YAMLError, 'code' | 'message'>

/** A key, the list dash before it and the colon behind it included. */
const KEY = /^( *(?:- +)*)([\w-]{1,100}):(?= |$)/
const GLUED = /^( *(?:- +)?)([A-Za-z][\w-]{0,99}) *[:=] *(\S.*)$/

/** The slip that explains a fault at a line; null: nobody can tell. `lines` are those of the YAML. */
export function slipOf({ code, message }: Fault, lines: readonly string[], line: number): Slip | null {
  if (code === 'TAB_AS_INDENT') return tab(lines, line)
  if (code === 'BAD_SCALAR_START') return bibtex(lines, line)
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return deeper(lines, line)
  if (code === 'BAD_INDENT') return openBracket(lines, line) ?? otherColumn(lines, line)
  if (code === 'UNEXPECTED_TOKEN') return brokenQuotes(lines, line) ?? shallower(lines, line)
  if (code !== 'MISSING_CHAR') return null
  if (message.startsWith('Sequence item without')) return otherColumn(lines, line)
  return message.startsWith('Missing closing') ? openQuote(lines, line) : glued(lines, line)
}

/** Of front matter that is one text: keys whose value stands at the colon, or behind an equals sign. */
export function gluedKeys(lines: readonly string[]): Slip[] {
  const slips = lines.map((_, line) => glued(lines, line)).filter((slip) => slip !== null)
  return slips.length === lines.filter((text) => text.trim() !== '').length ? slips : []
}

/** The value of a line in quotes, whatever quotes it holds; null: there is no key before it, or its quotes have a meaning already. */
export function withQuotes(source: string): string | null {
  const [, head, value = ''] = /^( *(?:- +)?(?:[\w-]{1,100}: +)?)(\S.*)$/.exec(source.trimEnd()) ?? []
  if (head === undefined || value.includes('\\') || /^[|>]/.test(value)) return null
  const inner = /^(['"])(.*)\1$/.exec(value)?.[2] ?? value
  if (!inner.includes('"')) return `${head}"${inner}"`
  return `${head}'${inner.replaceAll("'", "''")}'`
}

function tab(lines: readonly string[], line: number): Slip {
  const paste = lines[line]!.replace(/^[ \t]*/, (blank) => blank.replaceAll('\t', '  '))
  return { line, message: 'There is a tab before the key. Indent with blanks.', paste }
}

function bibtex(lines: readonly string[], line: number): Slip | null {
  if (!/^ *[\w-]+: +@\w+\{/.test(lines[line]!)) return null
  const message =
    'A value must not begin with "@". For BibTeX write "citation: |", and below it all its lines, each indented by two blanks.'
  return { line, message }
}

/** A key below a value, as if it belonged to it. */
function deeper(lines: readonly string[], line: number): Slip | null {
  const above = KEY.exec(lines[line]!)
  const below = lines[line + 1] ?? ''
  if (above === null || !KEY.test(below) || indentOf(below) <= above[1]!.length) return null
  const message =
    'This line begins further to the right than the one above, so it counts as a part of its value. Begin both in the same column.'
  return { line: line + 1, message, paste: ' '.repeat(above[1]!.length) + below.trim() }
}

function otherColumn(lines: readonly string[], line: number): Slip | null {
  const text = lines[line]!
  const above = KEY.exec(lines[line - 1] ?? '')
  if (above === null || !KEY.test(text)) return null
  const message = 'This line begins in another column than those that it belongs to. Begin all in the same.'
  return { line, message, paste: ' '.repeat(above[1]!.length) + text.trim() }
}

/** The keys above are indented, and this one is not. */
function shallower(lines: readonly string[], line: number): Slip | null {
  const indent = indentOf(lines[0] ?? '')
  if (indent === 0 || line === 0 || !KEY.test(lines[line]!) || indentOf(lines[line]!) >= indent) return null
  const message =
    'This line begins further to the left than the first key. Begin all keys in the same column.'
  return { line, message, paste: ' '.repeat(indent) + lines[line]!.trim() }
}

function openBracket(lines: readonly string[], line: number): Slip | null {
  const at = lastLine(lines, line, /: *\[[^\]]*$/)
  if (at === null) return null
  const text = lines[at]!.trimEnd().replace(/,$/, '')
  return { line: at, message: 'A list begins with [ and does not end with ].', paste: `${text}]` }
}

function openQuote(lines: readonly string[], line: number): Slip | null {
  const at = lastLine(lines, line, /^ *(?:- +)*(?:[\w-]+: +)?(?:"[^"]*|'[^']*)$/)
  if (at === null) return null
  const text = lines[at]!.trimEnd()
  const mark = /["']/.exec(text)![0]
  return { line: at, message: `A value begins with ${mark} and does not end with it.`, paste: text + mark }
}

/** Quotes within quotes, or a value that begins as a list or as a quotation and goes on as a text. */
function brokenQuotes(lines: readonly string[], line: number): Slip | null {
  const text = lines[line]!
  if (!/^ *(?:- +)?[\w-]+: +["'[{]/.test(text)) return null
  const paste = withQuotes(text)
  const message = 'The value goes on behind its end. Put the whole of it into quotes of one kind.'
  return paste === null ? { line, message } : { line, message, paste }
}

function glued(lines: readonly string[], line: number): Slip | null {
  const [, head, key, value] = GLUED.exec(lines[line]!) ?? []
  if (head === undefined || KEY.test(lines[line]!)) return null
  const message = 'A key and its value are parted by a colon and a blank.'
  return { line, message, paste: `${head}${key!}: ${value!}` }
}

/** The last one that fits, from `line` upwards. */
function lastLine(lines: readonly string[], line: number, wanted: RegExp): number | null {
  for (let at = Math.min(line, lines.length - 1); at >= 0; at--) if (wanted.test(lines[at]!)) return at
  return null
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length
}
