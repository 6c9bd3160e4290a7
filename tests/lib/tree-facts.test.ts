import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAsLeft, treeFacts } from '../../src/lib/tree-facts.ts'

const PATHS = ['index.html', 'liver/1.0/weights.tar.gz', 'liver/with blank.txt']

let parent: string
let dir: string
let facts: string

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'zoopress-tree-'))
  dir = join(parent, 'dist')
  mkdirSync(join(dir, 'liver/1.0'), { recursive: true })
  for (const path of PATHS) writeFileSync(join(dir, path), path)
  // Times of the past: writing now must show, however coarse the clock.
  for (const path of ['', 'liver', 'liver/1.0', ...PATHS]) utimesSync(join(dir, path), 1e9, 1e9)
  facts = treeFacts(dir, PATHS)
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

describe('isAsLeft', () => {
  it('holds for a tree that nobody touched, also where the tree was renamed or its files got further names', () => {
    linkSync(join(dir, 'index.html'), join(parent, 'second-name'))
    renameSync(dir, join(parent, 'moved'))
    expect(isAsLeft(join(parent, 'moved'), facts)).toBe(true)
  })

  it.each<[string, () => void]>([
    ['a file was written into', () => writeFileSync(join(dir, 'index.html'), 'INDEX.HTML')],
    ['a file was added', () => writeFileSync(join(dir, 'liver/1.0/more'), '')],
    ['a file was removed', () => rmSync(join(dir, 'liver/with blank.txt'))],
    ['a file was replaced', () => renameSync(join(dir, 'index.html'), join(dir, 'liver/1.0/weights.tar.gz'))],
    ['a folder was removed', () => rmSync(join(dir, 'liver'), { recursive: true })],
    ['the tree is gone', () => rmSync(dir, { recursive: true })],
    ['the tree is another with the same files', () => replaceTree()],
  ])('fails where %s', (_, change) => {
    change()
    expect(isAsLeft(dir, facts)).toBe(false)
  })

  it('fails for no facts at all', () => {
    expect(isAsLeft(dir, '')).toBe(false)
  })
})

function replaceTree(): void {
  renameSync(dir, join(parent, 'first'))
  mkdirSync(join(dir, 'liver/1.0'), { recursive: true })
  for (const path of PATHS) writeFileSync(join(dir, path), readFileSync(join(parent, 'first', path)))
  for (const path of ['', 'liver', 'liver/1.0', ...PATHS]) utimesSync(join(dir, path), 1e9, 1e9)
}
