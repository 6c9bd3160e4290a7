import { describe, expect, it } from 'vitest'
import { downloadRows } from '../../src/site/download-rows.ts'
import type { ReleasedDownload, Site, StoreEntry } from '../../src/store.ts'
import {
  missingNote,
  neighbours,
  versionCommands,
  versionDownloads,
  versionFacts,
} from '../../src/site/version-page.ts'
import { versionOf } from '../../src/site/versions.ts'
import { fixtureRelease, fixtureReleasedDownload } from '../fixtures/releases.ts'
import { fixtureStore } from '../fixtures/store.ts'
import { sampleDownload, sampleEntry } from './sample-entry.ts'

const own = (version: string) => fixtureReleasedDownload({ path: `liver/${version}/weights.tar.gz` })
const released = [
  fixtureRelease({ version: '1.2', downloads: [own('1.2')] }),
  fixtureRelease({ version: '1.1', downloads: [own('1.1')] }),
  fixtureRelease({ downloads: [own('1.0')] }),
]
const entry = sampleEntry({
  version: '1.2',
  released,
  downloads: [
    sampleDownload({
      path: 'liver/1.2/weights.tar.gz',
      url: 'https://lab.example/zoo/liver/1.2/weights.tar.gz',
    }),
  ],
})

/** What the page of a version of `of` says of its first download. */
function downloadOf(
  version: number,
  { of = entry, site = {} }: { of?: StoreEntry; site?: Partial<Site> } = {},
) {
  const [download] = versionDownloads(versionOf(of, of.released[version]!), fixtureStore({ site }).site)
  const { address, link, host } = download!
  return { address, link, host }
}

/** With an earlier version, the first of those released, that was hosted elsewhere. */
function hosted(url: string | null): StoreEntry {
  const downloads: ReleasedDownload[] = [fixtureReleasedDownload({ path: null, url, files: null })]
  return { ...entry, version: '2.0', released: [fixtureRelease({ version: '1.2', downloads })] }
}

describe('versionDownloads', () => {
  it('links to the archive of the current version', () => {
    expect(downloadOf(0)).toEqual({
      address: 'https://lab.example/zoo/liver/1.2/weights.tar.gz',
      link: { path: 'liver/1.2/weights.tar.gz' },
      host: null,
    })
  })

  it('only names an earlier archive, which this build does not have', () => {
    expect(downloadOf(1)).toEqual({
      address: 'https://lab.example/zoo/liver/1.1/weights.tar.gz',
      link: null,
      host: null,
    })
  })

  it('links to an earlier archive that this build publishes again', () => {
    const of = { ...entry, archived: ['liver/1.1/weights.tar.gz'] }
    expect(downloadOf(1, { of }).link).toEqual({ path: 'liver/1.1/weights.tar.gz' })
    expect(downloadOf(2, { of }).link).toBeNull()
  })

  it.each(['github-pages', 'gitlab-pages'] as const)('names no earlier archive that %s has lost', (host) => {
    expect(downloadOf(1, { site: { host } })).toEqual({ address: null, link: null, host: null })
    expect(downloadOf(0, { site: { host } }).link).not.toBeNull()
    const of = { ...entry, archived: ['liver/1.1/weights.tar.gz'] }
    expect(downloadOf(1, { of, site: { host } }).link).not.toBeNull()
  })

  it('links to any archive that is published apart', () => {
    const url = 'https://bucket.example/zoo/liver/1.0/weights.tar.gz'
    expect(downloadOf(2, { site: { artifacts: 'https://bucket.example/zoo' } })).toEqual({
      address: url,
      link: { url },
      host: null,
    })
  })

  it('links to what is hosted elsewhere, and names the host', () => {
    const url = 'https://files.example:8443/a?b=c'
    expect(downloadOf(0, { of: hosted(url) })).toEqual({
      address: url,
      link: { url },
      host: 'files.example:8443',
    })
  })

  it('links to where a hosted file lies today, if it has moved since the release', () => {
    const before = hosted('https://old.example/a')
    const of = {
      ...before,
      downloads: [sampleDownload({ path: null, url: 'https://new.example/a', sha256: 'a1'.repeat(32) })],
    }
    expect(downloadOf(0, { of }).host).toBe('new.example')
    const other = [sampleDownload({ path: null, url: 'https://new.example/a' })]
    expect(downloadOf(0, { of: { ...before, downloads: other } }).host).toBe('old.example')
  })

  it('are those of the model’s page where the version is the current one', () => {
    const { site } = fixtureStore()
    expect(versionDownloads(versionOf(entry, released[0]!), site)).toEqual(downloadRows(entry))
  })

  it.each(['javascript:alert(1)', 'https://[', null])('links to nothing where the host is %o', (url) => {
    expect(downloadOf(0, { of: hosted(url) })).toEqual({ address: null, link: null, host: null })
  })

  it('offers nothing of a version that was withdrawn, nor of a model that was', () => {
    const yanked = { date: '2026-05-01', reason: 'Wrong labels.' }
    const nothing = { address: null, link: null, host: null }
    expect(downloadOf(0, { of: { ...entry, released: [{ ...released[0]!, yanked }] } })).toEqual(nothing)
    const [download] = versionDownloads(
      { ...versionOf(entry, released[0]!), entry: null },
      fixtureStore().site,
    )
    expect(download).toMatchObject(nothing)
  })
})

