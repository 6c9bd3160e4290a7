import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/lib/hash.ts'
import { Ledger } from '../../src/lib/ledger.ts'
import { cached, sweep } from '../../src/pack/cache.ts'
import { freshFolder } from '../lib/fresh-folder.ts'

const CONTENT = 'the right bytes'

/** One that knows nothing yet, as after the loss of all notes. */
const ledger = (dir: string) => new Ledger(join(dir, 'ledger'))

function write(content: string) {
  return (path: string) => {
    writeFileSync(path, content, { mode: 0o600 })
    return Promise.resolve({ size: content.length, sha256: sha256(content) })
  }
}

function become(path: string, make: () => void): void {
  rmSync(path)
  make()
}

const damages: [string, (path: string) => void][] = [
  ['has a flipped bit', (path) => writeFileSync(path, CONTENT.replace('r', 's'))],
  ['was cut short', (path) => writeFileSync(path, CONTENT.slice(0, -1))],
  ['is empty', (path) => writeFileSync(path, '')],
  ['is gone', (path) => rmSync(path)],
  ['is a folder', (path) => become(path, () => mkdirSync(join(path, 'sub'), { recursive: true }))],
  ['is a link', (path) => become(path, () => symlinkSync(import.meta.filename, path))],
  ['has no note', (path) => rmSync(`${path}.json`)],
  ['has a note that is cut short', (path) => writeFileSync(`${path}.json`, '{"key":')],
]

describe('cached', () => {
  it('makes a file once, and reuses it', async () => {
    const dir = freshFolder()
    const first = await cached(dir, 'key', ledger(dir), write(CONTENT))
    const second = await cached(dir, 'key', ledger(dir), () => Promise.reject(new Error('made twice')))
    expect([first.reused, second]).toEqual([false, { ...first, reused: true }])
  })

  it('lets the world read the file', async () => {
    const { path } = await cached(freshFolder(), 'key', ledger(freshFolder()), write(CONTENT))
    expect((statSync(path).mode & 0o777).toString(8)).toBe('644')
  })

  it.each(damages)('makes a file again that %s', async (_what, damage) => {
    const dir = freshFolder()
    const { path } = await cached(dir, 'key', ledger(dir), write(CONTENT))
    damage(path)
    const again = await cached(dir, 'key', ledger(dir), write(CONTENT))
    expect([again.reused, readFileSync(path, 'utf8')]).toEqual([false, CONTENT])
  })

  it('makes a file again that belongs to another key, note and all', async () => {
    const dir = freshFolder()
    const foreign = await cached(dir, 'foreign', ledger(dir), write('foreign bytes'))
    for (const end of ['', '.json']) {
      writeFileSync(join(dir, `key${end}`), readFileSync(foreign.path + end))
    }
    expect(await cached(dir, 'key', ledger(dir), write(CONTENT))).toMatchObject({
      reused: false,
      sha256: sha256(CONTENT),
    })
  })

  it('leaves nothing behind when making fails', async () => {
    const dir = freshFolder()
    const fail = async (path: string) => {
      await write('half')(path)
      throw new Error('disk full')
    }
    await expect(cached(dir, 'key', ledger(dir), fail)).rejects.toThrow('disk full')
    expect([readdirSync(dir), readdirSync(join(dir, 'tmp'))]).toEqual([['tmp'], []])
  })
})

describe('sweep', () => {
  it('removes what a killed build left half written, and keeps the rest', async () => {
    const dir = freshFolder()
    await cached(dir, 'key', ledger(dir), write(CONTENT))
    writeFileSync(join(dir, 'tmp/half'), 'half')
    sweep(dir)
    expect(readdirSync(dir).sort()).toEqual(['key', 'key.json'])
  })
})
