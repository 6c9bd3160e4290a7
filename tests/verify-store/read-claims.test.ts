import { describe, expect, it } from 'vitest'
import { formatEntryRegistry, formatStoreRegistry } from '../../src/formats/pooch-registry.ts'
import { formatMetalink, formatStoreMetalink, metalinksOf } from '../../src/formats/metalink.ts'
import { formatModelInfo } from '../../src/formats/model-info.ts'
import { formatUrlList } from '../../src/formats/url-list.ts'
import { isReadable, readClaims } from '../../src/verify-store/read-claims.ts'
import { cardEntry, fixtureEntry, fixtureStore } from '../fixtures/store.ts'

const store = fixtureStore({ entries: [cardEntry()] })
const metalinks = metalinksOf(cardEntry(), store.site)
const [, extra, weights] = cardEntry().downloads
const claimsOf = (path: string, text: string) => {
  expect(isReadable(path)).toBe(true)
  const document = { path, file: `dist/${path}`, text, artifacts: null, storeUrl: 'https://lab.example/zoo' }
  const { claims, problems } = readClaims(document)
  expect(problems).toEqual([])
  return claims
}
const sums = [extra!, weights!].map(({ path, sha256 }) => ({ path, sha256 }))
const sized = [extra!, weights!].map(({ path, size, sha256 }) => ({ path, size, sha256 }))

describe('what lists for other clients say of the store’s own files', () => {
  it.each([
    ['registry.txt', formatStoreRegistry(store), sums],
    ['spleen_ct/registry.txt', formatEntryRegistry(cardEntry()), sums],
    ['store.meta4', formatStoreMetalink(store), sized],
    ['spleen_ct/2.1/weights.tar.gz.meta4', formatMetalink('spleen_ct', metalinks[2]!), [sized[1]]],
    ['spleen_ct/2.1/data.meta4', formatMetalink('spleen_ct', metalinks[0]!), []],
    ['urls.txt', formatUrlList(store), [extra!, weights!].map(({ path }) => ({ path }))],
  ])('is read from %s', (by, text, expected) => {
    expect(claimsOf(by, text)).toEqual(expected.map((claim) => ({ by, ...claim })))
  })

  it('is read from model_info.json', () => {
    const path = 'bare/1.0/bare.zip'
    const monai = {
      ...{ name: 'bare', section: 'bundle', path, url: `https://lab.example/zoo/${path}` },
      ...{ size: 1, sha256: '', sha1: '' },
    }
    const text = formatModelInfo(fixtureStore({ entries: [fixtureEntry({ monai })] }))
    expect(claimsOf('model_info.json', text)).toEqual([{ by: 'model_info.json', path }])
  })

  it('is no claim where a version is not published: neither its archives, nor what lay beside them', () => {
    const version = {
      downloads: [{ path: '1.0/w.tar.gz' }],
      torchHub: { path: '1.0/a-0.pth' },
      monai: { path: '1.0/a.zip' },
    }
    const of = (isPublished: boolean) =>
      claimsOf('a/entry.json', JSON.stringify({ catalogue: '', versions: [{}, { ...version, isPublished }] }))
        .map(({ path }) => path)
        .filter((path) => path.startsWith('a/1.0/'))
    expect(of(false)).toEqual([])
    expect(of(true)).toEqual(['a/1.0/w.tar.gz', 'a/1.0/a-0.pth', 'a/1.0/a.zip'])
  })

  it('is found in a hostile list in a time that grows with its length', () => {
    const text = `<file <url priority="1"><size>`.repeat(100_000)
    expect(claimsOf('store.meta4', text)).toEqual([])
    expect(claimsOf('registry.txt', `${'a sha256:'.repeat(100_000)}\n${' '.repeat(1_000_000)}`)).toEqual([])
  })
})
