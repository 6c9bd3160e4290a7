import { deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLOCK_BYTES, codingFor, DEFLATE_END, deflateBlock } from '../../src/pack/deflate.ts'

/** Bytes that look random, the same on every machine. */
function noise(length: number, seed = 1): Buffer {
  const words = new Uint32Array(Math.ceil(length / 4))
  let state = seed
  for (let index = 0; index < words.length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    words[index] = Math.imul(state ^ (state >>> 15), 2246822519)
  }
  return Buffer.from(words.buffer, 0, length)
}

/** Floats such as weights are: small, of either sign, no two alike. */
function weights(length: number): Buffer {
  const random = noise(length)
  const floats = new Float32Array(Math.ceil(length / 4))
  for (let index = 0; index < floats.length; index++)
    floats[index] = (random.readInt32LE((index % (length >> 2)) * 4) / 2 ** 31) * 0.05
  return Buffer.from(floats.buffer, 0, length)
}

const text = Buffer.from('learning_rate: 0.001, momentum: 0.9\n'.repeat(40_000)).subarray(0, BLOCK_BYTES)

async function decoded(blocks: Buffer[]): Promise<Buffer> {
  const coded = await Promise.all(blocks.map(deflateBlock))
  return inflateRawSync(Buffer.concat([...coded, DEFLATE_END]))
}

describe('the coding of a block', () => {
  it.each([
    ['text', text, 'repeats'],
    ['one value over and over', Buffer.alloc(BLOCK_BYTES, 7), 'repeats'],
    ['weights', weights(BLOCK_BYTES), 'huffman'],
    ['what is compressed already', noise(BLOCK_BYTES), 'stored'],
  ])('of %s goes by its bytes', (_, block, coding) => {
    expect(codingFor(block)).toBe(coding)
  })

  it('costs weights a thousandth of what the search for repeats would have made of them', async () => {
    const block = weights(BLOCK_BYTES)
    const searched = deflateRawSync(block, { level: 6 }).length
    expect((await deflateBlock(block)).length).toBeLessThan(searched * 1.001)
  })

  it('adds 5 bytes in 65,535 at most to what cannot be made smaller', async () => {
    const coded = await deflateBlock(noise(BLOCK_BYTES))
    expect(coded.length).toBe(BLOCK_BYTES + Math.ceil(BLOCK_BYTES / 65_535) * 5)
  })
})

describe('coded blocks', () => {
  it('give back one after the other what went in, whatever their codings', async () => {
    const blocks = [text, noise(BLOCK_BYTES), Buffer.alloc(BLOCK_BYTES), weights(BLOCK_BYTES), noise(1)]
    expect((await decoded(blocks)).equals(Buffer.concat(blocks))).toBe(true)
  })

  it('do so for any bytes of any length', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 70_000, size: 'max' }),
      fc.uint8Array({ max: 3, maxLength: 70_000, size: 'max' }),
      fc.constantFrom(noise(65_535), noise(65_536), noise(131_070), noise(131_071)),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 4 }), async (arrays) => {
        const blocks = arrays.map((array) => Buffer.from(array))
        expect((await decoded(blocks)).equals(Buffer.concat(blocks))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
