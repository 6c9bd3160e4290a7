import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { walk } from '../../src/lib/walk.ts'
import { freshFolder } from './fresh-folder.ts'

function tree(): string {
  const dir = freshFolder()
  mkdirSync(join(dir, 'b/c'), { recursive: true })
  for (const path of ['b/c/d', 'b/.e', 'a']) writeFileSync(join(dir, path), path)
  symlinkSync(join(dir, 'b'), join(dir, 'link'))
  return dir
}

describe('walk', () => {
  it('tells everything once, folders before what they hold, in the order of names; links are not followed', () => {
    expect(walk(tree(), () => true)).toEqual([
      { path: 'a', kind: 'file', size: 1 },
      { path: 'b', kind: 'folder', size: 0 },
      { path: 'b/.e', kind: 'file', size: 4 },
      { path: 'b/c', kind: 'folder', size: 0 },
      { path: 'b/c/d', kind: 'file', size: 5 },
      { path: 'link', kind: 'other', size: 0 },
    ])
  })

  it('does not look into a folder that it is told to pass', () => {
    const paths = walk(tree(), (path) => path !== 'b/c').map(({ path }) => path)
    expect(paths).toEqual(['a', 'b', 'b/.e', 'b/c', 'link'])
  })

  it.each(['a\nb', 'a*b', '[a]', '{a,b}', '!a', '\\a', 'ä'])(
    'takes %j for a name and nothing else',
    (name) => {
      const dir = freshFolder()
      mkdirSync(join(dir, name))
      writeFileSync(join(dir, name, name), '')
      expect(walk(dir, () => true).map(({ path }) => path)).toEqual([name, `${name}/${name}`])
    },
  )

  it('shows a name that is no UTF-8 rather than dropping its folder', () => {
    const dir = freshFolder()
    writeFileSync(join(dir, 'kept'), '')
    writeFileSync(Buffer.concat([Buffer.from(`${dir}/x`), Buffer.from([0xff])]), '')
    expect(walk(dir, () => true).map(({ path }) => path)).toEqual(['kept', 'x\ufffd'])
  })

  it('throws where a folder is not there', () => {
    expect(() => walk(join(freshFolder(), 'gone'), () => true)).toThrow('ENOENT')
  })
})
