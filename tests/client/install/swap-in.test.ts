import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRecord } from '../../../src/client/install/read-record.ts'
import { swapIn } from '../../../src/client/install/swap-in.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { install, part, readTree, staged, usualModes, writeTree } from './trees.ts'

/** A target, with nothing beside it. */
function target(): string {
  return join(freshFolder(), 'home/models/liver')
}

function beside(path: string): string[] {
  return readdirSync(join(path, '..'))
}

describe('an installation', () => {
  it('makes the folder and those above it, and records what it brought', () => {
    const dir = target()
    install(dir, { 'b/w.bin': 'new', a: '1' })
    expect(readTree(dir)).toEqual({ a: '1', 'b/w.bin': 'new' })
    expect(readRecord(dir)).toEqual({ formatVersion: 1, installed: [part({ a: '1', 'b/w.bin': 'new' })] })
    expect(beside(dir)).toEqual(['liver'])
  })

  it('gives files and folders the modes of any file of the person', () => {
    const dir = target()
    install(dir, { 'b/w.bin': 'new' })
    const usual = usualModes()
    expect(statSync(join(dir, 'b')).mode & 0o777).toBe(usual.folder)
    expect(statSync(dir).mode & 0o777).toBe(usual.folder)
    expect(statSync(join(dir, '.zoopress.json')).mode & 0o777).toBe(usual.file)
  })

  it('writes the same record whatever order things come in', () => {
    const texts = [
      ['a', 'b'],
      ['b', 'a'],
    ].map((sections) => {
      const dir = target()
      for (const section of sections) install(dir, { [section]: '1', [`${section}2`]: '2' }, { section })
      return readFileSync(join(dir, '.zoopress.json'), 'utf8')
    })
    expect(texts[0]).toBe(texts[1])
  })
})

describe('an update', () => {
  it('takes away what the older version brought and the new one has no more', () => {
    const dir = target()
    install(dir, { 'old/only': 'x', both: '1' })
    install(dir, { both: '2', new: 'y' }, { version: '2' })
    expect(readTree(dir)).toEqual({ both: '2', new: 'y' })
    expect(readRecord(dir)?.installed).toEqual([part({ both: '2', new: 'y' }, { version: '2' })])
  })

  it('keeps what the person put there, by the same inode', () => {
    const dir = target()
    install(dir, { a: '1' })
    writeTree(dir, { 'notes/mine.txt': 'mine' })
    const { ino } = lstatSync(join(dir, 'notes/mine.txt'))
    install(dir, { a: '2' }, { version: '2' })
    expect(readTree(dir)).toEqual({ a: '2', 'notes/mine.txt': 'mine' })
    expect(lstatSync(join(dir, 'notes/mine.txt'))).toMatchObject({ ino, nlink: 1 })
  })

  it('keeps a file that the person changed and the new version has no more', () => {
    const dir = target()
    install(dir, { gone: 'theirs', a: '1' })
    writeFileSync(join(dir, 'gone'), 'edited')
    install(dir, { a: '1' }, { version: '2' })
    expect(readTree(dir)).toEqual({ a: '1', gone: 'edited' })
  })

  it('keeps a file that the person changed beside the new one, under a name of its own', () => {
    const dir = target()
    install(dir, { 'c/config.ini': 'one' })
    for (const [edit, version] of [
      ['mine', '2'],
      ['again', '3'],
    ] as const) {
      writeFileSync(join(dir, 'c/config.ini'), edit)
      expect(install(dir, { 'c/config.ini': version }, { version })).toHaveLength(1)
    }
    expect(readTree(dir)).toEqual({
      'c/config.ini': '3',
      'c/config.ini.kept': 'mine',
      'c/config.ini.kept-2': 'again',
    })
  })

  it('keeps other parts that are installed there, with their record', () => {
    const dir = target()
    install(dir, { w: '1' })
    install(dir, { d: '1' }, { section: 'data' })
    install(dir, { w: '2' }, { version: '2' })
    expect(readTree(dir)).toEqual({ w: '2', d: '1' })
    expect(readRecord(dir)?.installed.map(({ section, version }) => [section, version])).toEqual([
      ['data', '1'],
      ['weights', '2'],
    ])
  })

  it('keeps a file that two parts brought until both have it no more', () => {
    const dir = target()
    install(dir, { LICENSE: 'x', w: '1' })
    install(dir, { LICENSE: 'x', d: '1' }, { section: 'data' })
    install(dir, { w: '2' }, { version: '2' })
    expect(readTree(dir)).toEqual({ LICENSE: 'x', w: '2', d: '1' })
    install(dir, { d: '1' }, { section: 'data', version: '2' })
    expect(readTree(dir)).toEqual({ w: '2', d: '1' })
  })

  it('refuses a file that another part brought with other bytes, with all of them', () => {
    const dir = target()
    install(dir, { w: '1', x: '1', y: '1' })
    const other = { id: 'heart', section: 'weights' }
    expect(() => install(dir, { w: '2', x: '2', y: '1' }, other)).toThrow(
      `${dir} holds other files of the same names:\n` +
        '  "w" belongs to "weights" of "liver".\n  "x" belongs to "weights" of "liver".\nNothing was changed. Choose another folder.',
    )
    expect(readTree(dir)).toEqual({ w: '1', x: '1', y: '1' })
    expect(beside(dir)).toEqual(['liver'])
  })

  it('leaves the folder with the modes that the person gave it', () => {
    const dir = target()
    install(dir, { a: '1' })
    writeTree(dir, { 'private/mine': 'x', 'sealed/mine': 'y' })
    chmodSync(dir, 0o750)
    chmodSync(join(dir, 'private'), 0o700)
    chmodSync(join(dir, 'sealed'), 0o555)
    install(dir, { a: '2' }, { version: '2' })
    const modes = ['', 'private', 'sealed'].map((path) => statSync(join(dir, path)).mode & 0o777)
    expect(modes).toEqual([0o750, 0o700, 0o555])
    expect(beside(dir)).toEqual(['liver'])
  })
})

