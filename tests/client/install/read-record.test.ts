import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRecord } from '../../../src/client/install/read-record.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { part } from './trees.ts'

const GOOD = part({ 'a/w.bin': 'x' })
const FILE = GOOD.files[0]!

function folderWith(text: string): string {
  const dir = freshFolder()
  writeFileSync(join(dir, '.zoopress.json'), text)
  return dir
}

const record = (installed: unknown, formatVersion: unknown = 1) =>
  JSON.stringify({ formatVersion, installed })

describe('a record', () => {
  it('is read as it was written', () => {
    expect(readRecord(folderWith(record([GOOD])))).toEqual({ formatVersion: 1, installed: [GOOD] })
  })

  it('may hold fields of later releases, which are left out', () => {
    expect(readRecord(folderWith(record([{ ...GOOD, later: 1 }])))?.installed).toEqual([GOOD])
  })

  it('is none where there is no such file, no such folder, or something else of its name', () => {
    const dir = freshFolder()
    expect(readRecord(dir)).toBeNull()
    expect(readRecord(join(dir, 'none'))).toBeNull()
    writeFileSync(join(dir, 'elsewhere.json'), record([GOOD]))
    symlinkSync('elsewhere.json', join(dir, '.zoopress.json'))
    expect(readRecord(dir)).toBeNull()
    mkdirSync(join(dir, 'sub/.zoopress.json'), { recursive: true })
    expect(readRecord(join(dir, 'sub'))).toBeNull()
  })

  it.each<[string, string]>([
    ['is cut off', record([GOOD]).slice(0, -5)],
    ['is empty', ''],
    ['is a list', '[]'],
    ['nests without end', '['.repeat(1_000_000)],
    ['nests without end in an object', `{"formatVersion":1,"installed":${'[['.repeat(200_000)}`],
    ['has parts without number', record(Array(3_000_001).fill(0))],
    ['has no parts', JSON.stringify({ formatVersion: 1 })],
    ['has parts that are no list', record({})],
    ['has a part that is nothing', record([null])],
    ['has a part without id', record([{ ...GOOD, id: undefined }])],
    ['has a version that is a number', record([{ ...GOOD, version: 1 }])],
    ['has a sum that is none', record([{ ...GOOD, sha256: 'x' }])],
    ['has a text without end', record([{ ...GOOD, id: 'x'.repeat(5000) }])],
    ['has a file that leads out', record([{ ...GOOD, files: [{ ...FILE, path: '../../.bashrc' }] }])],
    ['has a file from the top of the disk', record([{ ...GOOD, files: [{ ...FILE, path: '/etc/passwd' }] }])],
    ['has a file with a negative size', record([{ ...GOOD, files: [{ ...FILE, size: -1 }] }])],
    ['has a file with half a byte', record([{ ...GOOD, files: [{ ...FILE, size: 0.5 }] }])],
    ['has a file without a sum', record([{ ...GOOD, files: [{ ...FILE, sha256: null }] }])],
    ['reaches for the prototype', '{"__proto__":{"formatVersion":1,"installed":[]}}'],
  ])('that %s is refused, with what to do', (_, text) => {
    const dir = folderWith(text)
    expect(() => readRecord(dir)).toThrow(UserError)
    expect(() => readRecord(dir)).toThrow(/\.zoopress\.json (says|was written by)/)
  })

  it('of another release is told from a broken one', () => {
    const dir = folderWith(record([GOOD], '2\u001b[31m'))
    expect(() => readRecord(dir)).toThrow(
      `${join(dir, '.zoopress.json')} was written by another release of Zoopress (formatVersion "2\\x1b[31m", and this one knows 1). ` +
        'Use that release or a newer one, or remove the file and install again.',
    )
  })

  it('without end is refused before it is read', () => {
    const dir = folderWith('')
    truncateSync(join(dir, '.zoopress.json'), 64 * 1024 * 1024 + 1)
    expect(() => readRecord(dir)).toThrow(/cannot be used: it has more than 64 MiB/)
  })
})
