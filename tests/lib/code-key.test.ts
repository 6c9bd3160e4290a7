import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeKey } from '../../src/lib/code-key.ts'
import { freshFolder } from './fresh-folder.ts'

const FILES = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'astro.config.mjs': '',
  'tsconfig.json': '{}',
  'src/pages/index.astro': 'a page',
  'src/site/styles/site.css': 'a style',
  'public/favicon.svg': '<svg/>',
  'node_modules/.package-lock.json': '{}',
}

function checkout(): string {
  const root = freshFolder()
  for (const [path, content] of Object.entries(FILES)) write(root, path, content)
  return root
}

function write(root: string, path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

describe('codeKey', () => {
  it('is the same for the same code in another folder', () => {
    expect(codeKey(checkout())).toBe(codeKey(checkout()))
  })

  it.each(Object.keys(FILES))('changes with %s', (path) => {
    const root = checkout()
    write(root, path, 'changed')
    expect(codeKey(root)).not.toBe(codeKey(checkout()))
  })

  it('changes with a new file, and with one that is renamed', () => {
    const root = checkout()
    const before = codeKey(root)
    write(root, 'src/pages/new.astro', '')
    const added = codeKey(root)
    renameSync(join(root, 'src/pages/new.astro'), join(root, 'src/pages/newer.astro'))
    expect(new Set([before, added, codeKey(root)]).size).toBe(3)
  })

  it('does not change with the zoo, the tests or the docs', () => {
    const root = checkout()
    const before = codeKey(root)
    for (const path of ['zoo/liver/README.md', 'tests/x.test.ts', 'docs/x.md', 'README.md'])
      write(root, path, 'x')
    expect(codeKey(root)).toBe(before)
  })
})
