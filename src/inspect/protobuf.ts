/**
 * Protocol Buffers, as far as needed to walk through a message: what is not asked for is passed over unread.
 * Wire format: https://protobuf.dev/programming-guides/encoding/
 */
import type { ByteSource } from '../lib/byte-source.ts'
import { Cursor } from './cursor.ts'
import { FormatError } from './finding.ts'

/** A part of a source that holds one message. */
export interface Message {
  source: ByteSource
  start: number
  end: number
}

export interface Field {
  number: number
  /** Of a varint; 0 of anything else. */
  value: number
  /** The same where a number below zero may stand; `value` takes it for a very large one. */
  signed: number
  /** Where the bytes of a string, of bytes or of a message lie; null: a plain number. */
  message: Message | null
}

/** The fields in their order. @throws FormatError where it is no message. */
export function* fieldsOf({ source, start, end }: Message): Generator<Field> {
  const cursor = new Cursor(source, start, end)
  while (cursor.left > 0) {
    const tag = varint(cursor)
    const number = Math.floor(tag / 8)
    if (number === 0) throw new FormatError('A field has no number.', cursor.offset)
    yield { number, ...valueOf(cursor, tag % 8, source) }
  }
}

/** A field's bytes as text, cut after `limit` bytes. */
export function textOf({ source, start, end }: Message, limit = 1024): string {
  return source.read(start, Math.min(limit, end - start)).toString('utf8')
}

/** A varint, or several in one field. */
export function numbersOf({ value, message }: Field): number[] {
  return message === null ? [value] : packed(message, varint)
}

/** The same where numbers below zero may stand. */
export function integersOf({ signed, message }: Field): number[] {
  return message === null ? [signed] : packed(message, (cursor) => integer(cursor).signed)
}

function packed({ source, start, end }: Message, next: (cursor: Cursor) => number): number[] {
  const cursor = new Cursor(source, start, end)
  const numbers: number[] = []
  while (cursor.left > 0 && numbers.length < 64) numbers.push(next(cursor))
  return numbers
}

type Value = Pick<Field, 'value' | 'signed' | 'message'>

function valueOf(cursor: Cursor, type: number, source: ByteSource): Value {
  if (type === 0) return { ...integer(cursor), message: null }
  if (type === 1 || type === 5) {
    cursor.skip(type === 1 ? 8 : 4)
    return { value: 0, signed: 0, message: null }
  }
  if (type !== 2) throw new FormatError('A field is of a kind that is not known.', cursor.offset)
  const length = varint(cursor)
  const start = cursor.offset
  cursor.skip(length)
  return { value: 0, signed: 0, message: { source, start, end: start + length } }
}

/** A negative number is written as its two's complement in ten bytes; of those near to zero no digit is lost. */
function integer(cursor: Cursor): { value: number; signed: number } {
  const from = cursor.offset
  let complement = 0
  let value = 0
  for (let shift = 0; shift < 10; shift++) {
    const byte = cursor.u8()
    value += (byte & 0x7f) * 2 ** (7 * shift)
    if (shift < 9) complement += (~byte & 0x7f) * 2 ** (7 * shift)
    if (byte < 0x80) return { value, signed: shift === 9 ? -1 - complement : value }
  }
  throw new FormatError('A number is longer than ten bytes.', from)
}

/** As a number; what needs more than 53 bits is no length and no dimension of a real file. */
function varint(cursor: Cursor): number {
  return integer(cursor).value
}
