/**
 * Gzip (RFC 1952), one member, its blocks coded on all processors at once.
 */
import { availableParallelism } from 'node:os'
import { crc32 } from 'node:zlib'
import { BLOCK_BYTES, DEFLATE_END, deflateBlock } from './deflate.ts'

/** Deflate, no name, no time, no system: nothing that could differ. */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])

/** One more than there are processors, so that none waits while the next block is read. At most a few megabytes are held. */
const AT_ONCE = availableParallelism() + 1

/** Compresses chunks of any size; the bytes depend on neither their sizes nor the number of processors. */
export async function* gzip(chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield HEAD
  let crc = 0
  let size = 0
  const coded: Promise<Buffer>[] = []
  try {
    for (const block of inBlocks(chunks)) {
      crc = crc32(block, crc)
      size += block.length
      coded.push(deflateBlock(block))
      if (coded.length === AT_ONCE) yield await coded.shift()!
    }
    while (coded.length > 0) yield await coded.shift()!
  } finally {
    // A source that failed ends this early; what is still being coded must not be left without anybody to hear of it.
    await Promise.allSettled(coded)
  }
  const tail = Buffer.alloc(8)
  tail.writeUInt32LE(crc, 0)
  tail.writeUInt32LE(size % 2 ** 32, 4)
  yield Buffer.concat([DEFLATE_END, tail])
}

/** The same bytes in blocks of `BLOCK_BYTES`, the last one shorter; each is a buffer of its own. */
function* inBlocks(chunks: Iterable<Buffer>): Generator<Buffer> {
  let block = Buffer.allocUnsafeSlow(BLOCK_BYTES)
  let filled = 0
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      const count = chunk.copy(block, filled, at)
      at += count
      filled += count
      if (filled < BLOCK_BYTES) continue
      yield block
      block = Buffer.allocUnsafeSlow(BLOCK_BYTES)
      filled = 0
    }
  }
  if (filled > 0) yield block.subarray(0, filled)
}
