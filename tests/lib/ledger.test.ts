import {
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isTooYoung, Ledger, type FileFacts } from '../../src/lib/ledger.ts'

const SHA = 'a'.repeat(64)
const OTHER = 'b'.repeat(64)
const FACTS: FileFacts = { size: 3, mtimeMs: 1000.5, ctimeMs: 1000.5, ino: 7, dev: 1 }
const LATER = 5000

let dir: string
let path: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'zoopress-ledger-'))
  path = join(dir, 'ledger')
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function noted(...names: string[]): void {
  const ledger = new Ledger(path)
  for (const name of names) ledger.note(name, FACTS, SHA, LATER)
  ledger.save()
}

describe('Ledger', () => {
  it('knows a hash again from its file', () => {
    noted('liver/weights/a', 'spleen/b')
    const ledger = new Ledger(path)
    expect(ledger.digest('liver/weights/a', FACTS)).toBe(SHA)
    expect(ledger.digest('spleen/b', FACTS)).toBe(SHA)
    expect(ledger.digest('spleen/c', FACTS)).toBeNull()
  })

  it.each(['size', 'mtimeMs', 'ctimeMs', 'ino', 'dev'] as const)(
    'knows no hash of a file whose %s changed',
    (fact) => {
      noted('liver/a')
      const ledger = new Ledger(path)
      expect(ledger.digest('liver/a', { ...FACTS, [fact]: 99 })).toBeNull()
      expect(ledger.hasSeen('liver/a')).toBe(true)
    },
  )

  it('finds a file altered on disk that got its old date and size back', () => {
    const file = join(dir, 'weights')
    writeFileSync(file, 'one')
    const before = lstatSync(file)
    const ledger = new Ledger(path)
    ledger.note('liver/weights', before, SHA, before.ctimeMs + LATER)
    writeFileSync(file, 'two')
    utimesSync(file, before.atime, before.mtime)
    // The clock of the file system moves in steps; wait for the next one.
    while (lstatSync(file).ctimeMs === before.ctimeMs) utimesSync(file, before.atime, before.mtime)
    expect(ledger.digest('liver/weights', lstatSync(file))).toBeNull()
  })

  it('notes no file that may have changed in the same tick of the clock', () => {
    const ledger = new Ledger(path)
    ledger.note('liver/a', FACTS, SHA, FACTS.ctimeMs + 10)
    expect(ledger.hasSeen('liver/a')).toBe(false)
  })

  it('takes the newer hash for a name', () => {
    noted('liver/a')
    const ledger = new Ledger(path)
    ledger.note('liver/a', { ...FACTS, ino: 8 }, OTHER, LATER)
    expect(ledger.digest('liver/a', { ...FACTS, ino: 8 })).toBe(OTHER)
  })

  it('forgets files, and groups that are gone', () => {
    noted('liver/a', 'liver/b', 'spleen/a')
    const ledger = new Ledger(path)
    ledger.forget('liver/a')
    ledger.keepGroups(new Set(['liver']))
    ledger.save()
    const names = ['liver/a', 'liver/b', 'spleen/a'].filter((name) => new Ledger(path).hasSeen(name))
    expect(names).toEqual(['liver/b'])
  })

  it.each([
    ['cut short', () => truncateSync(path, readFileSync(path).length - 1)],
    ['altered', () => writeFileSync(path, readFileSync(path, 'utf8').replace(SHA, OTHER))],
    ['foreign', () => writeFileSync(path, 'something else\n')],
    ['empty', () => writeFileSync(path, '')],
    ['gone', () => rmSync(path)],
  ])('knows nothing from a file that is %s', (_, damage) => {
    noted('liver/a')
    damage()
    expect(new Ledger(path).hasSeen('liver/a')).toBe(false)
  })

  it('keeps names that mean something to JavaScript', () => {
    noted('__proto__/constructor', 'constructor/__proto__')
    const ledger = new Ledger(path)
    expect(ledger.digest('__proto__/constructor', FACTS)).toBe(SHA)
    expect(ledger.digest('constructor/__proto__', FACTS)).toBe(SHA)
    expect(ledger.hasSeen('constructor/toString')).toBe(false)
  })
})

describe('isTooYoung', () => {
  it.each([
    [1000.5, 1010, true],
    [1000.5, 1100, false],
    // A file system that counts whole seconds.
    [1000, 1100, true],
    [1000, 3100, false],
  ])('of a change at %d ms seen at %d ms is %s', (changed, now, young) => {
    expect(isTooYoung(changed, now)).toBe(young)
  })
})