describe('a folder that no record tells of', () => {
  it('keeps everything, and files that the new ones replace under names of their own', () => {
    const dir = target()
    writeTree(dir, { same: '1', other: 'mine', 'sub/mine': 'x' })
    expect(install(dir, { same: '1', other: 'theirs' })).toEqual(['other.kept'])
    expect(readTree(dir)).toEqual({ same: '1', other: 'theirs', 'other.kept': 'mine', 'sub/mine': 'x' })
  })

  it('keeps a file where a folder comes, and a folder where a file comes', () => {
    const dir = target()
    writeTree(dir, { a: 'file', 'b/c': 'inner' })
    install(dir, { 'a/x': '1', b: '2' })
    expect(readTree(dir)).toEqual({ 'a/x': '1', 'a.kept': 'file', b: '2', 'b.kept/c': 'inner' })
  })

  it('keeps links as links, wherever they lead, and never writes through them', () => {
    const dir = target()
    const elsewhere = freshFolder()
    writeTree(elsewhere, { precious: 'data' })
    mkdirSync(dir, { recursive: true })
    symlinkSync(elsewhere, join(dir, 'data'))
    symlinkSync('nowhere', join(dir, 'broken'))
    symlinkSync('loop', join(dir, 'loop'))
    install(dir, { 'data/precious': 'theirs' })
    expect(readTree(dir)).toEqual({
      'data/precious': 'theirs',
      'data.kept': `→ ${elsewhere}`,
      broken: '→ nowhere',
      loop: '→ loop',
    })
    expect(readTree(elsewhere)).toEqual({ precious: 'data' })
  })

  it('keeps empty folders, hard links and pipes', () => {
    const dir = target()
    writeTree(dir, { a: 'x' })
    linkSync(join(dir, 'a'), join(dir, 'b'))
    mkdirSync(join(dir, 'empty/inner'), { recursive: true })
    if (process.platform !== 'win32') execFileSync('mkfifo', [join(dir, 'pipe')])
    install(dir, { w: '1' })
    expect(lstatSync(join(dir, 'a')).ino).toBe(lstatSync(join(dir, 'b')).ino)
    expect(existsSync(join(dir, 'empty/inner'))).toBe(true)
    expect(lstatSync(join(dir, 'pipe')).isFIFO()).toBe(true)
  })

  it('keeps a folder that bears the name of the record', () => {
    const dir = target()
    writeTree(dir, { '.zoopress.json/mine': 'x' })
    install(dir, { w: '1' })
    expect(readTree(dir)).toEqual({ w: '1', '.zoopress.json.kept/mine': 'x' })
  })
})

