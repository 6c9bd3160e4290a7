import { describe, expect, it } from 'vitest'
import { formatMetalink, formatStoreMetalink, metalinkName, metalinksOf } from '../../src/formats/metalink.ts'
import type { Download, ReleasedVersion, StoreEntry } from '../../src/store.ts'
import { cardEntry, fixtureDownload, fixtureEntry, fixtureStore } from '../fixtures/store.ts'
import { python } from './python.ts'

interface MetalinkFile {
  name: string
  size: string
  hashes: [string, string][]
  urls: [string, string][]
  pieces: { length: string; type: string; hashes: string[] } | null
}

/** The files of a Metalink, by Python's XML parser and RFC 5854's names. */
function read(text: string): MetalinkFile[] {
  const script = `
import json, sys, xml.etree.ElementTree as tree
ns = '{urn:ietf:params:xml:ns:metalink}'
root = tree.fromstring(sys.stdin.buffer.read())
assert root.tag == ns + 'metalink'
def pieces(found):
    return found and {**found.attrib, 'hashes': [h.text for h in found.findall(ns + 'hash')]}
print(json.dumps([{
    'name': f.get('name'),
    'size': f.find(ns + 'size').text,
    'hashes': [[h.get('type'), h.text] for h in f.findall(ns + 'hash')],
    'urls': [[u.get('priority'), u.text] for u in f.findall(ns + 'url')],
    'pieces': pieces(f.find(ns + 'pieces')) if f.find(ns + 'pieces') is not None else None,
} for f in root.findall(ns + 'file')]))`
  return python(script, text) as MetalinkFile[]
}

const HERE = { url: 'https://lab.example/zoo', artifacts: null }
const APART = { ...HERE, artifacts: 'https://bucket.example' }

const of = (changes: Partial<Download>) => {
  const entry = fixtureEntry({ downloads: [fixtureDownload(changes)] })
  return read(formatMetalink(entry.id, metalinksOf(entry, HERE)[0]!))[0]!
}

/** Of each Metalink its path below the entry's folder, and the first address in it. */
function links(entry: StoreEntry, site: typeof HERE | typeof APART): string[][] {
  return metalinksOf(entry, site).map((one) => {
    const { urls } = read(formatMetalink(entry.id, one))[0]!
    return [`${one.version}/${one.file}.meta4`, urls[0]![1]]
  })
}

describe('a Metalink', () => {
  it('names an archive of ours relative to itself, so that it serves every copy of the store', () => {
    expect(of({ mirrors: ['https://mirror.example/a.tar.gz?x=1&y=2'] })).toEqual({
      name: 'weights.tar.gz',
      size: '1024',
      hashes: [['sha-256', 'a1'.repeat(32)]],
      urls: [
        ['1', 'weights.tar.gz'],
        ['2', 'https://mirror.example/a.tar.gz?x=1&y=2'],
      ],
      pieces: null,
    })
  })

  it.each<[string, Partial<Download>, string, string]>([
    [
      'hosted elsewhere',
      { path: null, url: 'https://host.example/x.bin?a&b' },
      'x.bin',
      'https://host.example/x.bin?a&b',
    ],
    [
      'with the artifacts',
      {
        path: null,
        artifact: 'bare/1.0/weights.tar.gz',
        url: 'https://bucket.example/bare/1.0/weights.tar.gz',
      },
      'weights.tar.gz',
      'https://bucket.example/bare/1.0/weights.tar.gz',
    ],
  ])('has the absolute address of a file that lies %s', (_, changes, name, url) => {
    expect(of(changes)).toMatchObject({ name, urls: [['1', url]] })
  })

  it('has the sums of the pieces of a large archive, the store’s own list none', () => {
    const pieces = { length: 4194304, sha256: ['c1'.repeat(32), 'c2'.repeat(32)] }
    expect(of({ pieces }).pieces).toEqual({ length: '4194304', type: 'sha-256', hashes: pieces.sha256 })
    const entry = fixtureEntry({ downloads: [fixtureDownload({ pieces })] })
    expect(formatStoreMetalink(fixtureStore({ entries: [entry] }))).not.toContain('pieces')
  })

  it('of the store has every download, in the folder of its version', () => {
    const files = read(formatStoreMetalink(fixtureStore()))
    expect(files.map(({ name, urls }) => [name, urls[0]![1]])).toEqual([
      ['Dataset901_Shapes/1.0/Dataset901_Shapes.zip', 'Dataset901_Shapes/1.0/Dataset901_Shapes.zip'],
      ['lenet_digits/1.0/lenet_digits.tar.gz', 'lenet_digits/1.0/lenet_digits.tar.gz'],
      ['spleen_ct/2.1/scans.tar.gz', 'https://files.example/scans.tar.gz?dl=1&x=%20;y#z'],
      ['spleen_ct/2.1/extra.tar.gz', 'spleen_ct/2.1/extra.tar.gz'],
      ['spleen_ct/2.1/weights.tar.gz', 'spleen_ct/2.1/weights.tar.gz'],
    ])
  })
})

