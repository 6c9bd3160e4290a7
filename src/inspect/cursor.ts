/**
 * Reads a source from front to back through a window, so that memory does not grow with the file.
 */
import type { ByteSource } from '../lib/byte-source.ts'
import { FormatError } from './finding.ts'

const WINDOW = 64 * 1024

export class Cursor {
  readonly #source: ByteSource
  readonly #end: number
  #window: Buffer = Buffer.alloc(0)
  /** Where the window begins in the source. */
  #start: number
  #at = 0

  /** Reads from `offset` up to `end`. */
  constructor(source: ByteSource, offset = 0, end = source.size) {
    this.#source = source
    this.#start = offset
    this.#end = Math.min(end, source.size)
  }

  /** Where the next byte lies in the source. */
  get offset(): number {
    return this.#start + this.#at
  }

  /** Bytes up to the end. */
  get left(): number {
    return this.#end - this.offset
  }

  u8(): number {
    if (this.#at === this.#window.length) this.#fill(1)
    return this.#window[this.#at++]!
  }

  u16(): number {
    return this.#take(2).readUInt16LE()
  }

  u32(): number {
    return this.#take(4).readUInt32LE()
  }

  i32(): number {
    return this.#take(4).readInt32LE()
  }

  /** Of what a number cannot hold, the source has not as many bytes anyway: Infinity. */
  u64(): number {
    const value = this.#take(8).readBigUInt64LE()
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : Infinity
  }

  i64(): bigint {
    return this.#take(8).readBigInt64LE()
  }

  f64be(): number {
    return this.#take(8).readDoubleBE()
  }

  /** `length` bytes; they stay valid. */
  bytes(length: number): Buffer {
    if (length > WINDOW) {
      this.#need(length)
      const found = this.#source.read(this.offset, length)
      if (found.length < length) throw this.#short()
      this.skip(length)
      return found
    }
    return Buffer.from(this.#take(length))
  }

  skip(length: number): void {
    this.#need(length)
    const target = this.offset + length
    if (target <= this.#start + this.#window.length) this.#at += length
    else {
      this.#start = target
      this.#window = Buffer.alloc(0)
      this.#at = 0
    }
  }

  /**
   * The bytes up to the next line feed, which is passed over; null where they are more than `keep`. A line of more than `limit` bytes
   * is no line.
   */
  line(keep: number, limit: number): Buffer | null {
    const from = this.offset
    for (;;) {
      if (this.#at === this.#window.length) this.#fill(1)
      const end = this.#window.indexOf(10, this.#at)
      this.#at = end === -1 ? this.#window.length : end
      const length = this.offset - from
      if (length > limit) throw new FormatError(`A line is longer than ${limit} bytes.`, from)
      if (end === -1) continue
      this.#at += 1
      return length > keep ? null : this.#source.read(from, length)
    }
  }

  /** Bytes that are valid until the next call. */
  #take(length: number): Buffer {
    if (this.#window.length - this.#at < length) this.#fill(length)
    this.#at += length
    return this.#window.subarray(this.#at - length, this.#at)
  }

  /** Moves the window, so that it begins here and holds `length` bytes. */
  #fill(length: number): void {
    this.#need(length)
    const offset = this.offset
    this.#window = this.#source.read(offset, Math.min(WINDOW, this.#end - offset))
    this.#start = offset
    this.#at = 0
    if (this.#window.length < length) throw this.#short()
  }

  #need(length: number): void {
    if (length > this.left) throw this.#short()
  }

  #short(): FormatError {
    return new FormatError('The data end in the middle.', this.offset)
  }
}
