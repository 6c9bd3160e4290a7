import { createHash } from 'node:crypto'
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { FileHash } from '../../../src/client/net/file-hash.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'

const BYTES = Buffer.alloc(11_000_001, 'some weights, then others; ')
const SUM = createHash('sha256').update(BYTES).digest('hex')
const NEVER = new AbortController().signal

function open(): { fd: number; hash: FileHash } {
  const fd = openSync(join(freshFolder(), 'file'), 'w+')
  const hash = new FileHash(fd)
  onTestFinished(async () => {
    await hash.stop()
    closeSync(fd)
  })
  return { fd, hash }
}

describe('FileHash', () => {
  it.each([1_000_000, 4_500_000, BYTES.length])(
    'is the sum of what is written in pieces of %i bytes',
    async (step) => {
      const { fd, hash } = open()
      for (let at = 0; at < BYTES.length; at += step) {
        const end = Math.min(at + step, BYTES.length)
        writeSync(fd, BYTES, at, end - at, at)
        hash.grow(end)
      }
      expect(await hash.digest(NEVER)).toBe(SUM)
    },
  )

  it('is the sum of a small file, and of none', async () => {
    const { fd, hash } = open()
    expect(await hash.digest(NEVER)).toBe(createHash('sha256').digest('hex'))
    writeSync(fd, 'abc')
    hash.grow(3)
    expect(await hash.digest(NEVER)).toBe(createHash('sha256').update('abc').digest('hex'))
  })

  it('of several files at once is that of each', async () => {
    const sums = Array.from({ length: 5 }, async (_, index) => {
      const { fd, hash } = open()
      const bytes = Buffer.alloc(5_000_000 + index, 'a')
      writeSync(fd, bytes)
      hash.grow(bytes.length)
      expect(await hash.digest(NEVER)).toBe(createHash('sha256').update(bytes).digest('hex'))
    })
    await Promise.all(sums)
  })

  it('ends when it is stopped', async () => {
    const { fd, hash } = open()
    writeSync(fd, BYTES)
    hash.grow(BYTES.length)
    const stop = new AbortController()
    const digest = hash.digest(stop.signal)
    stop.abort(new Error('enough'))
    await expect(digest).rejects.toThrow('enough')
    await expect(hash.digest(stop.signal)).rejects.toThrow('enough')
  })

  it.each([5000, 5_000_000])('tells where the file became shorter than %i', async (size) => {
    const { fd, hash } = open()
    ftruncateSync(fd, 100)
    hash.grow(size)
    await expect(async () => hash.digest(NEVER)).rejects.toThrow('The file has become shorter')
  })
})
