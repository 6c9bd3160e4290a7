import { randomFillSync } from 'node:crypto'
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/lib/hash.ts'
import { ownThread, workerCoder, zlibCoder } from '../../src/pack/coder.ts'
import { openLedgers } from '../../src/pack/ledgers.ts'
import { pack } from '../../src/pack/pack.ts'
import { pieceLength, PIECES_FROM, PieceSums } from '../../src/pack/pieces.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { hashedSources } from './sample.ts'

const MIB = 2 ** 20

describe('pieceLength', () => {
  it.each([
    [0, 4],
    [8192, 4],
    [8193, 8],
    [102_400, 64],
  ])('of %i MiB is %i MiB, so that no list has more than 2048', (bytes, length) => {
    expect(pieceLength(bytes * MIB)).toBe(length * MIB)
  })
})

/** A file of zeros with one other byte in its middle. */
function fileOf(size: number): string {
  const path = join(freshFolder(), 'archive')
  writeFileSync(path, Buffer.alloc(size / 2 + 1, 0).fill(1, size / 2))
  truncateSync(path, size)
  return path
}

describe('PieceSums', () => {
  it.each([
    ['this thread', ownThread],
    ['a worker', () => workerCoder(1)],
    ['zlib alone', zlibCoder],
  ])('are those of the file, whenever they are taken: %s', async (_, coder) => {
    const size = PIECES_FROM + 6
    const path = fileOf(size)
    const sums = new PieceSums(path, PIECES_FROM / 2, coder())
    for (const written of [1, PIECES_FROM - 1, PIECES_FROM + 3]) sums.wrote(written)
    const half = PIECES_FROM / 2
    const bytes = readFileSync(path)
    expect(await sums.finish(size)).toEqual(
      [bytes.subarray(0, half), bytes.subarray(half, 2 * half), bytes.subarray(2 * half)].map((piece) =>
        sha256(piece),
      ),
    )
  })

  it('are none of a file that is too small to be mended', async () => {
    expect(await new PieceSums('/nowhere', 1).finish(PIECES_FROM - 1)).toBe(null)
  })

  it('end with the fault of a file that went away, and the thread goes on', async () => {
    const coder = workerCoder(1)
    const path = fileOf(16)
    rmSync(path)
    await expect(new PieceSums(path, PIECES_FROM, coder).finish(PIECES_FROM)).rejects.toThrow('ENOENT')
    writeFileSync(path, 'abc')
    expect(await coder.hashRange({ path, at: 1, length: 2 })).toBe(sha256('bc'))
    await expect(coder.hashRange({ path, at: 1, length: 3 })).rejects.toThrow('ends before byte 4')
  })
})

describe('a large archive', () => {
  it('has the sums of its pieces, taken once and kept in the cache', async () => {
    const members = hashedSources({ 'model.bin': randomFillSync(Buffer.alloc(PIECES_FROM + 1)) })
    const cacheDir = freshFolder()
    const { cache } = openLedgers({ cacheDir, zooDir: freshFolder() })
    const options = { cacheDir, cache, onBytes: () => undefined }
    const made = await pack('tar.gz', members, options)
    const archive = readFileSync(made.cachePath)
    const at = [...Array(17).keys()].map((n) => n * 4 * MIB)
    const expected = at.map((from) => sha256(archive.subarray(from, from + 4 * MIB)))
    expect(made.pieces).toEqual({ length: 4 * MIB, sha256: expected })
    const [note] = made.cacheFiles
    expect(note).toMatch(/^sums\/[0-9a-f]{64}$/)
    const again = await pack('tar.gz', members, options)
    expect([again.reused, again.pieces, again.cacheFiles]).toEqual([true, made.pieces, [note]])
    rmSync(join(cacheDir, note!))
    expect((await pack('tar.gz', members, options)).pieces).toEqual(made.pieces)
  })
})
