import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lookInto } from '../../../src/contribute/new/look-into.ts'
import { MOST_FILES, survey } from '../../../src/contribute/new/survey.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'

function folderOf(paths: readonly string[]): string {
  const dir = join(freshFolder(), 'liver')
  for (const path of paths) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), path)
  }
  return dir
}

const found = (dir: string, section = '') => survey([{ path: dir, section }])

describe('what lies in a folder', () => {
  it('is all files in it, but for hidden ones and what programs leave behind', () => {
    const dir = folderOf([
      'a.pt',
      'b/c.py',
      '.git/config',
      'b/__pycache__/c.pyc',
      '.DS_Store',
      'b/notes.txt~',
    ])
    const { name, files, refused, leftOut } = found(dir)
    expect(name).toBe('liver')
    expect(files).toEqual([
      { path: 'a.pt', from: join(dir, 'a.pt'), size: 4 },
      { path: 'b/c.py', from: join(dir, 'b/c.py'), size: 6 },
    ])
    expect(refused).toEqual([])
    expect(leftOut).toEqual(['.DS_Store', '.git/', 'b/__pycache__/', 'b/notes.txt~'])
  })

  it('is no link, but the folder itself may be reached by one', () => {
    const dir = folderOf(['a.pt'])
    symlinkSync('/etc', join(dir, 'b'))
    symlinkSync(dir, `${dir}-link`)
    const { files, refused } = found(`${dir}-link`)
    expect(files.map(({ path }) => path)).toEqual(['a.pt'])
    expect(refused).toEqual([
      {
        path: 'b',
        from: join(dir, 'b'),
        message: 'This is a link or a special file. Put the file itself in its place.',
      },
    ])
  })

  it('is not looked at for ever', () => {
    const dir = folderOf(['a'])
    for (let index = 0; index <= MOST_FILES; index++) writeFileSync(join(dir, String(index)), '')
    expect(() => found(dir)).toThrow(/^There are more than 20000 files; looking ended at "9/)
  })

  it('goes to the section that the person named', () => {
    const dir = folderOf(['a.bin', 'b/c.bin'])
    expect(found(dir, 'data').files.map(({ path }) => path)).toEqual(['data/a.bin', 'data/b/c.bin'])
    expect(found(join(dir, 'a.bin'), 'weights').files.map(({ path }) => path)).toEqual(['weights/a.bin'])
  })

  it('keeps the names of folders where several are named', () => {
    const dir = folderOf(['a/x.pt', 'b/y.pt'])
    const sources = ['a', 'b'].map((name) => ({ path: join(dir, name), section: '' }))
    expect(survey(sources).files.map(({ path }) => path)).toEqual(['a/x.pt', 'b/y.pt'])
  })

  it('must be there', () => {
    expect(() => found('/nowhere/at\u001ball')).toThrow('There is nothing at "/nowhere/at\\x1ball"')
  })
})

describe('looking into files', () => {
  it('tells checkpoints that run code, and pointers in place of files, before anything is copied', () => {
    const dir = folderOf([])
    mkdirSync(dir)
    writeFileSync(join(dir, 'evil.pkl'), "cos\nsystem\n(S'true'\ntR.")
    writeFileSync(join(dir, 'lfs.pt'), 'version https://git-lfs.github.com/spec/v1\noid sha256:00\n')
    const { refused } = lookInto(found(dir), new Set())
    expect(refused.map(({ path, message }) => [path, message.slice(0, 26)])).toEqual([
      ['evil.pkl', 'Loading this file imports '],
      ['lfs.pt', 'This is a git-lfs pointer,'],
    ])
  })

  it('reads small texts alone', () => {
    const dir = folderOf(['a.txt'])
    writeFileSync(join(dir, 'large.txt'), Buffer.alloc(300_000, 'a'))
    writeFileSync(join(dir, 'bytes.txt'), Buffer.from([0xff, 0xfe]))
    const { text } = lookInto(found(dir), new Set())
    expect(['a.txt', 'large.txt', 'bytes.txt', 'missing'].map(text)).toEqual(['a.txt', null, null, null])
  })
})
