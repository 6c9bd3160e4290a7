import { describe, expect, it } from 'vitest'
import type { Entry } from '../../src/zoo/entry.ts'
import { formatEntryJson } from '../../src/formats/entry-json.ts'
import { cardEntry, digitsEntry } from '../fixtures/store.ts'

type Json = Record<string, unknown>
const parsed = (text: string): Json => JSON.parse(text) as Json

describe('formatEntryJson', () => {
  it('states every fact of the entry under its own name, but the prose of the card and files of the page', () => {
    const missing: (keyof Entry)[] = ['sections', 'card', 'citationFile', 'trainingLog']
    const facts = Object.keys(parsed(formatEntryJson(cardEntry())))
    const { downloads, media, thumbnails, loose, torchHub, words, released, archived, ...entry } = cardEntry()
    expect([downloads, media, loose, thumbnails, torchHub, words, released, archived]).not.toContain(undefined)
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
