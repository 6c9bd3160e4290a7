import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { walk } from '../../src/lib/walk.ts'
import { freshFolder } from './fresh-folder.ts'

const rows = (dir: string, enter: (path: string) => boolean = () => true) =>
  walk(dir, enter).map(({ path, kind, stats }) => `${kind} ${path} ${kind === 'file' ? stats()?.size : 0}`)

describe('walk', () => {
  it('finds files, folders and whatever else there is, by name, and follows no link', () => {
    const dir = freshFolder()
    mkdirSync(join(dir, 'b/c'), { recursive: true })
    writeFileSync(join(dir, 'b/c/x'), '123')
    writeFileSync(join(dir, 'a'), '')
    symlinkSync('/etc', join(dir, 'link'))
    expect(rows(dir)).toEqual(['file a 0', 'folder b 0', 'folder b/c 0', 'file b/c/x 3', 'other link 0'])
  })

  it('does not look into a folder that it may not enter', () => {
    const dir = freshFolder()
    mkdirSync(join(dir, 'b/c'), { recursive: true })
    expect(rows(dir, (path) => path !== 'b')).toEqual(['folder b 0'])
  })

  it('leaves nothing out because of its name', () => {
    const dir = freshFolder()
    writeFileSync(Buffer.concat([Buffer.from(`${dir}/`), Buffer.from([0x61, 0xff])]), 'x')
    writeFileSync(join(dir, 'line\nend'), 'x')
    writeFileSync(join(dir, 'back\\slash'), 'x')
    writeFileSync(join(dir, 'plain'), 'x')
    expect(walk(dir, () => true).map(({ path }) => path)).toEqual([
      'a\ufffd',
      'back\\slash',
      'line\nend',
      'plain',
    ])
  })
})
