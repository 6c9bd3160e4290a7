import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/lib/hash.ts'
import { hashSource, passOn, readWhole, SourceError, sourceOf } from '../../src/pack/source.ts'
import type { PackedSource } from '../../src/pack/source.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { filesOf, writeZoo } from './sample.ts'

const CONTENTS = { 'weights/model.bin': 'weights' }

function source() {
  const zooDir = writeZoo(CONTENTS)
  return sourceOf({ zooDir, label: 'zoo' }, 'liver', filesOf(CONTENTS)[0]!)
}

function replace(path: string, make: (real: string) => void): void {
  const real = `${path}.real`
  renameSync(path, real)
  make(real)
}

const changes: [string, (path: string) => void][] = [
  ['grows', (path) => appendFileSync(path, 'x')],
  ['shrinks', (path) => writeFileSync(path, 'weight')],
  ['vanishes', (path) => rmSync(path)],
  ['becomes a folder', (path) => replace(path, () => mkdirSync(path))],
  ['becomes a link', (path) => replace(path, (real) => symlinkSync(real, path))],
  [
    'lies in a folder that becomes a link',
    (path) => {
      const elsewhere = join(freshFolder(), 'moved')
      renameSync(dirname(path), elsewhere)
      symlinkSync(elsewhere, dirname(path))
    },
  ],
]

/** The bytes, and what was said of them, in pieces of at most three. */
async function readAll(file: PackedSource): Promise<{ text: string; sha256: string }> {
  const room = Buffer.alloc(3)
  let text = ''
  const filled = (count: number) => {
    text += room.toString('latin1', 0, count)
    return Promise.resolve()
  }
  return { sha256: await passOn(file, { room: () => room, filled }), text }
}

describe('hashSource', () => {
  it('gives the hash of the bytes', () => {
    expect(hashSource(source()).sha256).toBe(sha256('weights'))
  })

  it.each(changes)('refuses a file that %s after it was read', (_what, change) => {
    const file = source()
    change(file.path)
    expect(() => hashSource(file)).toThrow(SourceError)
  })

  it('says what to do', () => {
    const file = source()
    appendFileSync(file.path, 'x')
    expect(() => hashSource(file)).toThrowErrorMatchingInlineSnapshot(
      `[SourceError: zoo/liver/weights/model.bin: The file changed or vanished while it was packed. Let whatever writes it finish, so that it stands still, and build again.]`,
    )
  })

  it('reads an entry whose zoo is reached through a link of its owner', () => {
    const zooDir = join(freshFolder(), 'zoo')
    symlinkSync(writeZoo(CONTENTS), zooDir)
    const file = sourceOf({ zooDir, label: 'zoo' }, 'liver', filesOf(CONTENTS)[0]!)
    expect(hashSource(file).sha256).toBe(sha256('weights'))
  })
})

describe('readWhole', () => {
  it('gives the bytes', () => {
    expect(readWhole(source()).toString()).toBe('weights')
  })

  it.each(changes)('refuses a file that %s after it was read', (_what, change) => {
    const file = source()
    change(file.path)
    expect(() => readWhole(file)).toThrow(SourceError)
  })
})

describe('passOn', () => {
  it('gives the bytes and their hash', async () => {
    expect(await readAll(source())).toEqual({ text: 'weights', sha256: sha256('weights') })
  })

  it.each(changes)('refuses a file that %s after it was found', async (_what, change) => {
    const file = source()
    change(file.path)
    await expect(readAll(file)).rejects.toThrow(SourceError)
  })

  // A folder on the way that becomes a link changes nothing any more: the file itself is open.
  it.each(changes.slice(0, -1))('refuses a file that %s while it is read', async (_what, change) => {
    const file = source()
    const room = Buffer.alloc(3)
    let pieces = 0
    const filled = () => {
      if (pieces++ === 0) change(file.path)
      return undefined
    }
    await expect(passOn(file, { room: () => room, filled })).rejects.toThrow(SourceError)
  })

  it('refuses a file of the same size with other bytes than were known', async () => {
    const file = hashSource(source())
    writeFileSync(file.path, 'WEIGHTS')
    await expect(readAll(file)).rejects.toThrow(SourceError)
  })
})
