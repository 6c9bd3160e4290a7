/**
 * The YAML that nearly every card is written in: `key: value`, nested by indentation, lists with dashes, values on one line or after
 * a `|`. Of anything else it says that it does not know, and the library is asked.
 *
 * It is here for speed alone: measured, the library takes over ten times as long, and was most of reading a zoo. What this reads, the
 * library reads the same; `tests/zoo/plain-yaml.test.ts` compares the two.
 */

export interface PlainYaml {
  values: Record<string, unknown>
  /** Numbers as they were typed, by `pathKey`. */
  numbers: Map<string, string>
}

interface Line {
  /** As it stands. */
  raw: string
  /** Blanks before `text`. */
  indent: number
  /** Without blanks at either end; empty for a blank line. */
  text: string
}

/** Tabs, other control characters and marks of byte order mean something to YAML. */
const PLAIN_TEXT = /^[\n -~\u00a0-\ufefe\uff00-\uffff]*$/
const KEY = /^([A-Za-z_][\w-]{0,99}):(?: +|$)/
const ITEM = /^- +(?=[^ ])/
const QUOTED = /^(?:"([^"\\]*)"|'([^']*)')$/
const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/
/** Text to YAML 1.2, whatever it was to YAML 1.1. */
const DAY = /^\d{4}-\d\d-\d\d$/
/** Every other form of a number, and much that is none. */
const LIKE_A_NUMBER = /^[-+.\d]*(?:e[-+]?\d+)?$|^0[xo]|^[-+]?\.(?:inf|nan)$/i
/** What a plain text does not begin with, or not always, and what it does not hold. */
const SIGN = /^[-?:,[\]{}#&*!|>'"%@`]|:(?: |$)| #/
const WORDS = new Map<string, null | boolean>([
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
])

/** Stands for "it is not plain", or wrong; thrown and caught in this file alone. */
const NOT_PLAIN = new Error('not plain')

/** Null: it is not plain, or it is wrong. Line ends are `\n`. */
export function parsePlainYaml(yaml: string): PlainYaml | null {
  if (!PLAIN_TEXT.test(yaml)) return null
  try {
    return new Reader(yaml).read()
  } catch (error) {
    if (error === NOT_PLAIN) return null
    throw error
  }
}

/** Names a value by the keys that lead to it. */
export function pathKey(path: readonly (string | number)[]): string {
  return path.join('\n')
}

class Reader {
  readonly #lines: Line[]
  readonly #numbers = new Map<string, string>()
  /** Leads to the value that is being read. */
  readonly #path: (string | number)[] = []
  /** The next line; undefined at the end. */
  #line: Line | undefined
  #at = -1

  constructor(yaml: string) {
    this.#lines = yaml.split('\n').map(toLine)
    this.#advance()
  }

  read(): PlainYaml {
    const values = this.#map(0)
    if (this.#line) throw NOT_PLAIN
    return { values, numbers: this.#numbers }
  }

  /** Goes to the next line that is not blank. */
  #advance(): void {
    do this.#line = this.#lines[++this.#at]
    while (this.#line?.text === '')
  }

  #map(indent: number): Record<string, unknown> {
    const map: Record<string, unknown> = {}
    while (this.#line?.indent === indent) {
      const [start, key] = KEY.exec(this.#line.text) ?? []
      // A key twice is a mistake; some words are no text, and one is no key in JavaScript.
      if (start === undefined || key === undefined || Object.hasOwn(map, key)) throw NOT_PLAIN
      if (WORDS.has(key) || key === '__proto__') throw NOT_PLAIN
      this.#path.push(key)
      map[key] = this.#value(this.#line.text.slice(start.length), indent)
      this.#path.pop()
    }
    this.#refuseDeeper(indent)
    return map
  }

  #list(indent: number): unknown[] {
    const list: unknown[] = []
    while (this.#line?.indent === indent) {
      const start = ITEM.exec(this.#line.text)?.[0].length
      // The key after a list that is no deeper than the key before it.
      if (start === undefined) break
      this.#path.push(list.length)
      list.push(this.#item(this.#line, start))
      this.#path.pop()
    }
    this.#refuseDeeper(indent)
    return list
  }

  /** What follows a dash: a text, or a map whose first key stands behind the dash. */
  #item({ raw, indent, text }: Line, start: number): unknown {
    const rest = text.slice(start)
    if (!KEY.test(rest)) return this.#scalar(rest)
    this.#line = { raw, indent: indent + start, text: rest }
    return this.#map(indent + start)
  }

  /** What follows a key that stands at `indent`. */
  #value(text: string, indent: number): unknown {
    if (text === '|' || text === '|-') return this.#literal(indent) + (text === '|' ? '\n' : '')
    if (text !== '') return this.#scalar(text)
    this.#advance()
    const next = this.#line
    if (!next || next.indent < indent) return null
    if (ITEM.test(next.text)) return this.#list(next.indent)
    return next.indent === indent ? null : this.#map(next.indent)
  }

  #scalar(text: string): unknown {
    this.#advance()
    const quoted = QUOTED.exec(text)
    if (quoted) return quoted[1] ?? quoted[2]
    if (NUMBER.test(text)) {
      this.#numbers.set(pathKey(this.#path), text)
      return Number(text)
    }
    if (DAY.test(text)) return text
    if (LIKE_A_NUMBER.test(text) || SIGN.test(text)) throw NOT_PLAIN
    const word = WORDS.get(text)
    return word === undefined ? text : word
  }

  /** Lines deeper than `indent` as they stand, without a line end behind the last. */
  #literal(indent: number): string {
    const own = this.#lines[++this.#at]?.indent ?? 0
    if (own <= indent || this.#lines[this.#at]?.text === '') throw NOT_PLAIN
    const lines: string[] = []
    for (let line = this.#lines[this.#at]; line; line = this.#lines[++this.#at]) {
      if (line.text === '' && line.raw !== '') throw NOT_PLAIN
      if (line.text !== '' && line.indent < own) break
      lines.push(line.raw.slice(own))
    }
    this.#at--
    this.#advance()
    return lines.join('\n').replace(/\n+$/, '')
  }

  /** A deeper line would go on with the last text, or is a mistake. */
  #refuseDeeper(indent: number): void {
    if (this.#line && this.#line.indent > indent) throw NOT_PLAIN
  }
}

function toLine(raw: string): Line {
  let indent = 0
  while (raw[indent] === ' ') indent++
  let end = raw.length
  while (end > indent && raw[end - 1] === ' ') end--
  return { raw, indent, text: raw.slice(indent, end) }
}