describe('missingNote', () => {
  const noteOf = (version: number, site: Partial<Site> = {}) =>
    missingNote(versionDownloads(versionOf(entry, entry.released[version]!), fixtureStore({ site }).site))

  it('says nothing where everything is linked', () => {
    expect(noteOf(0)).toBeNull()
  })

  it('says who may still have a file that only has an address, and that nobody has one without', () => {
    expect(noteOf(1)).toContain('The host still has them where earlier deploys were not deleted.')
    expect(noteOf(1, { host: 'github-pages' })).toMatch(/^Its files are no longer published/)
  })
})

describe('versionCommands', () => {
  it('fetches and checks each download, and keeps names apart', () => {
    const version = fixtureRelease({
      version: '1.1',
      downloads: [
        fixtureReleasedDownload({
          section: 'data',
          path: null,
          url: 'https://files.example/weights.tar.gz?x=1',
        }),
        own('1.1'),
      ],
    })
    const downloads = versionDownloads(versionOf(entry, version), fixtureStore().site)
    const sum = 'a1'.repeat(32)
    expect(versionCommands(downloads).split('\n')).toEqual([
      `curl -fL -o data-weights.tar.gz 'https://files.example/weights.tar.gz?x=1'`,
      `echo '${sum}  data-weights.tar.gz' | sha256sum -c -`,
      '',
      'curl -fLO https://lab.example/zoo/liver/1.1/weights.tar.gz',
      `echo '${sum}  weights.tar.gz' | sha256sum -c -`,
    ])
  })

  it('has none where nothing can be fetched', () => {
    const downloads = versionDownloads(
      versionOf(hosted(null), hosted(null).released[0]!),
      fixtureStore().site,
    )
    expect(versionCommands(downloads)).toBe('')
  })
})

describe('versionFacts', () => {
  it('tells when a version came and went', () => {
    const version = { ...released[1]!, yanked: { date: '2026-05-01', reason: 'Wrong labels.' } }
    const facts = versionFacts(versionOf(entry, version)).map(({ term, values }) => [term, values[0]!.text])
    expect(Object.fromEntries(facts)).toMatchObject({
      Version: '1.1',
      Released: '2026-01-15',
      Withdrawn: '2026-05-01',
    })
  })
})

describe('a version’s licence', () => {
  const license = (name: string, commercialUse: 'yes' | 'no') => ({
    ...{ id: name.toLowerCase(), name, url: null, commercialUse },
  })
  const data = sampleDownload({ section: 'data', license: license('CC-BY-NC-4.0', 'no') })
  const mended = { ...entry, license: license('MIT', 'yes'), downloads: [...entry.downloads, data] }
  const facts = (of: StoreEntry, version: number) =>
    Object.fromEntries(
      versionFacts(versionOf(of, of.released[version]!)).map(({ term, values }) => [
        term,
        values.map(({ text }) => text).join(', '),
      ]),
    )

  it('is that of today’s card where the store offers the version, with those of its sections', () => {
    expect(facts(mended, 0)).toMatchObject({
      Licence: 'MIT, CC-BY-NC-4.0 (data)',
      'Commercial use': 'yes; data: no',
    })
  })

  it('is that of the release otherwise, and nothing is said of commercial use', () => {
    const yanked = { date: '2026-05-01', reason: 'Wrong labels.' }
    for (const told of [facts(mended, 1), facts({ ...mended, released: [{ ...released[0]!, yanked }] }, 0)]) {
      expect(told).toHaveProperty('Licence')
      expect(told).not.toHaveProperty('Commercial use')
    }
    expect(facts(mended, 1)['Licence']).toBe('Not stated')
  })
})

describe('neighbours', () => {
  it.each([
    { at: 0, older: '1.1', newer: undefined },
    { at: 1, older: '1.0', newer: '1.2' },
    { at: 2, older: undefined, newer: '1.1' },
  ])('are the versions released just before and after, for number $at', ({ at, older, newer }) => {
    const found = neighbours(versionOf(entry, released[at]!))
    expect([found.older?.version, found.newer?.version]).toEqual([older, newer])
  })
})
