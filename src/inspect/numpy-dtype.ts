/**
 * The type of an array as the header of a `.npy` file states it, read by the grammar that numpy writes. An object anywhere in it is a
 * pickle, and numpy also takes texts such as `'i4,O'` or `"O"`, so whatever is not of this grammar is none.
 * Source: numpy/lib/format.py, `dtype_to_descr`.
 */
import { FormatError } from './finding.ts'

const PLAIN =
  /^(?:[<>|=]?[?bBhHiIlLqQfdFDgGaSUVcmMpPeu]\d*(?:\[[\w/]+\])?|bool|bfloat16|(?:u?int|complex)\d+|float\d+(?:_\w+)?)$/
const OBJECT = /^[<>|=]?O\d*$|^object/
const SHAPE = /\((?:\d+L?, ?)*(?:\d+L?,?)?\)|\d+L?/y
const MAX_DEPTH = 32

/** The text of a plain type; null: one with fields. @throws FormatError for objects, and for what numpy does not write. */
export function readDtype(descr: string): string | null {
  return new Reader(descr).read()
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): string | null {
    const plain = this.#dtype(0)
    if (this.#at !== this.#text.length) throw unknown()
    return plain
  }

  /** A text, a list of fields, or a type with the shape that it is repeated in. */
  #dtype(depth: number): string | null {
    if (depth > MAX_DEPTH) throw unknown()
    if (this.#passes('[')) {
      do this.#field(depth)
      while (this.#passes(', '))
      this.#expect(']')
      return null
    }
    if (!this.#passes('(')) return this.#plain()
    this.#dtype(depth + 1)
    this.#expect(', ')
    this.#shape()
    this.#expect(')')
    return null
  }

  #plain(): string {
    const name = this.#quoted()
    if (PLAIN.test(name)) return name
    throw OBJECT.test(name)
      ? new FormatError('The array holds Python objects, which are pickled. Save numbers only.')
      : unknown()
  }

  /** `('name', type)` or `(('title', 'name'), type, shape)` */
  #field(depth: number): void {
    this.#expect('(')
    if (this.#passes('(')) {
      this.#quoted()
      this.#expect(', ')
      this.#quoted()
      this.#expect(')')
    } else this.#quoted()
    this.#expect(', ')
    this.#dtype(depth + 1)
    if (this.#passes(', ')) this.#shape()
    this.#expect(')')
  }

  /** What stands between quotes; Python's escapes are left as they are. */
  #quoted(): string {
    const quote = this.#text[this.#at]
    if (quote !== "'" && quote !== '"') throw unknown()
    let end = this.#at + 1
    while (end < this.#text.length && this.#text[end] !== quote) end += this.#text[end] === '\\' ? 2 : 1
    if (end >= this.#text.length) throw unknown()
    const name = this.#text.slice(this.#at + 1, end)
    this.#at = end + 1
    return name
  }

  #shape(): void {
    SHAPE.lastIndex = this.#at
    const found = SHAPE.exec(this.#text)
    if (found === null) throw unknown()
    this.#at = SHAPE.lastIndex
  }

  #passes(sign: string): boolean {
    if (!this.#text.startsWith(sign, this.#at)) return false
    this.#at += sign.length
    return true
  }

  #expect(sign: string): void {
    if (!this.#passes(sign)) throw unknown()
  }
}

function unknown(): FormatError {
  return new FormatError('The type of the array is not one that numpy writes.')
}
