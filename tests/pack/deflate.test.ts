import { deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLOCK_BYTES, codingFor, DEFLATE_END, deflateBlock } from '../../src/pack/deflate.ts'
import { openHuffman } from '../../src/pack/huffman/huffman.ts'
import { noise, weights } from './bytes.ts'

const text = Buffer.from('learning_rate: 0.001, momentum: 0.9\n'.repeat(40_000)).subarray(0, BLOCK_BYTES)

const huffman = openHuffman()

function decoded(blocks: Buffer[]): Buffer {
  // The coder's memory is written over by the next block.
  const coded = blocks.map((block) => Buffer.from(deflateBlock(block, huffman)))
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

  it('costs weights a thousandth of what the search for repeats would have made of them', () => {
    const block = weights(BLOCK_BYTES)
    const searched = deflateRawSync(block, { level: 6 }).length
    expect(deflateBlock(block, huffman).length).toBeLessThan(searched * 1.001)
  })

  it('adds 5 bytes in 65,535 at most to what cannot be made smaller', () => {
    const coded = deflateBlock(noise(BLOCK_BYTES), huffman)
    expect(coded.length).toBe(BLOCK_BYTES + Math.ceil(BLOCK_BYTES / 65_535) * 5)
  })
})

describe('coded blocks', () => {
  it('give back one after the other what went in, whatever their codings', () => {
    const blocks = [text, noise(BLOCK_BYTES), Buffer.alloc(BLOCK_BYTES), weights(BLOCK_BYTES), noise(1)]
    expect(decoded(blocks).equals(Buffer.concat(blocks))).toBe(true)
  })

  it('do so for any bytes of any length', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 70_000, size: 'max' }),
      fc.uint8Array({ max: 3, maxLength: 70_000, size: 'max' }),
      fc.constantFrom(noise(65_535), noise(65_536), noise(131_070), noise(131_071)),
    )
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 4 }), (arrays) => {
        const blocks = arrays.map((array) => Buffer.from(array))
        expect(decoded(blocks).equals(Buffer.concat(blocks))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
