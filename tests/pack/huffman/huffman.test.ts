import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLOCK_BYTES, DEFLATE_END } from '../../../src/pack/deflate.ts'
import { openHuffman } from '../../../src/pack/huffman/huffman.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { noise, weights } from '../bytes.ts'

const ROOT = join(import.meta.dirname, '../../..')
const WASM = 'src/pack/huffman/huffman.wasm'

const huffman = openHuffman()

function decoded(...blocks: Uint8Array[]): Buffer {
  const coded = blocks.map((block) => Buffer.from(huffman(block)))
  return inflateRawSync(Buffer.concat([...coded, DEFLATE_END]))
}

/** Each symbol as often as the Fibonacci number of its place: the deepest tree that so many bytes can have. */
function fibonacci(symbols: number): Uint8Array {
  const bytes: number[] = []
  for (let symbol = 0, count = 1, next = 1; symbol < symbols; symbol++, [count, next] = [next, count + next])
    for (let times = 0; times < count; times++) bytes.push(symbol * 7)
  return Uint8Array.from(bytes)
}

/** All the same but for one byte, which the counts of a large block do not see. */
function hiddenByte(at: number): Uint8Array {
  const bytes = new Uint8Array(BLOCK_BYTES).fill(65)
  bytes[at] = 200
  return bytes
}

const blocks: [string, Uint8Array][] = [
  ['nothing', new Uint8Array(0)],
  ['one byte', Uint8Array.of(0)],
  ['one symbol', new Uint8Array(1000).fill(255)],
  ['two symbols', Uint8Array.of(3, 5)],
  ['every symbol once', Uint8Array.from({ length: 256 }, (_, index) => index)],
  ['every symbol as often', Uint8Array.from({ length: BLOCK_BYTES }, (_, index) => index)],
  ['frequencies that ask for codes of 23 bits', fibonacci(24)],
  ['the same in a large block', fibonacci(28)],
  ['weights', weights(BLOCK_BYTES)],
  ['noise', noise(BLOCK_BYTES)],
  ['a length that is no multiple of four', weights(BLOCK_BYTES - 3)],
  ['just below what counts as large', weights((1 << 17) - 1)],
  ['just what counts as large', weights(1 << 17)],
  ['a rare byte that was not counted', hiddenByte(12_345 * 40 + 17)],
  [
    'nothing but bytes that were not counted',
    Uint8Array.from({ length: BLOCK_BYTES }, (_, index) => (index % 40 < 8 ? 1 : noise(1, index)[0]!)),
  ],
  ['a rare byte at the end', hiddenByte(BLOCK_BYTES - 1)],
]

describe('the Huffman coder', () => {
  it.each(blocks)('codes %s so that zlib gives it back', (_, block) => {
    expect(decoded(block).equals(block)).toBe(true)
  })

  it('codes any bytes of any distribution', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300, size: 'max' }),
      fc.uint8Array({ maxLength: 200_000, size: 'max' }),
      fc.uint8Array({ max: 1, maxLength: 200_000, size: 'max' }),
      // Each of these counts as often as its place says, times a random factor.
      fc
        .array(fc.nat(2000), { minLength: 1, maxLength: 256 })
        .map((counts) =>
          Uint8Array.from(counts.flatMap((count, symbol) => Array<number>(count).fill(symbol))),
        ),
    )
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 3 }), (arrays) => {
        const small = arrays.map((array) => array.subarray(0, BLOCK_BYTES))
        expect(decoded(...small).equals(Buffer.concat(small))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('ends each block at a byte, so that stored and searched blocks may follow', () => {
    for (const [, block] of blocks)
      expect(Buffer.from(huffman(block).slice(-4)).toString('hex')).toBe('0000ffff')
  })

  it('adds to noise no more than its own table', () => {
    expect(huffman(noise(BLOCK_BYTES)).length).toBeLessThan(BLOCK_BYTES * 1.001)
  })

  it('gives the same bytes again, whatever it coded before', () => {
    const first = Buffer.from(huffman(weights(BLOCK_BYTES)))
    huffman(fibonacci(24))
    expect(first.equals(huffman(weights(BLOCK_BYTES)))).toBe(true)
  })

  it('refuses more than a block', () => {
    expect(() => huffman(new Uint8Array(BLOCK_BYTES + 1))).toThrow('A block has at most 1048576 bytes.')
  })
})

describe('huffman.wasm', () => {
  it('is what its source compiles to', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const made = join(freshFolder(), 'made.wasm')
    const [, ...args] = scripts['build:huffman']!.replace(WASM, made).split(' ')
    execFileSync(process.execPath, [join(ROOT, 'node_modules/assemblyscript/bin/asc.js'), ...args], {
      cwd: ROOT,
    })
    expect(readFileSync(made).equals(readFileSync(join(ROOT, WASM)))).toBe(true)
  })

  it('asks for nothing from outside, and for memory once', () => {
    const module = new WebAssembly.Module(readFileSync(join(ROOT, WASM)))
    expect(WebAssembly.Module.imports(module)).toEqual([])
  })
})
