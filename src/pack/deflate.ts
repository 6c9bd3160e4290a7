/**
 * DEFLATE (RFC 1951) in blocks of a fixed size, each coded by itself, so that several are coded at once and the bytes do not
 * depend on how many.
 *
 * On the floats of weights the search for repeats finds nothing and costs nearly all of the time, so each block gets the cheapest
 * coding that is worth it. A sample of its bytes decides, never a file's name.
 */
import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib'
import { hasHuffman, type HuffmanCoder } from './huffman/huffman.ts'

/** Bytes of input a block. Large enough that starting anew costs nothing, small enough that a few in memory do not matter. */
export const BLOCK_BYTES = 1024 * 1024

/** Changes whenever the bytes made from the same input may change. */
export const DEFLATE_ENGINE = `blocks-2 zlib-${process.versions.zlib} huffman-${hasHuffman() ? 'own-1' : 'zlib'}`

/** `repeats` is zlib's usual search for them, `huffman` codes single bytes only, `stored` copies them. */
export type Coding = 'repeats' | 'huffman' | 'stored'

/** An empty last block: ends what blocks of `deflateBlock` make up. */
export const DEFLATE_END = Buffer.from([0x03, 0x00])

/** For zlib. Both end at a byte, with an empty stored block, so that the next block can follow. */
export const ZLIB_OPTIONS: Record<'repeats' | 'huffman', ZlibOptions> = {
  repeats: { level: 6, finishFlush: constants.Z_SYNC_FLUSH },
  huffman: { strategy: constants.Z_HUFFMAN_ONLY, memLevel: 9, finishFlush: constants.Z_SYNC_FLUSH },
}

/** Codes a block, of which none is the last: `DEFLATE_END` follows. The result may be overwritten by the next call. */
export function deflateBlock(block: Uint8Array, huffman: HuffmanCoder): Uint8Array {
  if (isZero(block)) return zeros()
  const coding = codingFor(block)
  const coded =
    coding === 'huffman'
      ? huffman(block)
      : coding === 'repeats'
        ? deflateRawSync(block, ZLIB_OPTIONS.repeats)
        : storeBlock(block)
  return keepIfSmaller(block, coded)
}

/** A sample may be wrong about the rest: no block takes more room than it does as it is. */
export function keepIfSmaller(block: Uint8Array, coded: Uint8Array): Uint8Array {
  return coded.length <= block.length + STORED_HEAD ? coded : storeBlock(block)
}

// Sparse weights and padding: zlib takes as long for a block of zeros as for any other, and they all look alike.
const ZEROS = Buffer.alloc(BLOCK_BYTES)
let zeroBlock: Buffer | undefined

export function isZero(block: Uint8Array): boolean {
  return block.length === BLOCK_BYTES && ZEROS.equals(block)
}

/** A block of zeros, coded. */
export function zeros(): Buffer {
  return (zeroBlock ??= deflateRawSync(ZEROS, ZLIB_OPTIONS.repeats))
}

const SLICES = 4
const SLICE_BYTES = 4096
/** What a costlier coding must save on the sample, as a part of it. */
const WORTH = 0.02

/** The coding for a block, by slices spread over it. */
export function codingFor(block: Uint8Array): Coding {
  const sample = sampleOf(block)
  const repeats = deflateRawSync(sample, { level: 1 }).length
  const huffman = huffmanBytes(sample)
  if (repeats < huffman - WORTH * sample.length) return 'repeats'
  return huffman < sample.length * (1 - WORTH) ? 'huffman' : 'stored'
}

function sampleOf(block: Uint8Array): Uint8Array {
  if (block.length <= SLICES * SLICE_BYTES) return block
  const step = Math.floor((block.length - SLICE_BYTES) / (SLICES - 1))
  const slices = Array.from({ length: SLICES }, (_, index) =>
    block.subarray(index * step, index * step + SLICE_BYTES),
  )
  return Buffer.concat(slices)
}

/** Bytes that no Huffman coding of single bytes can go below: Shannon's entropy, and a bit for each. */
function huffmanBytes(sample: Uint8Array): number {
  const counts = new Uint32Array(256)
  for (const byte of sample) counts[byte]!++
  const bits = counts.reduce(
    (sum, count) => (count === 0 ? sum : sum + count * Math.log2(sample.length / count)),
    0,
  )
  return Math.max(bits, sample.length) / 8
}

const STORED_BYTES = 0xffff
const STORED_HEAD = 5

/** RFC 1951, 3.2.4: at most 65,535 bytes each, begun at a byte because everything before ends at one. */
export function storeBlock(block: Uint8Array): Buffer {
  const pieces = Math.ceil(block.length / STORED_BYTES)
  const stored = Buffer.allocUnsafe(block.length + pieces * STORED_HEAD)
  for (let piece = 0, at = 0; piece < pieces; piece++) {
    const bytes = block.subarray(piece * STORED_BYTES, (piece + 1) * STORED_BYTES)
    stored[at] = 0
    stored.writeUInt16LE(bytes.length, at + 1)
    stored.writeUInt16LE(bytes.length ^ 0xffff, at + 3)
    stored.set(bytes, at + STORED_HEAD)
    at += STORED_HEAD + bytes.length
  }
  return stored
}
