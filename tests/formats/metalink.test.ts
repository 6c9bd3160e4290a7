import { describe, expect, it } from 'vitest'
import { formatMetalink, formatStoreMetalink, metalinkName } from '../../src/formats/metalink.ts'
import type { Download } from '../../src/store.ts'
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

const of = (changes: Partial<Download>) => {
  const download = fixtureDownload(changes)
  return read(formatMetalink(fixtureEntry({ downloads: [download] }), download))[0]!
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

describe('metalinkName', () => {
  it('is the archive’s, or the section’s of a hosted file, and never the same for two downloads', () => {
    expect(cardEntry().downloads.map(metalinkName)).toEqual(['data', 'extra.tar.gz', 'weights.tar.gz'])
    const hosted = fixtureDownload({ section: 'weights.tar.gz', path: null })
    expect(metalinkName(hosted)).toBe(null)
  })
})
