import { describe, expect, it } from 'vitest'
import {
  formatEntryRegistry,
  formatStoreRegistry,
  hasDownload,
  hasDownloads,
} from '../../src/formats/pooch-registry.ts'
import { cardEntry, fixtureDownload, fixtureEntry, fixtureStore } from '../fixtures/store.ts'
import { python } from './python.ts'

/** What pooch makes of the lines: 1.6 splits at blanks, later releases split as a shell does. */
function read(text: string): Record<'blanks' | 'shell', string[][]> {
  const script = `
import json, shlex, sys
lines = [line.strip() for line in sys.stdin]
lines = [line for line in lines if not line.startswith('#')]
print(json.dumps({'blanks': [line.split() for line in lines], 'shell': [shlex.split(line) for line in lines]}))`
  return python(script, text) as ReturnType<typeof read>
}

describe('a registry', () => {
  it('of an entry has names below its folder, and addresses of what lies elsewhere', () => {
    const { shell, blanks } = read(formatEntryRegistry(cardEntry()))
    expect(shell).toEqual([
      ['2.1/scans.tar.gz', `sha256:${'d4'.repeat(32)}`, 'https://files.example/scans.tar.gz?dl=1&x=%20;y#z'],
      ['2.1/extra.tar.gz', `sha256:${'e5'.repeat(32)}`],
      ['2.1/weights.tar.gz', `sha256:${'a1'.repeat(32)}`],
    ])
    expect(blanks).toEqual(shell)
  })

  it('of the store has names below its own', () => {
    const lines = read(formatStoreRegistry(fixtureStore())).shell
    expect(lines.map(([name]) => name)).toContain('Dataset901_Shapes/1.0/Dataset901_Shapes.zip')
  })

  it('names the state dict of torch.hub too, where it is the store’s own', () => {
    const path = 'bare/1.0/bare_v1_0-0123456789abcdef.pth'
    const torchHub = { path, url: `https://lab.example/zoo/${path}`, size: 1, sha256: 'c3'.repeat(32) }
    const lines = read(formatEntryRegistry(fixtureEntry({ torchHub, downloads: [fixtureDownload()] }))).shell
    expect(lines[1]).toEqual(['1.0/bare_v1_0-0123456789abcdef.pth', `sha256:${'c3'.repeat(32)}`])
  })

  it('gives archives that are published apart their address', () => {
    const url = 'https://bucket.example/bare/1.0/weights.tar.gz'
    const download = fixtureDownload({ path: null, artifact: 'bare/1.0/weights.tar.gz', url })
    const lines = read(formatEntryRegistry(fixtureEntry({ downloads: [download] }))).shell
    expect(lines).toEqual([['1.0/weights.tar.gz', `sha256:${'a1'.repeat(32)}`, url]])
  })

  it('names the state dict by its folder, also where a release keeps all files side by side', () => {
    const name = 'bare_v1_0-0123456789abcdef.pth'
    const url = `https://github.com/lab/zoo/releases/download/weights/${name}`
    const torchHub = { path: null, artifact: name, url, size: 1, sha256: 'c3'.repeat(32) }
    const lines = read(formatStoreRegistry(fixtureStore({ entries: [fixtureEntry({ torchHub })] }))).shell
    expect(lines).toEqual([[`bare/1.0/${name}`, `sha256:${'c3'.repeat(32)}`, url]])
  })

  it('has no name twice, though a hosted file is called like the zip of a bundle', () => {
    const facts = { size: 1, sha256: 'c3'.repeat(32), sha1: 'd4'.repeat(20) }
    const monai = { ...facts, name: 'bare', section: 'bundle', path: 'bare/1.0/bare.zip', url: '' }
    const hosted = fixtureDownload({ section: 'data', path: null, url: 'https://h.example/bare.zip' })
    const lines = read(formatEntryRegistry(fixtureEntry({ monai, downloads: [hosted] }))).shell
    expect(lines.map(([name]) => name)).toEqual(['1.0/data-bare.zip', '1.0/bare.zip'])
  })

  it.each([
    "https://h.example/it's",
    'https://h.example/a"b',
    'https://h.example/a\\b',
    'https://h.example/a b',
  ])('keeps %s one item for a shell too', (url) => {
    const downloads = [fixtureDownload({ path: null, url })]
    const { shell, blanks } = read(formatEntryRegistry(fixtureEntry({ downloads })))
    expect(shell).toEqual(blanks)
    expect(decodeURIComponent(shell[0]![2]!)).toBe(url)
  })

  it('is written only where it has a line', () => {
    expect([hasDownload(cardEntry()), hasDownload(fixtureEntry())]).toEqual([true, false])
    const bare = fixtureStore({ entries: [fixtureEntry()] })
    expect([hasDownloads(fixtureStore()), hasDownloads(bare)]).toEqual([true, false])
  })
})
