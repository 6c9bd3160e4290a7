import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { BLOCK_BYTES } from '../../src/pack/deflate.ts'
import { gzip } from '../../src/pack/gzip.ts'

const bytes = Buffer.concat([
  Buffer.from('weights of a network\n'.repeat(90_000)),
  randomBytes(BLOCK_BYTES + 17),
  Buffer.alloc(3 * BLOCK_BYTES),
])

function* pieces(of: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < of.length; at += size) yield of.subarray(at, at + size)
}

const zip = (chunks: Iterable<Buffer>) => buffer(gzip(chunks))

describe('gzip', () => {
  it('gives back what went in', async () => {
    expect(gunzipSync(await zip([bytes])).equals(bytes)).toBe(true)
    expect(gunzipSync(await zip([])).length).toBe(0)
  })

  it('can be read by the browser', async () => {
    const packed = new Blob([await zip([bytes])]).stream()
    const unpacked = await buffer(packed.pipeThrough(new DecompressionStream('gzip')))
    expect(unpacked.equals(bytes)).toBe(true)
  })

  it('makes the same bytes of the same content, however it is cut', async () => {
    const whole = await zip([bytes])
    expect((await zip(pieces(bytes, 65_536))).equals(whole)).toBe(true)
    expect((await zip(pieces(bytes, 1_000_003))).equals(whole)).toBe(true)
  })

  it('may reuse no buffer that it was given while it is being coded', async () => {
    const reused = Buffer.alloc(1000)
    function* chunks() {
      for (let turn = 0; turn < 4000; turn++) yield reused.fill(turn % 251)
    }
    const expected = Buffer.concat([...Array(4000).keys()].map((turn) => Buffer.alloc(1000, turn % 251)))
    expect(gunzipSync(await zip(chunks())).equals(expected)).toBe(true)
  })

  it('ends with the failure of its source', async () => {
    function* failing() {
      yield bytes
      throw new Error('gone')
    }
    await expect(zip(failing())).rejects.toThrow('gone')
  })
})
