import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/lib/hash.ts'
import { NewTree } from '../../src/publish/new-tree.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { runNode } from '../lib/run-node.ts'

function newTree(): NewTree {
  return new NewTree(join(freshFolder(), 'tree'))
}

describe('NewTree', () => {
  it('writes a file into folders that it makes, and tells what it wrote', () => {
    const tree = newTree()
    expect(tree.write('a/b/größe.txt', 'größe')).toEqual({
      path: 'a/b/größe.txt',
      size: 7,
      sha256: sha256('größe'),
    })
    expect(readFileSync(join(tree.dir, 'a/b/größe.txt'), 'utf8')).toBe('größe')
  })

  it('never writes over a file, and never through a link', () => {
    const tree = newTree()
    tree.write('a', '1')
    expect(() => tree.write('a', '2')).toThrow('EEXIST')
    symlinkSync(freshFolder(), join(tree.dir, 'link'))
    expect(() => tree.write('link/a', '1')).toThrow('EEXIST')
  })

  it('removes a file with the folders that it leaves empty, and no others', () => {
    const tree = newTree()
    for (const path of ['a/b/c/file', 'a/other']) tree.write(path, 'x')
    tree.remove('a/b/c/file')
    expect([existsSync(join(tree.dir, 'a/b')), existsSync(join(tree.dir, 'a/other'))]).toEqual([false, true])
    tree.write('a/b/c/file', 'again')
    for (const path of ['a/b/c/file', 'a/other', 'never/there']) tree.remove(path)
    expect([existsSync(join(tree.dir, 'a')), existsSync(tree.dir)]).toEqual([false, true])
  })

  it('goes on in a tree that is there', () => {
    const dir = freshFolder()
    mkdirSync(join(dir, 'a'))
    writeFileSync(join(dir, 'a/old'), 'old')
    new NewTree(dir).write('a/new', 'new')
    expect(readFileSync(join(dir, 'a/old'), 'utf8')).toBe('old')
  })
})

describe('withPublicModes', () => {
  it('makes files 644 and folders 755 under umask 077', () => {
    const dir = freshFolder()
    runNode(`
      import { NewTree, withPublicModes } from './src/publish/new-tree.ts'
      process.umask(0o077)
      await withPublicModes(async () => new NewTree(${JSON.stringify(join(dir, 'tree'))}).write('a/b', 'x'))
    `)
    const modes = ['tree', 'tree/a', 'tree/a/b'].map((path) =>
      (statSync(join(dir, path)).mode & 0o777).toString(8),
    )
    expect(modes).toEqual(['755', '755', '644'])
  })

  it('gives the umask back, whatever happens', () => {
    const printed = runNode(`
      import { withPublicModes } from './src/publish/new-tree.ts'
      process.umask(0o027)
      await withPublicModes(() => Promise.reject(new Error('full'))).catch(() => undefined)
      console.log(process.umask(0).toString(8))
    `)
    expect(printed).toBe('27')
  })
})
