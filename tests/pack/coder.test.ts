import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { coderFor, endWorkers, SLOT_BYTES, workerCoder } from '../../src/pack/coder.ts'
import { DEFLATE_END } from '../../src/pack/deflate.ts'
import { runNode } from '../lib/run-node.ts'

describe('a worker', () => {
  it('that has died fails its block and every later one, and lets none wait for ever', async () => {
    const coder = workerCoder(1)
    // Memory that is too small for what it is said to hold ends the thread.
    for (const slot of [new ArrayBuffer(10), new ArrayBuffer(SLOT_BYTES), new ArrayBuffer(SLOT_BYTES)])
      await expect(coder.code(slot, 1000)).rejects.toThrow('Invalid typed array length')
  })

  it('gives back a block while others wait behind it', async () => {
    const coder = workerCoder(1)
    const blocks = [1000, 70_000, 3].map((size, index) => Buffer.alloc(size, index))
    const coded = blocks.map(async (block) => {
      const slot = new ArrayBuffer(SLOT_BYTES)
      new Uint8Array(slot).set(block)
      return inflateRawSync(Buffer.concat([await coder.code(slot, block.length), DEFLATE_END]))
    })
    expect((await Promise.all(coded)).map((bytes, index) => bytes.equals(blocks[index]!))).toEqual(
      blocks.map(() => true),
    )
  })
})

describe('workers that were ended', () => {
  it('code no more, and others take the next archive', async () => {
    const first = coderFor(Number.MAX_SAFE_INTEGER)
    await endWorkers()
    const next = coderFor(Number.MAX_SAFE_INTEGER)
    await expect(first.code(new ArrayBuffer(SLOT_BYTES), 1000)).rejects.toThrow('has ended')
    expect((await next.code(new ArrayBuffer(SLOT_BYTES), 1000)).length).toBeLessThan(1000)
    await endWorkers()
  })

  it('may never have been started', async () => {
    await endWorkers()
    await expect(endWorkers()).resolves.toBeUndefined()
  })
})

describe('where threads are forbidden', () => {
  it('large archives are coded in the one there is, to the same bytes', () => {
    const code = `
      import { coderFor, ownThread, SLOT_BYTES } from './src/pack/coder.ts'
      const [a, b] = await Promise.all([coderFor(1e9), ownThread()].map((coder) => coder.code(new ArrayBuffer(SLOT_BYTES), 1000)))
      console.log(Buffer.compare(a, b))
    `
    expect(runNode(code, { NODE_OPTIONS: '--permission --allow-fs-read=*' })).toBe('0')
  })
})
