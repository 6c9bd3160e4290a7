/**
 * The text format of Protocol Buffers, as far as Caffe's networks use it: `name: value`, `name { … }`, strings, lists, comments.
 * Language: https://protobuf.dev/reference/protobuf/textformat-spec/
 */

const MAX_DEPTH = 32
/** The largest networks that people publish have a tenth of them. */
const MAX_FIELDS = 100_000
const TOKEN =
  /(?:[\s\uFEFF]+|#[^\n]*)|([A-Za-z_][\w.]*|[-+]?\.?\d[\w.+-]*|[-+][A-Za-z]\w*)|("(?:[^"\\\n]|\\[^\n]){0,4096}"|'(?:[^'\\\n]|\\[^\n]){0,4096}')|([{}<>[\]:,;])/y

export type TextValue = string | TextMessage

/** The fields of a message in their order. Numbers and names stand as they are written. */
export class TextMessage {
  readonly fields: [string, TextValue][] = []

  /** Every value of a field that is no message. */
  texts(name: string): string[] {
    return this.#all(name).filter((value) => typeof value === 'string')
  }

  /** Every message of a field. */
  messages(name: string): TextMessage[] {
    return this.#all(name).filter((value) => typeof value !== 'string')
  }

  /** The last value counts, as Protocol Buffers have it. */
  text(name: string): string | null {
    return this.texts(name).at(-1) ?? null
  }

  message(name: string): TextMessage | null {
    return this.messages(name).at(-1) ?? null
  }

  numbers(name: string): number[] {
    return this.texts(name).map((text) => (/^[-+]?[\d.]/.test(text) ? Number(text) : NaN))
  }

  number(name: string): number | null {
    const value = this.numbers(name).at(-1)
    return value === undefined || Number.isNaN(value) ? null : value
  }

  isTrue(name: string, fallback: boolean): boolean {
    const text = this.text(name)
    return text === null ? fallback : text === 'true' || text === '1' || text === 't'
  }

  #all(name: string): TextValue[] {
    return this.fields.filter(([one]) => one === name).map(([, value]) => value)
  }
}

/** Null where the text is none, nests too deep or is longer than any network. */
export function parsePrototxt(text: string): TextMessage | null {
  try {
    return new Parser(text).message('', 0)
  } catch (error) {
    if (error instanceof PrototxtError) return null
    throw error
  }
}

class PrototxtError extends Error {
  override name = 'PrototxtError'
}

class Parser {
  readonly #tokens: Generator<string, undefined>
  #next: string
  #left = MAX_FIELDS

  constructor(text: string) {
    this.#tokens = tokensOf(text)
    this.#next = ''
    this.#advance()
  }

  /** Reads up to `end`; '' is the end of the text. */
  message(end: string, depth: number): TextMessage {
    if (depth > MAX_DEPTH) throw new PrototxtError()
    const message = new TextMessage()
    while (this.#next !== end) {
      const name = this.#advance()
      if (!/^[A-Za-z_]/.test(name)) throw new PrototxtError()
      this.#field(message, name, depth)
    }
    this.#advance()
    return message
  }

  #field(message: TextMessage, name: string, depth: number): void {
    const hasColon = this.#skip(':')
    if (hasColon && this.#skip('[')) {
      while (!this.#skip(']')) {
        this.#add(message, name, this.#value(depth))
        this.#skip(',')
      }
    } else {
      if (!hasColon && this.#next !== '{' && this.#next !== '<') throw new PrototxtError()
      this.#add(message, name, this.#value(depth))
    }
    if (!this.#skip(',')) this.#skip(';')
  }

  #add(message: TextMessage, name: string, value: TextValue): void {
    if (this.#left-- === 0) throw new PrototxtError()
    message.fields.push([name, value])
  }

  #value(depth: number): TextValue {
    if (this.#skip('{')) return this.message('}', depth + 1)
    if (this.#skip('<')) return this.message('>', depth + 1)
    const token = this.#advance()
    if (!/^["'\w.+-]/.test(token)) throw new PrototxtError()
    if (!/^["']/.test(token)) return token
    let text = unquoted(token)
    // Strings that follow each other are one.
    while (/^["']/.test(this.#next) && this.#left-- > 0) text += unquoted(this.#advance())
    return text
  }

  #skip(token: string): boolean {
    if (this.#next !== token) return false
    this.#advance()
    return true
  }

  #advance(): string {
    const token = this.#next
    const { value, done } = this.#tokens.next()
    this.#next = done ? '' : value
    return token
  }
}

function* tokensOf(text: string): Generator<string, undefined> {
  const pattern = new RegExp(TOKEN)
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (match === null) throw new PrototxtError()
    const token = match[1] ?? match[2] ?? match[3]
    if (token !== undefined) yield token
  }
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r' }

/** Escapes by number become blanks: names have none. */
function unquoted(token: string): string {
  return token.slice(1, -1).replace(/\\(?:[0-7]{1,3}|x[\da-fA-F]{1,2}|(.))/g, (_, letter?: string) => {
    return letter === undefined ? ' ' : (ESCAPES[letter] ?? letter)
  })
}
