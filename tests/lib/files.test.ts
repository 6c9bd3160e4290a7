import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles, makeDir, openRegularFile, writePublicFile } from '../../src/lib/files.ts'
import { freshFolder } from './fresh-folder.ts'
import { runNode } from './run-node.ts'

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

describe('writePublicFile', () => {
  it.each(['000', '022', '077'])('makes files 644 and folders 755 under umask %s', (umask) => {
    const dir = freshFolder()
    runNode(`
      import { writePublicFile } from './src/lib/files.ts'
      process.umask(0o${umask})
      writePublicFile(${JSON.stringify(join(dir, 'a/b/file'))}, 'text')
    `)
    expect([mode(join(dir, 'a')), mode(join(dir, 'a/b')), mode(join(dir, 'a/b/file'))]).toEqual([
      '755',
      '755',
      '644',
    ])
  })

  it('leaves the mode of folders that were there', () => {
    const dir = freshFolder()
    mkdirSync(join(dir, 'kept'), { mode: 0o700 })
    writePublicFile(join(dir, 'kept/file'), 'text')
    expect(mode(join(dir, 'kept'))).toBe('700')
  })

  it('never writes over a file', () => {
    const path = join(freshFolder(), 'file')
    writePublicFile(path, 'first')
    expect(() => writePublicFile(path, 'second')).toThrow('EEXIST')
    expect(readFileSync(path, 'utf8')).toBe('first')
  })
})

describe('makeDir', () => {
  it('makes what is missing and tells of each, from the top down', () => {
    const dir = freshFolder()
    const made: string[] = []
    makeDir(join(dir, 'a/b'), (folder) => made.push(folder))
    makeDir(join(dir, 'a/c'), (folder) => made.push(folder))
    expect(made).toEqual(['a', 'a/b', 'a/c'].map((path) => join(dir, path)))
    expect(made.map((path) => existsSync(path))).toEqual([true, true, true])
  })

  it('ends where a file is in the way', () => {
    const dir = freshFolder()
    writePublicFile(join(dir, 'file'), '')
    expect(() => makeDir(join(dir, 'file/a'))).toThrow(/ENOTDIR|EEXIST/)
  })

  // Where the system says that a folder is missing which it lets nobody make.
  it.each(['/proc'].filter(existsSync))('ends below %s', (place) => {
    expect(() => makeDir(join(place, 'zoopress/a'))).toThrow('ENOENT')
  })
})

describe('openRegularFile', () => {
  it.each([
    ['a link', (path: string) => symlinkSync(import.meta.filename, path)],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a named pipe', (path: string) => execFileSync('mkfifo', [path])],
    ['nothing', () => undefined],
  ])('refuses %s', (_what, make) => {
    const path = join(freshFolder(), 'file')
    make(path)
    expect(openRegularFile(path)).toBeNull()
  })
})

describe('listFiles', () => {
  it('lists by plain comparison and does not follow links', () => {
    const dir = freshFolder()
    for (const path of ['b/x', 'B', 'a-b', 'a/b/c', 'a.b']) writePublicFile(join(dir, path), '')
    symlinkSync(join(dir, 'a'), join(dir, 'link'))
    mkdirSync(join(dir, 'empty'))
    expect(listFiles(dir)).toEqual([
      { path: 'B', isRegular: true },
      { path: 'a-b', isRegular: true },
      { path: 'a.b', isRegular: true },
      { path: 'a/b/c', isRegular: true },
      { path: 'b/x', isRegular: true },
      { path: 'link', isRegular: false },
    ])
  })
})
