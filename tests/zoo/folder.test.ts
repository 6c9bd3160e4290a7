import {
  chmodSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fingerprint, readFolders } from '../../src/zoo/folder.ts'
import { formatProblem } from '../../src/zoo/problem.ts'
import { writeZoo } from './folders.ts'

const FILES = { 'a/README.md': 'x', 'a/weights/model.bin': '12', 'b/README.md': 'y' }

const prints = (zooDir: string) => readFolders(zooDir, 'zoo').map((folder) => fingerprint([folder]))

describe('the fingerprint of a folder', () => {
  it('stays the same while nobody touches a file', () => {
    const zooDir = writeZoo(FILES)
    expect(prints(zooDir)).toEqual(prints(zooDir))
  })

  it.each<[string, (dir: string) => void]>([
    ['a file is written', (dir) => writeFileSync(join(dir, 'README.md'), 'longer')],
    ['a file is given a date', (dir) => utimesSync(join(dir, 'weights/model.bin'), 1, 1)],
    ['a file may be read by fewer', (dir) => chmodSync(join(dir, 'README.md'), 0o600)],
    ['a file is added', (dir) => writeFileSync(join(dir, 'weights/more.bin'), '')],
    ['a file is removed', (dir) => rmSync(join(dir, 'README.md'))],
    ['a file is renamed', (dir) => renameSync(join(dir, 'README.md'), join(dir, 'README.txt'))],
    [
      'a file moves into a folder',
      (dir) => renameSync(join(dir, 'README.md'), join(dir, 'weights/README.md')),
    ],
    ['a file takes the place of another', (dir) => replace(join(dir, 'weights/model.bin'), '34')],
    ['a file is hidden from git', (dir) => writeFileSync(join(dir, '.gitignore'), 'x')],
    ['a folder goes too deep', (dir) => mkdirSync(join(dir, 'd/'.repeat(33)), { recursive: true })],
  ])('is another one when %s, and its neighbours keep theirs', (_, change) => {
    const zooDir = writeZoo(FILES)
    const [before, other] = prints(zooDir)
    change(join(zooDir, 'a'))
    const [after, same] = prints(zooDir)
    expect(after).not.toBe(before)
    expect(same).toBe(other)
  })

  it('comes with the time of the last change, which no program can set', () => {
    const zooDir = writeZoo(FILES)
    const path = join(zooDir, 'a/README.md')
    utimesSync(path, 1, 1)
    expect(readFolders(zooDir, 'zoo')[0]?.changedMs).toBe(statSync(path).ctimeMs)
  })

  it('is never relied on where a name cannot be read as text', () => {
    const zooDir = writeZoo(FILES)
    writeFileSync(Buffer.concat([Buffer.from(join(zooDir, 'a/x')), Buffer.from([0xff])]), '')
    expect(readFolders(zooDir, 'zoo').map(({ changedMs }) => changedMs)[0]).toBe(Infinity)
  })
})

/** Puts another file of the same size and date in the place of one. */
function replace(path: string, content: string): void {
  const { atime, mtime } = statSync(path)
  linkSync(path, `${path}.old`)
  writeFileSync(`${path}.new`, content)
  utimesSync(`${path}.new`, atime, mtime)
  renameSync(`${path}.new`, path)
  rmSync(`${path}.old`)
}

describe('readFolders', () => {
  it('lists what may be published, and what may not with its reason', () => {
    const zooDir = writeZoo({
      ...FILES,
      'a/.gitattributes': '',
      'a/.git/HEAD': '',
      'a/con.txt': '',
      'loose.txt': '',
    })
    mkdirSync(join(zooDir, 'b', 'd/'.repeat(33)), { recursive: true })
    const [a, b] = readFolders(zooDir, 'zoo')
    expect(a).toMatchObject({ id: 'a', label: 'zoo/a', isClone: true, isLink: false })
    expect(a?.files).toEqual([
      { path: 'README.md', size: 1 },
      { path: 'weights/model.bin', size: 2 },
    ])
    expect(a?.problems.map(formatProblem)).toEqual([
      'zoo/a/con.txt: This is the name of a device on Windows. Rename it.',
    ])
    expect(b?.problems.map(({ message }) => message)).toEqual(['This folder lies too deep. Move it up.'])
  })

  it('knows an empty folder from none', () => {
    const zooDir = writeZoo({})
    mkdirSync(join(zooDir, 'empty'))
    expect(readFolders(zooDir, 'zoo').map(({ id, files }) => [id, files])).toEqual([['empty', []]])
  })
})
