/**
 * One DEFLATE stream on its way into an archive: bytes are gathered into blocks of a fixed size, several are coded at once, and they are
 * written in their order. The bytes depend neither on the pieces in which they come nor on how many blocks are under way.
 */
import { crc32 } from 'node:zlib'
import type { ArchiveFile } from './archive-file.ts'
import { SLOT_BYTES, type Coder } from './coder.ts'
import { BLOCK_BYTES, DEFLATE_END } from './deflate.ts'

export class BlockStream {
  readonly #file: ArchiveFile
  readonly #coder: Coder
  readonly #coding: Promise<Uint8Array>[] = []
  /** Memory to be used again. */
  readonly #free: ArrayBuffer[] = []
  #slot = new ArrayBuffer(SLOT_BYTES)
  #filled = 0
  /** Of everything since the last `end`, by zlib's polynomial. */
  crc = 0
  /** Bytes since the last `end`. */
  size = 0

  constructor(file: ArchiveFile, coder: Coder) {
    this.#file = file
    this.#coder = coder
  }

  /** Where the next bytes go; never empty. */
  room(): Uint8Array {
    return new Uint8Array(this.#slot, this.#filled, BLOCK_BYTES - this.#filled)
  }

  /** Says that so many bytes of `room()` are filled; wait for the result, if there is one, before asking for room again. */
  filled(count: number): Promise<void> | undefined {
    this.#filled += count
    return this.#filled === BLOCK_BYTES ? this.#submit() : undefined
  }

  /** Copies bytes in. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const room = this.room()
      const piece = bytes.subarray(at, at + room.length)
      room.set(piece)
      at += piece.length
      const full = this.filled(piece.length)
      if (full) await full
    }
  }

  /** Ends the stream; the next bytes begin another. */
  async end(): Promise<{ crc: number; size: number }> {
    if (this.#filled > 0) await this.#submit()
    while (this.#coding.length > 0) await this.#writeNext()
    this.#file.write(DEFLATE_END)
    const { crc, size } = this
    this.crc = 0
    this.size = 0
    return { crc, size }
  }

  /** Waits for what is under way, of which nothing is needed any more. */
  async abandon(): Promise<void> {
    await Promise.allSettled(this.#coding)
  }

  async #submit(): Promise<void> {
    const block = new Uint8Array(this.#slot, 0, this.#filled)
    this.crc = crc32(block, this.crc)
    this.size += block.length
    const coded = this.#coder.code(this.#slot, block.length)
    // Whoever waits for it hears of a failure; until then nobody is to be alarmed.
    coded.catch(() => undefined)
    this.#coding.push(coded)
    if (this.#coding.length >= this.#coder.atOnce) await this.#writeNext()
    this.#slot = this.#free.pop() ?? new ArrayBuffer(SLOT_BYTES)
    this.#filled = 0
  }

  async #writeNext(): Promise<void> {
    const coded = await this.#coding.shift()!
    this.#file.write(coded)
    if (coded.buffer instanceof ArrayBuffer && coded.buffer.byteLength === SLOT_BYTES)
      this.#free.push(coded.buffer)
  }
}
