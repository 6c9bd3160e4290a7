/** The built pages of a store whose every text tries to break out of its place. */
import { globSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sanitizeHtml from 'sanitize-html'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePublicFile } from '../../src/lib/files.ts'
import { asciiHtml } from '../../src/site/ascii-html.ts'
import { knownSuccessor } from '../../src/site/model-page.ts'
import { openRenderer } from '../../src/site/renderer.ts'
import { sharedPages } from '../../src/site/shared-pages.ts'
import { versionPath } from '../../src/site/versions.ts'
import type { Store } from '../../src/store.ts'
import { releasedEntry, withdrawnEntry } from '../fixtures/releases.ts'
import { fixtureEntry, fixtureStore, HOSTILE } from '../fixtures/store.ts'
import { htmlFaults } from './html-faults.ts'
import { python } from '../formats/python.ts'

const ROOT = join(import.meta.dirname, '../..')
const CARD = '# Bare card\n\n| a | b |\n| - | - |\n| raw/master/ | <td>x/ |\n\n<p style="x">y\n\n<b>unclosed'

/** A script that is none: browsers keep it, and run nothing. */
const DATA = ' type="application/ld+json"'

let folder: string
let pages: string[]

beforeAll(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'zoopress-pages-'))
  const store = fixtureStore({
    site: {
      prose: `## About/\n\n| models/ | <td>models/ |\n| --- | --- |\n| raw/master/ | x |\n\n<td>a/</td> ${HOSTILE}`,
    },
  })
  store.entries.push(releasedEntry())
  store.entries.push(fixtureEntry({ id: 'with.dots.html', title: 'Dots', summary: 'models/', card: CARD }))
  await writePages(store, join(folder, 'dist'))
  pages = globSync(['404.html', '**/index.html'], { cwd: join(folder, 'dist') }).sort()
}, 120_000)

