import { describe, expect, it } from 'vitest'
import type { Entry } from '../../src/zoo/entry.ts'
import { formatEntryJson } from '../../src/formats/entry-json.ts'
import { cardEntry, digitsEntry, fixtureDownload, fixtureEntry } from '../fixtures/store.ts'
import { releasedDownload, releasedSingles, releasedVersion } from '../release/released.ts'

type Json = Record<string, unknown>
const parsed = (text: string): Json => JSON.parse(text) as Json

describe('formatEntryJson', () => {
  it('states every fact of the entry under its own name, but the prose of the card and files of the page', () => {
    const missing: (keyof Entry)[] = ['sections', 'card', 'citationFile', 'trainingLog']
    const facts = Object.keys(parsed(formatEntryJson(cardEntry())))
    const { downloads, media, thumbnails, loose, torchHub, monai, words, released, archived, ...entry } =
      cardEntry()
    const own = [downloads, media, loose, thumbnails, torchHub, monai, words, released, archived]
    expect(own).not.toContain(undefined)
    expect(Object.keys(entry).filter((key) => !facts.includes(key))).toEqual(expect.arrayContaining(missing))
    expect(Object.keys(entry).filter((key) => !facts.includes(key))).toHaveLength(missing.length)
  })

  it('lists the files of every archive, and null where nobody has opened it', () => {
    const [version] = parsed(formatEntryJson(cardEntry()))['versions'] as { downloads: Json[] }[]
    expect(
      version!.downloads.map(({ section, files }) => [section, files && (files as Json[]).length]),
    ).toEqual([
      ['data', null],
      ['extra', 1],
      ['weights', 2],
    ])
  })

  it("lists a snapshot's files where DIGITS fetches them", () => {
    expect(parsed(formatEntryJson(digitsEntry()))['digits']).toEqual({
      framework: 'caffe',
      files: digitsEntry().loose,
    })
  })

  it('percent-encodes addresses, and leaves names in file lists as they are', () => {
    const text = formatEntryJson({
      ...digitsEntry(),
      loose: [{ path: 'a b', size: 1, sha256: '' }],
      media: cardMedia(),
    })
    expect(text).toContain('"path": "a b"')
    expect(text).toContain('"path": "media/a%20b.png"')
  })

  it('refuses a path outside the folder of the entry', () => {
    expect(() => formatEntryJson({ ...cardEntry(), id: 'other' })).toThrow('is not below other/.')
  })
})

function cardMedia(): ReturnType<typeof cardEntry>['media'] {
  return [{ source: 'a b.png', path: 'lenet_digits/media/a b.png', width: 1, height: 1 }]
}

describe('the versions of entry.json', () => {
  const yanked = { date: '2026-11-21', reason: 'Wrong labels.' }
  const hosted = { section: 'data', path: null, url: 'https://files.example/data.zip', files: null }
  const versions = [
    releasedVersion('1.1', { downloads: [releasedDownload('1.1'), releasedDownload('1.1', hosted)] }),
    releasedVersion('1.0', { yanked }),
  ]
  const entry = fixtureEntry({ id: 'liver', version: '2.0', date: '2026-11-22', released: versions })
  const of = (archived: string[], artifacts: string | null = null) =>
    parsed(formatEntryJson({ ...entry, archived }, { url: 'https://lab.example/zoo', artifacts }))[
      'versions'
    ] as Json[]

  it('are the newest first, each with its day', () => {
    expect(of([]).map(({ version, date, yanked }) => [version, date, yanked])).toEqual([
      ['2.0', '2026-11-22', null],
      ['1.1', '2026-11-20', null],
      ['1.0', '2026-11-20', yanked],
    ])
  })

  it('have title, licence and results of their own, where those of the entry are the current one’s', () => {
    const [current, earlier] = of([])
    const { title, license, results } = versions[0]!
    expect(earlier).toMatchObject({ title, license, results })
    expect(current).not.toHaveProperty('license')
  })

  it('say whether the store holds their files', () => {
    const archived = ['liver/1.1/weights.tar.gz']
    const held = (versions: Json[]) => versions.map(({ isPublished, sums }) => [isPublished, sums])
    expect(held(of([]))).toEqual([
      [true, null],
      [false, null],
      [false, null],
    ])
    expect(held(of(archived))).toEqual([
      [true, null],
      [true, '1.1/SHA256SUMS'],
      [false, null],
    ])
    expect(held(of([], 'https://files.example'))).toEqual([
      [true, null],
      [true, null],
      [false, null],
    ])
  })

  it('name a hosted file where it lies today, if it has moved', () => {
    const url = 'https://new.example/data.zip'
    const moved = fixtureDownload({
      section: 'data',
      path: null,
      url,
      sha256: versions[0]!.downloads[1]!.sha256,
    })
    const [, earlier] = parsed(formatEntryJson({ ...entry, downloads: [moved] }))['versions'] as Json[]
    expect((earlier!['downloads'] as Json[])[1]).toMatchObject({ url })
  })

  it('keep the addresses that they had', () => {
    const places = (versions: Json[]) =>
      (versions[1]!['downloads'] as Json[]).map(({ path, url }) => path ?? url)
    expect(places(of([]))).toEqual(['1.1/weights.tar.gz', 'https://files.example/data.zip'])
    expect(places(of([], 'https://files.example/zoo'))[0]).toBe(
      'https://files.example/zoo/liver/1.1/weights.tar.gz',
    )
  })

  it('name what was published beside their archives, and count it among their files', () => {
    const { torchHub, monai } = releasedSingles('1.1')
    const released = [{ ...versions[0]!, torchHub, monai }, ...versions.slice(1)]
    const singles = (archived: string[], artifacts: string | null = null) => {
      const site = { url: 'https://lab.example/zoo', artifacts }
      const text = formatEntryJson({ ...entry, released, archived }, site)
      const [, { isPublished, torchHub, monai }, older] = parsed(text)['versions'] as [Json, Json, Json]
      expect(older).toMatchObject({ torchHub: null, monai: null })
      return [isPublished, torchHub, monai]
    }
    const path = torchHub.path.slice('liver/'.length)
    const { size, sha256 } = torchHub
    const bundle = { ...monai, path: '1.1/liver.zip' }
    const archived = ['liver/1.1/weights.tar.gz', torchHub.path]
    expect(singles(archived)).toEqual([false, { path, size, sha256 }, bundle])
    expect(singles([...archived, monai.path])[0]).toBe(true)
    expect(singles([], 'https://files.example')[1]).toEqual({
      ...{ url: `https://files.example/liver/${path}`, size, sha256 },
    })
  })
})
