import { describe, expect, it } from 'vitest'
import { downloadRows } from '../../src/site/download-rows.ts'
import type { StoreEntry } from '../../src/store.ts'
import { sampleDownload, sampleEntry } from './sample-entry.ts'

const rowOf = (entry: StoreEntry) => downloadRows(entry)[0]!
const HUB = { size: 3, sha256: 'cc'.repeat(32) }

describe('downloadRows', () => {
  it('links to an archive beside the pages by its path, and names no host', () => {
    const { link, address, host, path } = rowOf(sampleEntry())
    expect({ link, address, host, path }).toEqual({
      link: { path: 'liver/1.0/weights.tar.gz' },
      address: 'https://lab.example/zoo/liver/1.0/weights.tar.gz',
      host: null,
      path: 'liver/1.0/weights.tar.gz',
    })
  })

  it('takes an archive that is published apart for the store’s own', () => {
    const place = { path: null, artifact: 'a--1.0--w.zip', url: 'https://bucket.example/a--1.0--w.zip' }
    const { link, host, path } = rowOf(sampleEntry({ downloads: [sampleDownload(place)] }))
    expect({ link, host, path }).toEqual({ link: { url: place.url }, host: null, path: place.artifact })
  })

  it('names the host of what is hosted elsewhere, and of its mirrors those that are addresses', () => {
    const mirrors = ['https://mirror.example/a?b', 'ftp://old.example/a']
    const hosted = sampleDownload({ path: null, url: 'https://files.example:8443/a', mirrors })
    const { host, today } = rowOf(sampleEntry({ downloads: [hosted] }))
    expect([host, today!.mirrors]).toEqual([
      'files.example:8443',
      [
        { text: 'mirror.example', href: 'https://mirror.example/a?b' },
        { text: 'ftp://old.example/a', href: null },
      ],
    ])
  })

  it('has the licence of the section, or else that of the entry', () => {
    const own = { id: 'mit', name: 'MIT', url: 'https://mit.example', commercialUse: 'yes' as const }
    const entry = sampleEntry({
      license: { ...own, name: 'Other', url: 'javascript:x' },
      downloads: [sampleDownload(), sampleDownload({ license: own })],
    })
    expect(downloadRows(entry).map(({ today }) => today!.license)).toEqual([
      { name: 'Other', href: null },
      { name: 'MIT', href: 'https://mit.example' },
    ])
  })

  it('names what is published of a download in another form', () => {
    const files = [{ path: 'w.pth', ...HUB }]
    const torchHub = { path: 'liver/1.0/w-cc.pth', url: 'https://lab.example/w-cc.pth', ...HUB }
    const monai = { ...torchHub, path: 'liver/1.0/liver.zip', name: 'liver', section: 'weights', sha1: '' }
    const entry = sampleEntry({ downloads: [sampleDownload({ files })], torchHub, monai })
    expect(rowOf(entry).today!.singles.map(({ name, link }) => [name, link])).toEqual([
      ['w-cc.pth', { path: 'liver/1.0/w-cc.pth' }],
      ['liver.zip', { path: 'liver/1.0/liver.zip' }],
    ])
    const hosted = { ...entry, torchHub: { ...torchHub, path: null }, monai: null }
    expect(rowOf(hosted).today!.singles).toEqual([])
  })
})
