import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../src/lib/hash.ts'
import { promisedBy } from '../src/publish/next-store.ts'
import { verifyTree } from '../src/verify.ts'
import { formatProblem } from '../src/zoo/problem.ts'
import { digitsEntry, fixtureDownload, fixtureEntry, fixtureStore } from './fixtures/store.ts'
import { freshFolder } from './lib/fresh-folder.ts'

/** Path below the store → contents. */
type Tree = Record<string, string>

function verify(tree: Tree, entries = [fixtureEntry()]): string[] {
  const dir = freshFolder()
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), content)
  }
  const files = Object.entries(tree).map(([path, content]) => ({
    path,
    size: content.length,
    sha256: sha256(content),
  }))
  const promised = entries.flatMap((entry) => promisedBy(entry, { artifacts: null }))
  return verifyTree(dir, fixtureStore().site.url, { files, written: files, promised }).map(formatProblem)
}

const SITE: Tree = { 'index.html': 'x', 'bare/index.html': 'x', 'bare/a b.txt': 'x', 'site.css': 'x' }

describe('a link of a page', () => {
  it.each([
    ['bare/'],
    ['./bare/'],
    ['bare/index.html'],
    ['bare/a%20b.txt'],
    ['site.css?v=1&amp;w=2'],
    ['.'],
    ['./'],
    ['#top'],
    ['?q=x#top'],
    ['/zoo/bare/'],
    ['/zoo/'],
    ['https://elsewhere.example/x'],
    ['mailto:zoo@lab.example'],
  ])('passes as %s', (link) => {
    expect(verify({ ...SITE, 'index.html': `<a href="${link}">x</a>` })).toEqual([])
  })

  it.each(['gone/', 'bare', 'bare/gone.txt', '/bare/', '../zoo/bare/', '//elsewhere.example/x'])(
    'is broken as %s',
    (link) => {
      expect(verify({ ...SITE, 'index.html': `<a href="${link}">x</a>` })).toEqual([
        `index.html: The page links to "${link}", which is not in the store.`,
      ])
    },
  )

  it('is followed from where the page lies', () => {
    expect(verify({ ...SITE, 'bare/index.html': '<link href="../site.css"><a href="../">x</a>' })).toEqual([])
    expect(verify({ ...SITE, 'bare/index.html': '<img src="site.css">' })).toHaveLength(1)
  })

  it('may hold what is no percent encoding only as a broken link', () => {
    expect(verify({ ...SITE, 'index.html': '<a href="100%">x</a>' })).toHaveLength(1)
  })
})

describe('a file that a spec names', () => {
  const entries = [
    fixtureEntry({ downloads: [fixtureDownload({ size: 4 }), fixtureDownload({ path: null })] }),
  ]

  it('is there, and as large as it was promised', () => {
    expect(verify({ 'bare/1.0/weights.tar.gz': '1234' }, entries)).toEqual([])
  })

  it('is missed', () => {
    expect(verify({}, entries)).toEqual(['bare/1.0/weights.tar.gz: The file is missing from the store.'])
  })

  it('is not cut short', () => {
    expect(verify({ 'bare/1.0/weights.tar.gz': '123' }, entries)).toEqual([
      'bare/1.0/weights.tar.gz: The file has 3 bytes instead of 4.',
    ])
  })

  it('is looked for beside info.json too, where DIGITS fetches it', () => {
    const snapshot = { ...digitsEntry(), downloads: [] }
    expect(verify({ 'lenet_digits/labels.txt': 'x'.repeat(30) }, [snapshot])).toEqual([
      'lenet_digits/deploy.prototxt: The file is missing from the store.',
      'lenet_digits/snapshot_iter_440.caffemodel: The file is missing from the store.',
    ])
  })
})
