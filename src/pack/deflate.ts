/**
 * DEFLATE (RFC 1951) in blocks of a fixed size, each coded by itself, so that several are coded at once and the bytes do not
 * depend on how many.
 *
 * On the floats of weights the search for repeats finds nothing and costs nearly all of the time, so each block gets the cheapest
 * coding that is worth it. A sample of its bytes decides, never a file's name.
 */
import { constants, deflateRaw, deflateRawSync } from 'node:zlib'
import { promisify } from 'node:util'

/** Bytes of input a block. Large enough that starting anew costs nothing, small enough that a few in memory do not matter. */
export const BLOCK_BYTES = 1024 * 1024

/** Changes whenever the bytes made from the same input may change. */
export const DEFLATE_ENGINE = `blocks-1 zlib-${process.versions.zlib}`

/** `repeats` is zlib's usual search for them, `huffman` codes single bytes only, `stored` copies them. */
export type Coding = 'repeats' | 'huffman' | 'stored'

/** An empty last block: ends what blocks of `deflateBlock` make up. */
export const DEFLATE_END = Buffer.from([0x03, 0x00])

const OPTIONS = {
  // Ends at a byte with an empty stored block, so that the next block can follow.
  repeats: { level: 6, finishFlush: constants.Z_SYNC_FLUSH },
  huffman: { strategy: constants.Z_HUFFMAN_ONLY, memLevel: 9, finishFlush: constants.Z_SYNC_FLUSH },
}

const inThreadPool = promisify(deflateRaw) as (block: Buffer, options: object) => Promise<Buffer>

/** Codes a block, of which none is the last: `DEFLATE_END` follows. The block must not change meanwhile. */
export async function deflateBlock(block: Buffer): Promise<Buffer> {
  if (isZero(block)) return (zeroBlock ??= deflateRawSync(block, OPTIONS.repeats))
  const coding = codingFor(block)
  return coding === 'stored' ? storeBlock(block) : inThreadPool(block, OPTIONS[coding])
}

// Sparse weights and padding: zlib takes as long for a block of zeros as for any other, and they all look alike.
const ZEROS = Buffer.alloc(BLOCK_BYTES)
let zeroBlock: Buffer | undefined

function isZero(block: Buffer): boolean {
  return block.length === BLOCK_BYTES && block.equals(ZEROS)
}

const SLICES = 4
const SLICE_BYTES = 4096
/** What a costlier coding must save on the sample, as a part of it. */
const WORTH = 0.02

/** The coding for a block, by slices spread over it. */
export function codingFor(block: Buffer): Coding {
  const sample = sampleOf(block)
  const repeats = deflateRawSync(sample, { level: 1 }).length
  const huffman = huffmanBytes(sample)
  if (repeats < huffman - WORTH * sample.length) return 'repeats'
  return huffman < sample.length * (1 - WORTH) ? 'huffman' : 'stored'
}

function sampleOf(block: Buffer): Buffer {
  if (block.length <= SLICES * SLICE_BYTES) return block
  const step = Math.floor((block.length - SLICE_BYTES) / (SLICES - 1))
  const slices = Array.from({ length: SLICES }, (_, index) =>
    block.subarray(index * step, index * step + SLICE_BYTES),
  )
  return Buffer.concat(slices)
}

/** Bytes that no Huffman coding of single bytes can go below: Shannon's entropy, and a bit for each. */
function huffmanBytes(sample: Buffer): number {
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
function storeBlock(block: Buffer): Buffer {
  const pieces = Math.ceil(block.length / STORED_BYTES)
  const stored = Buffer.allocUnsafe(block.length + pieces * STORED_HEAD)
  for (let piece = 0, at = 0; piece < pieces; piece++) {
    const bytes = block.subarray(piece * STORED_BYTES, (piece + 1) * STORED_BYTES)
    stored[at] = 0
    stored.writeUInt16LE(bytes.length, at + 1)
    stored.writeUInt16LE(bytes.length ^ 0xffff, at + 3)
    bytes.copy(stored, at + STORED_HEAD)
    at += STORED_HEAD + bytes.length
  }
  return stored
}
