import { describe, expect, it } from 'vitest'
import {
  formatStoreChanges,
  parseCatalogue,
  type Catalogue,
} from '../../../src/contribute/workflows/store-changes.ts'

type Entry = Catalogue['entries'][number]

function entry(id: string, more: Partial<Entry> = {}): Entry {
  const downloads = [{ section: 'weights', path: `${id}/1.0/weights.tar.gz`, size: 17_853_647, sha256: 'a' }]
  return { id, title: `The ${id}`, version: '1.0', license: { name: 'MIT' }, downloads, ...more }
}

function catalogue(...entries: Entry[]): Catalogue {
  return { formatVersion: 1, entries }
}

describe('the summary of a pull request', () => {
  it('lists new, changed and removed entries with bytes and licences', () => {
    const hosted = { section: 'data', url: 'https://files.example/d.zip', size: 625, sha256: 'b' }
    const before = catalogue(entry('brain'), entry('heart'), entry('liver'))
    const after = catalogue(
      entry('brain', { version: '2.0', license: { name: 'CC-BY-4.0' } }),
      entry('liver'),
      entry('lung', { downloads: [...entry('lung').downloads, hosted] }),
    )
    expect(formatStoreChanges(before, after)).toMatchInlineSnapshot(`
      "## What this changes in the store

      | | entry | title | version | licence | bytes | downloads |
      | --- | --- | --- | --- | --- | ---: | --- |
      | changed | \`brain\` | \`The brain\` | \`1.0\` → \`2.0\` | \`MIT\` → \`CC-BY-4.0\` | 17.9 MB | \`weights\` (17.9 MB) |
      | new | \`lung\` | \`The lung\` | \`1.0\` | \`MIT\` | 17.9 MB | \`weights\` (17.9 MB), \`data\` (625 B, at \`files.example\`) |
      | **removed** | \`heart\` | \`The heart\` | \`1.0\` | \`MIT\` | 17.9 MB | \`weights\` (17.9 MB) |

      Afterwards: 3 entries, 53.6 MB to download.
      "
    `)
  })

  it('says so where nothing changed', () => {
    expect(formatStoreChanges(catalogue(entry('liver')), catalogue(entry('liver')))).toContain(
      'No entry is new, changed or removed.',
    )
  })

  it('warns of other bytes under the same version', () => {
    const [download] = entry('liver').downloads
    const after = catalogue(entry('liver', { downloads: [{ ...download!, sha256: 'c' }] }))
    expect(formatStoreChanges(catalogue(entry('liver')), after)).toContain(
      '**other bytes under the same version**',
    )
  })

  it('counts every entry as new where there is nothing to compare with', () => {
    expect(formatStoreChanges(null, catalogue(entry('liver')))).toMatch(
      /could not be built[^]*\| new \| `liver`/,
    )
  })

  it('lets no word of an entry out of its code span', () => {
    const title = '` | <img src=x onerror=alert(1)> @everyone #1\n## Approved\u202e [x](https://evil.example)'
    const text = formatStoreChanges(null, catalogue(entry('liver', { title })))
    const row = text.split('\n').find((line) => line.includes('`liver`'))!
    expect(row).toContain(
      "`' \\| <img src=x onerror=alert(1)> @everyone #1\\x0a## Approved\\u202e [x](https://evil.example)`",
    )
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(8)
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual([
      '## What this changes in the store',
    ])
  })

  it('is short whatever the pull request holds', () => {
    const many = catalogue(
      ...Array.from({ length: 3000 }, (_, at) => entry(`model${at}`, { title: 'x'.repeat(5000) })),
    )
    const text = formatStoreChanges(null, many)
    expect(text.length).toBeLessThan(1024 * 1024)
    expect(text).toContain('And 2,500 more.')
  })

  it('fits into a summary, whatever an entry holds', () => {
    const downloads = Array.from({ length: 100 }, () => ({
      ...{ section: 's'.repeat(200), url: `https://${'h'.repeat(60)}.example/`, size: 1, sha256: 'a' },
    }))
    const many = Array.from({ length: 500 }, (_, at) =>
      entry(`model${at}`, { title: '€'.repeat(300), downloads }),
    )
    const text = formatStoreChanges(null, catalogue(...many))
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
    expect(text).toMatch(/ and 90 more \|$/m)
    expect(text).toMatch(/^And \d+ more\.$/m)
  })

  it.each(['', '{}', '{"formatVersion":2,"entries":[]}', '[1'])('is not made of %j', (text) => {
    expect(() => parseCatalogue(text, 'dist/catalogue.json')).toThrow(
      'dist/catalogue.json is no catalogue.json of a store.',
    )
  })
})