describe('there is a Metalink', () => {
  const own = (section: string): Download => fixtureDownload({ section })
  const released = (version: string, yanked: ReleasedVersion['yanked'] = null): ReleasedVersion => ({
    ...{ version, yanked, date: '2026-11-20', title: 'Bare', results: [], license: fixtureEntry().license },
    downloads: [
      {
        section: 'data',
        path: null,
        url: 'https://h.example/x.bin',
        size: 1,
        sha256: 'b2'.repeat(32),
        files: null,
      },
      {
        section: 'weights',
        path: `bare/${version}/weights.tar.gz`,
        url: null,
        size: 1,
        sha256: 'b3'.repeat(32),
        files: [],
      },
    ],
  })

  it('of each file that is published for one client alone', () => {
    const [hub, bundle] = ['bare/1.0/bare_v1_0-0123456789abcdef.pth', 'bare/1.0/bare.zip']
    const facts = { url: '', size: 1, sha256: 'c3'.repeat(32) }
    const monai = { ...facts, path: bundle, name: 'bare', section: 'bundle', sha1: 'd4'.repeat(20) }
    const entry = fixtureEntry({ torchHub: { ...facts, path: hub }, monai, downloads: [own('bundle')] })
    expect(links(entry, HERE).slice(1)).toEqual([
      ['1.0/bare_v1_0-0123456789abcdef.pth.meta4', 'bare_v1_0-0123456789abcdef.pth'],
      ['1.0/bare.zip.meta4', 'bare.zip'],
    ])
    const hosted = { ...facts, path: null, url: 'https://h.example/x-0123456789abcdef.pth' }
    expect(metalinksOf(fixtureEntry({ torchHub: hosted }), HERE)).toEqual([])
  })

  it('of an earlier version’s files where they can be had', () => {
    const entry = fixtureEntry({
      released: [
        released('1.0'),
        released('0.3'),
        released('0.2'),
        released('0.1', { date: '', reason: '' }),
      ],
      archived: ['bare/0.3/weights.tar.gz'],
    })
    expect(links(entry, HERE)).toEqual([
      ['0.3/data.meta4', 'https://h.example/x.bin'],
      ['0.3/weights.tar.gz.meta4', 'weights.tar.gz'],
      ['0.2/data.meta4', 'https://h.example/x.bin'],
    ])
    expect(links(entry, APART).map(([, url]) => url)).toEqual([
      'https://h.example/x.bin',
      'https://bucket.example/bare/0.3/weights.tar.gz',
      'https://h.example/x.bin',
      'https://bucket.example/bare/0.2/weights.tar.gz',
    ])
  })

  it('with a name of its own, whatever a hosted section is called', () => {
    const named = (downloads: Download[]) => {
      const entry = fixtureEntry({ downloads })
      return downloads.map((download) => metalinkName(entry, download))
    }
    const hosted = (section: string) => fixtureDownload({ section, path: null })
    expect(named(cardEntry().downloads)).toEqual(['data', 'extra.tar.gz', 'weights.tar.gz'])
    expect(named([hosted('x.tar.gz')])).toEqual(['x.tar.gz'])
    const clashing = [hosted('Weights.tar.gz'), hosted('2-weights.tar.gz'), own('weights')]
    expect(named(clashing)).toEqual(['2-Weights.tar.gz', '2-2-weights.tar.gz', 'weights.tar.gz'])
  })
})