describe('a target', () => {
  it('that is a link to a folder is installed behind the link', () => {
    const [dir, big] = [target(), join(freshFolder(), 'big')]
    mkdirSync(big)
    mkdirSync(join(dir, '..'), { recursive: true })
    symlinkSync(big, dir)
    install(dir, { a: '1' })
    expect([lstatSync(dir).isSymbolicLink(), readTree(big)]).toEqual([true, { a: '1' }])
    expect([beside(dir), beside(big)]).toEqual([['liver'], ['big']])
  })

  it.each([
    [
      'is a file',
      (dir: string) => writeFileSync(dir, ''),
      'is a file, and a folder is to be installed there.',
    ],
    ['leads nowhere', (dir: string) => symlinkSync('nowhere', dir), 'is a link that leads nowhere'],
  ])('that %s is refused', (_, make, message) => {
    const dir = target()
    mkdirSync(join(dir, '..'), { recursive: true })
    make(dir)
    expect(() => install(dir, { a: '1' })).toThrow(message)
    expect(beside(dir)).toEqual(['liver'])
  })

  it('that is the top of a disk is refused', () => {
    expect(() => install('/', { a: '1' })).toThrow('/ is the top of a disk')
  })

  it('whose record is broken is left as it is', () => {
    const dir = target()
    install(dir, { a: '1' })
    writeFileSync(join(dir, '.zoopress.json'), '{')
    expect(() => install(dir, { a: '2' })).toThrow(/cannot be used: it is no JSON of ours\. Remove that file/)
    expect(readTree(dir)).toEqual({ a: '1' })
    expect(beside(dir)).toEqual(['liver'])
  })
})

describe('a fault', () => {
  it('leaves no folders that were made for the target', () => {
    const dir = target()
    const ready = staged(dir, { a: '1' })
    writeFileSync(join(ready.dir, '.zoopress.json'), 'in the way')
    expect(() => swapIn(ready, dir, [])).toThrow(/something else is there already/)
    expect(existsSync(join(dir, '../..'))).toBe(false)
  })

  it('may be followed by another discard', () => {
    const dir = target()
    const ready = staged(dir, { a: '1' })
    ready.discard()
    ready.discard()
    expect(() => swapIn(ready, dir, [])).toThrow(UserError)
    expect(existsSync(join(dir, '../..'))).toBe(false)
  })

  it('after a success takes nothing away', () => {
    const dir = target()
    const ready = staged(dir, { a: '1' })
    swapIn(ready, dir, [])
    ready.discard()
    expect(readTree(dir)).toEqual({ a: '1' })
  })
})

describe('parts of one staged tree', () => {
  it('may be installed into folders of their own, one after another', () => {
    const results = join(freshFolder(), 'results')
    const ready = staged(results, { 'D1/plans.json': '1', 'D2/plans.json': '2' })
    for (const name of ['D1', 'D2'])
      swapIn({ ...ready, dir: join(ready.dir, name), files: [] }, join(results, name), [])
    ready.discard()
    expect(readTree(results)).toMatchObject({ 'D1/plans.json': '1', 'D2/plans.json': '2' })
    expect(beside(results)).toEqual(['results'])
  })
})
