/** The pages of released versions, and of models that were withdrawn, as a reader and a search engine get them. */
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openRenderer } from '../../src/site/renderer.ts'
import { sharedPages } from '../../src/site/shared-pages.ts'
import { versionPath } from '../../src/site/versions.ts'
import type { StoreEntry } from '../../src/store.ts'
import { releasedEntry, withdrawnEntry } from '../fixtures/releases.ts'
import { fixtureStore } from '../fixtures/store.ts'

const { site } = fixtureStore()
const pages = new Map<string, string>()

beforeAll(async () => {
  const renderer = await openRenderer(join(import.meta.dirname, '../..'))
  const entry = releasedEntry()
  const unreleased: StoreEntry = { ...entry, id: 'next', version: '2.1' }
  for (const one of [entry, unreleased, { ...entry, id: 'never', released: [] }]) {
    pages.set(`${one.id}/`, await renderer.renderModel(site, { entry: one, successor: null }))
    for (const version of one.released) {
      pages.set(
        versionPath(one.id, version.version),
        await renderer.renderVersion(site, { entry: one, version }),
      )
    }
  }
  for (const shared of sharedPages([], [], [withdrawnEntry()]))
    pages.set(shared.request, await renderer.renderShared(site, shared))
}, 120_000)

/** What a reader sees of a page's `<main>`, in one line. */
function textOf(path: string): string {
  const main = pages.get(path)!.match(/<main[^]*<\/main>/)![0]
  return main.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}

const titleOf = (path: string): string => pages.get(path)!.match(/<title>([^<]*)/)![1]!
const linksOf = (path: string): string[] =>
  [...pages.get(path)!.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href!)

describe('the page of a version', () => {
  it('says whether the version is the current one, and leads to the model’s page', () => {
    expect(textOf('released/2.0/')).toContain('This is the current version.')
    expect(textOf('released/1.0/')).toContain('This version is no longer current.')
    expect(textOf('released/1.0/')).toMatch(/The model’s page has version 2\.0 ?\./)
    expect(linksOf('released/1.0/')).toContain('../../released/')
  })

  it('is the address that its citation names', () => {
    expect(textOf('released/1.0/')).toContain('https://lab.example/zoo/released/1.0/')
    expect(pages.get('released/1.0/')).toContain(
      '<link rel="canonical" href="https://lab.example/zoo/released/1.0/">',
    )
  })

  it('links to the archive that is there, and only names the one that is not', () => {
    expect(linksOf('released/2.0/')).toContain('../../released/2.0/weights.tar.gz')
    expect(linksOf('released/1.0/').filter((href) => href.includes('.tar.gz'))).toEqual([])
    expect(textOf('released/1.0/')).toContain('https://lab.example/zoo/released/1.0/weights.tar.gz')
    expect(textOf('released/1.0/')).toContain('not part of this build')
    expect(textOf('released/2.0/')).not.toContain('not part of this build')
  })

  it('tells what changed', () => {
    expect(textOf('released/2.0/')).toContain('Changes since 1.1')
    expect(textOf('released/2.0/')).toContain('code is new: 1 kB')
    expect(textOf('released/1.0/')).not.toContain('Changes since')
  })
})

describe('the page of a withdrawn version', () => {
  it('says when and why, and in its title that it is', () => {
    expect(textOf('released/1.1/')).toContain('Withdrawn on 2026-02-10.')
    expect(textOf('released/1.1/')).toContain('Wrong labels.')
    expect(titleOf('released/1.1/')).toMatch(/ 1\.1 \(withdrawn\) ·/)
  })

  it('offers nothing to download, and keeps the sums', () => {
    for (const path of ['released/1.1/', 'gone/1.0/', 'gone/1.1/']) {
      expect(textOf(path)).not.toMatch(/\.tar\.gz|curl/)
      expect(linksOf(path).filter((href) => /\.tar\.gz|files\.example/.test(href))).toEqual([])
    }
    expect(textOf('released/1.1/')).toContain('c3'.repeat(32))
    expect(textOf('gone/1.1/')).toContain('a1'.repeat(32))
  })

  it('does not speak of it as of one to use', () => {
    for (const path of ['released/1.1/', 'gone/1.0/']) {
      expect(textOf(path)).not.toContain('Commercial use')
      expect(textOf(path)).not.toContain('Download')
    }
    expect(textOf('released/2.0/')).toContain('Commercial use')
    expect(textOf('released/1.1/')).toContain('As its card stated them, before it was withdrawn.')
    expect(textOf('released/1.1/')).toContain('(Version 1.1, withdrawn on 2026-02-10) [Model]')
    expect(pages.get('released/1.1/')).toMatch(
      /<meta name="description" content="Version 1\.1 of [^"]*, released on 2026-02-01 and withdrawn on 2026-02-10">/,
    )
  })

  it('is not for search engines, unlike that of a version that stands', () => {
    const noindex = [...pages].filter(([, html]) => html.includes('<meta name="robots" content="noindex">'))
    expect(noindex.map(([path]) => path).sort()).toEqual([
      '404/',
      'gone/',
      'gone/1.0/',
      'gone/1.1/',
      'next/1.1/',
      'released/1.1/',
    ])
  })
})

describe('the page of a withdrawn model', () => {
  it('says what it was called, when it went and why, and has its versions', () => {
    expect(titleOf('gone/')).toMatch(/^Gone .*\(withdrawn\) ·/)
    expect(textOf('gone/')).toContain('Withdrawn on 2026-09-30. The patients took their consent back.')
    expect(textOf('gone/')).toContain('Withdrawn on 2026-02-20: The patients')
    expect(linksOf('gone/')).toEqual(expect.arrayContaining(['../gone/1.0/', '../gone/1.1/']))
  })

  it('names the feeds that say the same', () => {
    for (const page of ['gone/', 'gone/1.0/'])
      expect(pages.get(page)).toMatch(/<link rel="alternate" href="[./]*gone\/feed\.xml"/)
  })
})

describe('the model’s page', () => {
  it('lists every version, and strikes out what was withdrawn', () => {
    const versions = ['2.0', '1.1', '1.0'].map((version) => `../released/${version}/`)
    const list = /<section aria-labelledby="versions">[^]*?<\/section>/.exec(pages.get('released/')!)![0]
    expect([...list.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(versions)
    expect(pages.get('released/')).toMatch(/<s>\s*<a href="..\/released\/1\.1\/">1\.1<\/a>\s*<\/s>/)
  })

  it('marks a version that is not released yet, and links to no page of it', () => {
    expect(textOf('next/')).toMatch(/2\.1 not released yet/)
    expect(linksOf('next/')).not.toContain('../next/2.1/')
  })

  it('has no list where nothing was ever released', () => {
    expect(pages.get('never/')).not.toContain('id="versions"')
  })
})
