import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { visitAll, walk } from '../../src/lib/walk.ts'
import { freshFolder } from './fresh-folder.ts'

const rows = (dir: string, enter: (path: string) => boolean = () => true) =>
  walk(dir, enter).map(({ path, kind }) => `${kind} ${path}`)

function visits(dir: string): string[] {
  const found: string[] = []
  visitAll(dir, (path, kind, stats) => {
    found.push(`${kind} ${path} ${kind === 'file' ? stats?.size : 0}`)
    return true
  })
  return found
}

describe('walk', () => {
  it('finds files, folders and whatever else there is, by name, and follows no link', () => {
    const dir = freshFolder()
    mkdirSync(join(dir, 'b/c'), { recursive: true })
    writeFileSync(join(dir, 'b/c/x'), '123')
    writeFileSync(join(dir, 'a'), '')
    symlinkSync('/etc', join(dir, 'link'))
    expect(visits(dir)).toEqual(['file a 0', 'folder b 0', 'folder b/c 0', 'file b/c/x 3', 'other link 0'])
    expect(rows(dir)).toEqual(['file a', 'folder b', 'folder b/c', 'file b/c/x', 'other link'])
  })

  it('does not look into a folder that it may not enter', () => {
    const dir = freshFolder()
    mkdirSync(join(dir, 'b/c'), { recursive: true })
    expect(rows(dir, (path) => path !== 'b')).toEqual(['folder b'])
  })

  it('takes the kind of a name that cannot be asked for from the list of its folder', () => {
    const dir = freshFolder()
    const unreadable = Buffer.concat([Buffer.from(`${dir}/`), Buffer.from([0x61, 0xff])])
    symlinkSync('/etc', unreadable)
    expect(visits(dir)).toEqual(['other a\ufffd 0'])
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
