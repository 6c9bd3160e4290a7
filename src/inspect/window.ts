/** Many small reads that follow each other closely, served from a larger one. */
import { bytesOf, type ByteSource } from '../lib/byte-source.ts'

const WINDOW_BYTES = 64 * 1024

/** `first` are the first bytes of the source, where they have been read already. */
export function windowOn(source: ByteSource, first: Buffer = Buffer.alloc(0)): ByteSource {
  let start = 0
  let window = bytesOf(first)
  const read = (offset: number, length: number): Buffer => {
    if (offset >= source.size) return Buffer.alloc(0)
    if (offset < start || offset + length > start + window.size) {
      start = offset
      window = bytesOf(source.read(offset, Math.max(length, WINDOW_BYTES)))
    }
    return window.read(offset - start, length)
  }
  return { size: source.size, read }
}

/** What lies behind the first `offset` bytes. */
export function restOf(source: ByteSource, offset: number): ByteSource {
  const read = (from: number, length: number): Buffer => source.read(offset + from, length)
  return { size: Math.max(0, source.size - offset), read }
}
