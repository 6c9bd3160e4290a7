import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { InstalledPart } from '../../../src/client/install/record.ts'
import { compareFolder, isWhole, recordedBytes } from '../../../src/client/verify/compare-folder.ts'
import { findRecords, recordAbove } from '../../../src/client/verify/find-records.ts'
import { hashInTurns } from '../../../src/client/verify/hash-in-turns.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { published } from '../sample-store.ts'

const FILES = { 'weights/a.bin': 'weights', 'weights/b.bin': 'more', 'readme.txt': 'read me' }
const PART: InstalledPart = {
  store: 'https://lab.example/zoo',
  id: 'liver',
  version: '1.0',
  section: 'weights',
  sha256: null,
  files: published(FILES),
}
const RECORD = { formatVersion: 1 as const, installed: [PART] }
const going = { signal: new AbortController().signal }

function write(dir: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
}

async function compareAfter(change: (dir: string) => void) {
  const dir = freshFolder()
  write(dir, { ...FILES, '.zoopress.json': '{}' })
  change(dir)
  const verdict = await compareFolder(dir, RECORD, going)
  const { missing, changed } = verdict.parts[0]!
  return { missing, changed, extra: verdict.extra, whole: isWhole(verdict) }
}

describe('a folder that something was installed into', () => {
  const WHOLE = { missing: [], changed: [], extra: [], whole: true }

  it.each<[string, (dir: string) => void, object]>([
    ['is whole as it was installed', () => undefined, WHOLE],
    [
      'lacks a file',
      (dir) => rmSync(join(dir, 'readme.txt')),
      { ...WHOLE, missing: ['readme.txt'], whole: false },
    ],
    [
      'lacks a folder',
      (dir) => rmSync(join(dir, 'weights'), { recursive: true }),
      { ...WHOLE, missing: ['weights/a.bin', 'weights/b.bin'], whole: false },
    ],
    [
      'has a file of another size',
      (dir) => write(dir, { 'readme.txt': 'read' }),
      { ...WHOLE, changed: ['readme.txt'], whole: false },
    ],
    [
      'has other bytes of the same size',
      (dir) => write(dir, { 'readme.txt': 'read us' }),
      { ...WHOLE, changed: ['readme.txt'], whole: false },
    ],
    [
      'has a link where a file was',
      (dir) => {
        write(dir, { 'own.txt': 'read me' })
        rmSync(join(dir, 'readme.txt'))
        symlinkSync('own.txt', join(dir, 'readme.txt'))
      },
      { ...WHOLE, changed: ['readme.txt'], extra: ['own.txt'], whole: false },
    ],
    [
      'has a folder where a file was',
      (dir) => {
        rmSync(join(dir, 'readme.txt'))
        mkdirSync(join(dir, 'readme.txt'))
      },
      { ...WHOLE, changed: ['readme.txt'], whole: false },
    ],
    [
      'has files of its owner',
      (dir) => write(dir, { 'weights/mine.bin': 'x', 'notes.md': 'y' }),
      { ...WHOLE, extra: ['notes.md', 'weights/mine.bin'] },
    ],
    [
      'has another installation below it',
      (dir) => write(dir, { 'data/.zoopress.json': '{}', 'data/x': 'x', '.cache/y': 'y' }),
      WHOLE,
    ],
  ])('%s', async (_, change, expected) => {
    expect(await compareAfter(change)).toEqual(expected)
  })

  it('is asked for one file alone', async () => {
    const dir = freshFolder()
    write(dir, { 'weights/a.bin': 'weights', 'other.txt': 'x' })
    const verdict = await compareFolder(dir, RECORD, going, 'weights/a.bin')
    expect([isWhole(verdict), verdict.extra]).toEqual([true, []])
  })

  it('has so many bytes to read', () => {
    expect(recordedBytes(RECORD)).toBe(Object.values(FILES).join('').length)
  })
})

describe('records', () => {
  it('are found at and below a folder, as deep as homes are', () => {
    const dir = freshFolder()
    const deep = { 'home/models/liver': 1, 'home/data/liver': 1, 'a/b/c/d': 1, 'a/b/c/d/e': 1 }
    for (const path of Object.keys(deep)) write(dir, { [`${path}/.zoopress.json`]: '{}' })
    symlinkSync(join(dir, 'home'), join(dir, 'link'))
    expect(findRecords(dir)).toEqual(
      ['a/b/c/d', 'home/data/liver', 'home/models/liver'].map((path) => join(dir, path)),
    )
  })

  it('are found above a file', () => {
    const dir = freshFolder()
    write(dir, { 'models/liver/.zoopress.json': '{}', 'models/liver/weights/a.bin': 'a' })
    expect(recordAbove(join(dir, 'models/liver/weights/a.bin'))).toBe(join(dir, 'models/liver'))
    expect(recordAbove(join(dir, 'models/other.bin'))).toBe(null)
  })
})

describe('a file', () => {
  it('of many pieces is hashed as a whole, and its bytes are counted', async () => {
    const path = join(freshFolder(), 'large')
    const bytes = Buffer.alloc(40 * 1024 * 1024 + 7, 'zoo')
    writeFileSync(path, bytes)
    let counted = 0
    const digest = await hashInTurns(path, { ...going, onBytes: (count) => (counted += count) })
    expect(digest).toEqual({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
    expect(counted).toBe(bytes.length)
  })

  it('is left at once after Ctrl-C', async () => {
    const path = join(freshFolder(), 'large')
    writeFileSync(path, Buffer.alloc(40 * 1024 * 1024))
    const control = new AbortController()
    let counted = 0
    const hashing = hashInTurns(path, {
      signal: control.signal,
      onBytes: (count) => {
        counted += count
        control.abort(new Error('ended'))
      },
    })
    await expect(hashing).rejects.toThrow()
    expect(counted).toBeLessThan(40 * 1024 * 1024)
  })

  it('that is none has no sum', async () => {
    expect(await hashInTurns(join(freshFolder(), 'missing'), going)).toBe(null)
  })
})
