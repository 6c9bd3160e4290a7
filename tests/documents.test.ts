/** A changed document or address is a red line in review; `npx vitest run -u tests/documents.test.ts` writes them anew. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DOCUMENTS, findDocument, listDocuments, listUrls } from '../src/documents.ts'
import { fixtureDownload, fixtureEntry, fixtureStore } from './fixtures/store.ts'
import { PUBLIC_KEY } from './lib/minisign-vectors.ts'

const store = fixtureStore()
const EXPECTED = `${import.meta.dirname}/expected`

describe('the documents of the fixture store', () => {
  it('are those in tests/expected/documents', () => {
    const expected = globSync('**/*', { cwd: `${EXPECTED}/documents`, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => `${file.parentPath}/${file.name}`.replaceAll('\\', '/').split('/expected/documents/')[1])
    expect([...listDocuments(store)].map(({ paths }) => paths[0]).sort()).toEqual(expected.sort())
  })

  it.each([...listDocuments(store)].map(({ paths, write }) => [paths[0], write] as const))(
    '%s',
    async (path, write) => {
      await expect(write()).toMatchFileSnapshot(`${EXPECTED}/documents/${path}`)
    },
  )

  it('have the addresses in tests/expected/urls.txt: a change breaks scripts of other people', async () => {
    await expect(`${listUrls(store).join('\n')}\n`).toMatchFileSnapshot(`${EXPECTED}/urls.txt`)
  })
})

describe('a store with an accent', () => {
  it('has a style sheet for it, and nothing else that is new', () => {
    const known = new Set(listUrls(store))
    const accented = { ...store, site: { ...store.site, accent: '#2b6a4d' } }
    expect(listUrls(accented).filter((url) => !known.has(url))).toEqual(['/media/theme.css'])
  })
})

describe('a signed store', () => {
  const signed = { ...store, site: { ...store.site, publicKey: PUBLIC_KEY.split('\n')[1]! } }

  it('has two addresses more: the signature, and the key', () => {
    const known = new Set(listUrls(store))
    expect(listUrls(signed).filter((url) => !known.has(url))).toEqual([
      '/SHA256SUMS.minisig',
      '/zoopress.pub',
    ])
    expect(listUrls(signed)).toHaveLength(known.size + 2)
  })

  it("has the key in minisign's form", () => {
    expect(findDocument(signed, 'zoopress.pub')).toBe(PUBLIC_KEY)
  })
})

describe('listDocuments', () => {
  it('gives no address to two documents', () => {
    const paths = [...listDocuments(store)].flatMap((document) => document.paths)
    expect(paths).toHaveLength(new Set(paths.map((path) => path.toLowerCase())).size)
  })

  it('formats nothing until it is asked', () => {
    const downloads = [fixtureDownload({ section: 'config' })]
    const broken = fixtureStore({ entries: [fixtureEntry({ downloads })] })
    const spec = [...listDocuments(broken)].find(({ paths }) => paths.includes('bare.ini'))
    expect(spec!.write).toThrow('cannot be named "config"')
  })
})

describe('an entry without a place in NiftyNet', () => {
  it.each(['bare/main.ini', 'bare.ini', 'raw/master/bare.ini', 'raw/5-reorganising-with-lfs/bare/main.ini'])(
    'has no spec, so that the client meets a real 404: %s',
    (path) => {
      expect(findDocument(store, path)).toBeUndefined()
    },
  )
})

describe('every child of master.json', () => {
  const { children } = JSON.parse(findDocument(store, 'master.json')!) as { children: string[] }

  it.each(['info.json', 'aux.json', 'license.txt'])(
    'has %s, which DIGITS installs or links without a look',
    (name) => {
      expect(children).not.toEqual([])
      expect(children.filter((id) => findDocument(store, `${id}/${name}`) === undefined)).toEqual([])
    },
  )
})

describe("NiftyNet's client", () => {
  it.each([
    ['0.2.0 to 0.3.0', 'spleen_ct', ['raw/master/README.md', 'raw/master/spleen_ct.ini']],
    ['0.2.0 to 0.3.0', 'spleen_ct_model_zoo', ['raw/master/README.md', 'raw/master/spleen_ct_model_zoo.ini']],
    ['0.4.0', 'spleen_ct', ['raw/new_dataset_api/README.md', 'raw/new_dataset_api/spleen_ct.ini']],
    [
      '0.4.0',
      'spleen_ct_model_zoo',
      ['raw/new_dataset_api/README.md', 'raw/new_dataset_api/spleen_ct_model_zoo.ini'],
    ],
    [
      '0.5.0 to 0.6.0',
      'spleen_ct',
      ['raw/5-reorganising-with-lfs/README.md', 'raw/5-reorganising-with-lfs/spleen_ct/main.ini'],
    ],
  ])('finds its probe and the one spec: %s, net_download %s', (_release, _id, [probe, spec]) => {
    expect(findDocument(store, probe!)).toBe(findDocument(store, 'raw/master/README.md'))
    expect(findDocument(store, spec!)).toBe(findDocument(store, 'spleen_ct/main.ini'))
    expect(findDocument(store, spec!)).toContain('[config]')
  })
})

describe('docs/clients.md', () => {
  it.each(DOCUMENTS.flatMap((row) => row.urls))('explains %s', (url) => {
    expect(readFileSync(`${import.meta.dirname}/../docs/clients.md`, 'utf8')).toContain(`\`${url}\``)
  })
})