async function writePages({ site, entries }: Store, dist: string): Promise<void> {
  const renderer = await openRenderer(ROOT)
  const written = new Map<string, string>()
  for (const shared of sharedPages(entries, entries, [withdrawnEntry()]))
    written.set(shared.path, await renderer.renderShared(site, shared))
  for (const entry of entries) {
    const successor = knownSuccessor(entry, entries)
    written.set(`${entry.id}/index.html`, await renderer.renderModel(site, { entry, successor }))
    for (const version of entry.released) {
      const path = `${versionPath(entry.id, version.version)}index.html`
      written.set(path, await renderer.renderVersion(site, { entry, version }))
    }
  }
  for (const [path, html] of written) writePublicFile(join(dist, path), html)
  for (const { path, from } of renderer.assets) writePublicFile(join(dist, path), readFileSync(from))
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function page(path: string): string {
  return readFileSync(join(folder, 'dist', path), 'utf8')
}

function attributesOf(html: string): { element: string; name: string; value: string }[] {
  const found: { element: string; name: string; value: string }[] = []
  sanitizeHtml(html, {
    allowedTags: [],
    onOpenTag: (element, attributes) => {
      for (const [name, value] of Object.entries(attributes)) found.push({ element, name, value })
    },
  })
  return found
}

describe('every page', () => {
  it('has its address', () => {
    expect(pages).toEqual([
      '404.html',
      'Dataset901_Shapes/index.html',
      'bare/index.html',
      'clients/index.html',
      'compare/index.html',
      'contribute/index.html',
      'gone/1.0/index.html',
      'gone/1.1/index.html',
      'gone/index.html',
      'index.html',
      'lenet_digits/index.html',
      'released/1.0/index.html',
      'released/1.1/index.html',
      'released/2.0/index.html',
      'released/index.html',
      'spleen_ct/index.html',
      'tags/3d/index.html',
      'tags/index.html',
      'tags/quoted-single-b-bold-b-amp-script-x-s-right-to-l-u52jyxyc/index.html',
      'tasks/image-segmentation/index.html',
      'tasks/index.html',
      'with.dots.html/index.html',
    ])
  })

  it('has no style and no handler of its own, and no element that the policy would stop', () => {
    for (const path of pages) {
      const attributes = attributesOf(page(path))
      expect(attributes.filter(({ name }) => name === 'style' || name.startsWith('on'))).toEqual([])
      const scripts = [...page(path).matchAll(/<script([^>]*)>([^<]*)<\/script>/g)]
      for (const [, given, body] of scripts.filter(([, given]) => given !== DATA))
        expect([given, body]).toEqual([expect.stringContaining(' src='), ''])
      expect(page(path)).not.toMatch(/<style|<iframe|<object|<base /)
    }
  })

  it('draws its charts of finite numbers', () => {
    const drawn = pages.flatMap((path) => [...page(path).matchAll(/<figure class="chart">.*?<\/figure>/gs)])
    expect(drawn).toHaveLength(3)
    for (const [figure] of drawn) expect(figure).not.toMatch(/NaN|Infinity|undefined|null/)
  })

  it('loads from its own store alone, and links relatively', () => {
    for (const path of pages.filter((one) => one !== '404.html')) {
      const links = attributesOf(page(path)).filter(({ name }) => name === 'href' || name === 'src')
      for (const { element, value } of links) {
        expect(value, path).not.toMatch(/^\//)
        if (element !== 'a' && !value.startsWith('https://lab.example/zoo/'))
          expect(value, path).not.toMatch(/^[a-z]+:/i)
      }
    }
  })

  it('finds its fonts beside its style sheets', () => {
    const sheets = globSync('assets/*.css', { cwd: join(folder, 'dist') })
      .map(page)
      .join('\n')
    const urls = [...sheets.matchAll(/url\("?([^")]+)"?\)/g)].map(([, url]) => url)
    expect(urls).toHaveLength(3)
    for (const url of urls)
      expect(url).toMatch(/^source-serif-4-latin-(400|600)-(normal|italic)\.[\w-]+\.woff2$/)
  })

  it('is valid HTML', async () => {
    const faults = await Promise.all(pages.map((path) => htmlFaults(path, page(path))))
    expect(faults.flat()).toEqual([])
  })
})

describe('the page of nothing', () => {
  it('links absolutely, because it is shown at any depth', () => {
    const own = attributesOf(page('404.html')).filter(
      ({ element, name }) => element !== 'meta' && ['href', 'src'].includes(name),
    )
    const local = own.filter(({ value }) => !/^(https?:|mailto:|#)/.test(value))
    expect(local.length).toBeGreaterThan(5)
    for (const { value } of local) expect(value).toMatch(/^\/zoo\//)
  })
})

/** What DIGITS takes for models on an index page, the development client of 2016 first: text chunks that end with a slash. */
const STORE_PARSER = `
import json, sys
from html.parser import HTMLParser
class StoreParser(HTMLParser):
    def __init__(self):
        HTMLParser.__init__(self, convert_charrefs=False)
        self.cell, self.link, self.old, self.new = False, False, [], []
    def handle_starttag(self, tag, attrs):
        if tag == 'td': self.cell = True
        if tag == 'a': self.link = True
    def handle_endtag(self, tag):
        if tag == 'td': self.cell = False
        if tag == 'a': self.link = False
    def handle_data(self, data):
        if data.endswith('/') and self.cell: self.old.append(data)
        if data.endswith('/') and (self.cell or self.link): self.new.append(data)
parser = StoreParser()
parser.feed(sys.stdin.buffer.read().decode('ascii'))
print(json.dumps([parser.old, parser.new]))`

describe('the home page', () => {
  it('holds no cell, open or closed', () => {
    expect(page('index.html')).not.toMatch(/<\/?td\b/i)
  })

  it('names no model to a DIGITS of any year', () => {
    expect(python(STORE_PARSER, asciiHtml(page('index.html')))).toEqual([[], []])
  })

  it('would name one if it held a cell', () => {
    expect(python(STORE_PARSER, '<td>models/</td>')).toEqual([['models/'], ['models/']])
  })

  it('keeps the text of cards for their own pages', () => {
    expect(page('index.html')).not.toContain('Prose.')
    expect(page('spleen_ct/index.html')).toContain('Prose.')
  })
})
