/** A mirror of the whole store finds no broken link, on every server. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { findProgram, run } from './command.ts'
import { crawl } from './crawl.ts'
import { freshFolder, listFiles } from './folders.ts'
import { findLinks } from './links.ts'
import { SERVED_STORES, useServer } from './served-stores.ts'

const START = [
  '',
  '404.html',
  'catalogue.json',
  'master.json',
  'feed.xml',
  'feed.json',
  'sitemap.xml',
  'robots.txt',
]

describe.each(SERVED_STORES)('a mirror of $title', (row) => {
  const served = useServer(row)

  it('finds every page, document and archive, and no broken link', async () => {
    const { dist, url } = row.store
    const specs = listFiles(dist).filter((path) => path.endsWith('.ini'))
    const result = await crawl({ served: served.url, url, dist, start: [...START, ...specs] })
    expect(result.faults).toEqual([])
    const missed = listFiles(dist)
      .filter((path) => /(index\.html|entry\.json|\.tar\.gz|\.zip|\.css|\.webp)$/.test(path))
      .map((path) => path.replace(/index\.html$/, ''))
      .filter((path) => !result.paths.includes(path.split('/').map(encodeURIComponent).join('/')))
    expect(missed).toEqual([])
  })
})

describe.each(inject('stores'))('the pages of the store at $name', ({ dist }) => {
  it('link to no folder without index.html, for which nginx has 403 and others a listing', () => {
    const pages = listFiles(dist).filter((path) => path.endsWith('.html') && path !== '404.html')
    const folders = pages.flatMap((page) => {
      const links = findLinks(page, readFileSync(join(dist, page), 'utf8')).map(({ target }) => target)
      const own = links.filter(
        (target) => !/^[a-z]+:/i.test(target) && /(^|\/)(\.{0,2}\/?)?$/.test(target.replace(/[?#].*$/, '')),
      )
      return own.map((target) => join(dirname(page), target.replace(/[?#].*$/, '')))
    })
    expect(folders.length).toBeGreaterThan(20)
    expect(folders.filter((folder) => !existsSync(join(dist, folder, 'index.html')))).toEqual([])
  })
})

const WITH_WGET = findProgram('wget') === null ? [] : SERVED_STORES

describe.each(WITH_WGET)('wget --mirror of $title', (row) => {
  const served = useServer(row)

  it('ends without an error', async () => {
    const folder = freshFolder('mirror')
    // Canonical links name the store's own address, where nothing listens during this test.
    const elsewhere = ['--reject-regex', `^http://127\\.0\\.0\\.1:${row.store.port}/`]
    const args = [
      '--mirror',
      '--no-parent',
      '--no-verbose',
      '--no-proxy',
      '--execute',
      'robots=off',
      ...elsewhere,
    ]
    const result = await run('wget', [...args, `${served.url}/`], { cwd: folder.path })
    expect(result.stderr.split('\n').filter((line) => /ERROR|broken/i.test(line))).toEqual([])
    expect(result.code).toBe(0)
    const mirrored = listFiles(folder.path).filter((path) => path.endsWith('.tar.gz'))
    expect(mirrored.length).toBe(listFiles(row.store.dist).filter((path) => path.endsWith('.tar.gz')).length)
    folder.remove()
  })
})

describe('the links of a text', () => {
  it.each([
    [
      'index.html',
      '<a href="a/?x=1&amp;y=2">a</a><!-- <a href="no/"> -->',
      [{ target: 'a/?x=1&y=2', loaded: false }],
    ],
    [
      'index.html',
      '<img src=a.png srcset="b.png 1x, c.png 2x">',
      ['a.png', 'b.png', 'c.png'].map((target) => ({ target, loaded: true })),
    ],
    [
      'index.html',
      '<link rel="stylesheet" href="s.css"><link rel="alternate" href="f.xml">',
      [
        { target: 's.css', loaded: true },
        { target: 'f.xml', loaded: false },
      ],
    ],
    ['s.css', '@font-face { src: url("f.woff2") }', [{ target: 'f.woff2', loaded: true }]],
    [
      'x.json',
      '{"page": "a/", "title": "b/", "downloads": [{"path": "c", "files": [{"path": "d"}]}]}',
      [
        { target: 'a/', loaded: false },
        { target: 'c', loaded: false },
      ],
    ],
    ['main.ini', '[a]\nurl = http://h/a%%20b\n', [{ target: 'http://h/a%20b', loaded: false }]],
  ])('in %s are found: %s', (path, text, links) => {
    expect(findLinks(path, text)).toEqual(links)
  })
})
