import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { writeArchive } from '../../src/pack/archive-file.ts'
import { BlockStream } from '../../src/pack/block-stream.ts'
import { coderFor, ownThread, workerCoder, zlibCoder, type Coder } from '../../src/pack/coder.ts'
import { BLOCK_BYTES } from '../../src/pack/deflate.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { runNode } from '../lib/run-node.ts'
import { noise, weights } from './bytes.ts'

const BYTES = Buffer.concat([
  weights(BLOCK_BYTES * 2 + 12_345),
  Buffer.alloc(3 * BLOCK_BYTES),
  noise(BLOCK_BYTES + 17),
  Buffer.from('learning_rate: 0.001\n'.repeat(80_000)),
])

/** What comes out for `BYTES` in pieces of some size. */
async function coded(coder: Coder, piece = BYTES.length): Promise<Buffer> {
  const path = join(freshFolder(), 'coded')
  await writeArchive(path, async (file) => {
    const stream = new BlockStream(file, coder)
    for (let at = 0; at < BYTES.length; at += piece) await stream.write(BYTES.subarray(at, at + piece))
    expect(await stream.end()).toEqual({ crc: crc32(BYTES), size: BYTES.length })
  })
  return readFileSync(path)
}

describe('a stream of blocks', () => {
  it.each([
    ['this thread', ownThread],
    ['one worker', () => workerCoder(1)],
    ['two workers', () => workerCoder(2)],
    ['three workers', () => workerCoder(3)],
    ['whoever codes large archives', () => coderFor(Number.MAX_SAFE_INTEGER)],
  ])('gives the same bytes by %s', async (_, coder) => {
    expect((await coded(coder())).equals(await coded(ownThread()))).toBe(true)
  })

  it.each([65_536, 1_000_003, 999])('gives the same bytes in pieces of %d', async (piece) => {
    expect((await coded(workerCoder(2), piece)).equals(await coded(ownThread()))).toBe(true)
  })

  it('is what inflate gives back, by zlib’s coding alone too', async () => {
    for (const coder of [ownThread(), zlibCoder()])
      expect(inflateRawSync(await coded(coder)).equals(BYTES)).toBe(true)
  })

  it('ends with the failure of its coder, whatever else is under way', async () => {
    const fail = () => Promise.reject(new Error('no more memory'))
    const failing: Coder = { atOnce: 3, code: fail, hashRange: fail }
    await expect(coded(failing)).rejects.toThrow('no more memory')
  })

  it('may end, and another begin in the same file', async () => {
    const path = join(freshFolder(), 'two')
    const ends: number[] = []
    await writeArchive(path, async (file) => {
      const stream = new BlockStream(file, ownThread())
      for (const text of ['one', 'two']) {
        await stream.write(Buffer.from(text))
        expect(await stream.end()).toEqual({ crc: crc32(text), size: 3 })
        ends.push(file.size)
      }
    })
    const bytes = readFileSync(path)
    expect(
      [bytes.subarray(0, ends[0]), bytes.subarray(ends[0])].map((part) => inflateRawSync(part).toString()),
    ).toEqual(['one', 'two'])
  })
})

describe('without WebAssembly', () => {
  it('archives are made all the same, under the name of another engine', () => {
    const path = join(freshFolder(), 'archive.tar.gz')
    const script = `
      import { readFileSync, writeFileSync } from 'node:fs'
      import { gunzipSync } from 'node:zlib'
      Reflect.deleteProperty(globalThis, 'WebAssembly')
      const { writeTarGz, TAR_ENGINE } = await import('./src/pack/tar.ts')
      writeFileSync(${JSON.stringify(`${path}.bin`)}, Buffer.alloc(3_000_000, 'weights'))
      const source = { path: ${JSON.stringify(`${path}.bin`)}, place: 'x', file: { path: 'x', from: 'x', size: 3_000_000 } }
      await writeTarGz([source], ${JSON.stringify(path)}, () => undefined)
      console.log(typeof WebAssembly, TAR_ENGINE.split(' ').at(-1), gunzipSync(readFileSync(${JSON.stringify(path)})).length)
    `
    expect(runNode(script)).toBe('undefined huffman-zlib 3001856')
  })
})
