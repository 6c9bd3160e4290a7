/** What every document of the table keeps, whatever its format. */
import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/store.ts'
import { DOCUMENTS, listDocuments } from '../../src/documents.ts'
import { fixtureStore } from '../fixtures/store.ts'
import { PUBLIC_KEY } from '../lib/minisign-vectors.ts'
import { parseSpec, xmlTexts } from './python.ts'

/** Names of vocabularies; nothing is ever loaded from there. */
const NAMESPACES = [
  'http://www.w3.org/2005/Atom',
  'http://www.sitemaps.org/schemas/sitemap/0.9',
  'https://jsonfeed.org/version/1.1',
  'https://json-schema.org/draft/2020-12/schema',
]

const fixture = fixtureStore()
const store: Store = {
  ...fixture,
  site: { ...fixture.site, accent: '#2b6a4d', publicKey: PUBLIC_KEY.split('\n')[1]! },
}
const documents = [...listDocuments(store)].map(({ paths, write }) => ({ path: paths[0], write }))
const endingIn = (...endings: string[]): typeof documents =>
  documents.filter(({ path }) => endings.some((ending) => path.endsWith(ending)))

describe('the suite', () => {
  it('meets every row of the table that a format writes', () => {
    const met = new Set(documents.map(({ path }) => path.split('/').at(-1)))
    const written = DOCUMENTS.filter(({ per }) => per !== 'tree')
    const rows = written.map((row) =>
      row.urls[0].replace('<n>', '0').replace('<file>', 'weights.tar.gz').split('/').at(-1),
    )
    expect(rows.filter((name) => !met.has(name))).toEqual([])
  })
})

describe.each(documents)('$path', ({ path, write }) => {
  it('ends with one line end', () => {
    expect(write()).toMatch(/[^\n]\n$/)
  })

  it('has no byte order mark, carriage return or other control character', () => {
    expect(write()).not.toMatch(/[\uFEFF\0-\x09\x0b-\x1f\x7f]/)
  })

  it('is the same twice, and for a copy of the store', () => {
    const copy = [...listDocuments(JSON.parse(JSON.stringify(store)) as Store)].find(
      ({ paths }) => paths[0] === path,
    )
    expect([write(), copy!.write()]).toEqual([write(), write()])
  })

  it('leads to no other host but where the entries say', () => {
    const stated = JSON.stringify(store)
    const addresses =
      write()
        .replaceAll('%%', '%')
        .replaceAll('&amp;', '&')
        .match(/https?:\/\/[^\s"'<>\\]+/g) ?? []
    expect(
      addresses.filter(
        (url) => !stated.includes(url) && !ours(url) && !NAMESPACES.includes(url) && !isResolver(url),
      ),
    ).toEqual([])
  })
})

describe.each(endingIn('.json'))('$path', ({ write }) => {
  it('is JSON', () => {
    expect(JSON.parse(write())).toBeTypeOf('object')
  })
})

// Feeds leave the store's own context.
describe.each(endingIn('.json').filter(({ path }) => !path.endsWith('feed.json')))('$path', ({ write }) => {
  it('does not say where the store lies, so that it can be moved', () => {
    expect(write()).not.toContain('lab.example/zoo')
  })

  it('links nothing from the root of the host, so that it works under a sub-path', () => {
    expect(write()).not.toMatch(/": "\//)
  })
})

describe.each(endingIn('.xml', '.meta4'))('$path', ({ write }) => {
  it('is well-formed for a real XML parser', () => {
    expect(xmlTexts(write(), 'nothing')).toEqual([])
  })
})

describe.each(endingIn('.ini'))('$path', ({ write }) => {
  it("is read by Python's ConfigParser", () => {
    expect(parseSpec(write())).toHaveProperty('config.version')
  })
})

describe.each(endingIn('.ini', '.md', 'SHA256SUMS', 'robots.txt', 'registry.txt', 'urls.txt', '.meta4'))(
  '$path',
  ({ write }) => {
    it('is ASCII', () => {
      expect(write()).toMatch(/^[\n -~]*$/)
    })
  },
)

describe.each(endingIn('SHA256SUMS'))('$path', ({ write }) => {
  it('has a sum, two blanks and a relative name in each line', () => {
    expect(write()).toMatch(/^([0-9a-f]{64} {2}[^/\n][^\n]*\n)+$/)
  })
})

/** Where the ids that an entry states lead. */
function isResolver(url: string): boolean {
  const id = /^https:\/\/(?:doi|orcid)\.org\/(.+)$/.exec(url)?.[1]
  return id !== undefined && JSON.stringify(store).includes(id)
}

function ours(url: string): boolean {
  return url.startsWith(`${store.site.url}/`)
}
