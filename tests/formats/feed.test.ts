import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../src/zoo/entry.ts'
import type { StoreEntry } from '../../src/store.ts'
import { formatFeed } from '../../src/formats/feed.ts'
import { cardEntry, digitsEntry, fixtureEntry, fixtureStore } from '../fixtures/store.ts'
import { xmlTexts } from './python.ts'

const UNKNOWN = '1970-01-01T00:00:00Z'

function madeAt(time: JsonValue, id = 'made'): StoreEntry {
  const entry = digitsEntry()
  return { ...entry, id, digits: { ...entry.digits!, info: { 'creation time': time } } }
}

describe('formatFeed', () => {
  it('brings hostile text to the reader unchanged', () => {
    const feed = formatFeed(fixtureStore({ entries: [cardEntry()] }))
    expect(xmlTexts(feed, 'title')[1]).toBe(`${cardEntry().title}, version 2.1`)
    expect(xmlTexts(feed, 'summary')).toEqual([cardEntry().summary])
  })

  it('leaves out characters that XML cannot hold', () => {
    const feed = formatFeed(
      fixtureStore({ entries: [fixtureEntry({ summary: 'a\0b\x1bc\ud800d\ufffee🧠' })] }),
    )
    expect(xmlTexts(feed, 'summary')).toEqual(['abcde🧠'])
  })

  it('names a model by the address of its page, whatever its version', () => {
    const ids = ['1.0', '2.0'].map((version) =>
      xmlTexts(formatFeed(fixtureStore({ entries: [fixtureEntry({ version })] })), 'id'),
    )
    expect(ids[0]).toEqual(['https://lab.example/zoo/', 'https://lab.example/zoo/bare/'])
    expect(ids[1]).toEqual(ids[0])
  })

  it('shows the latest first, then sorts by id, and is as old as its latest entry', () => {
    const entries = [fixtureEntry({ id: 'a' }), fixtureEntry({ id: 'b' }), madeAt('2020-01-01 00:00:00', 'c')]
    const feed = formatFeed(fixtureStore({ entries }))
    expect(
      xmlTexts(feed, 'id')
        .slice(1)
        .map((id) => id.slice(-2, -1)),
    ).toEqual(['c', 'a', 'b'])
    expect(xmlTexts(feed, 'updated')[0]).toBe('2020-01-01T00:00:00Z')
  })

  it('has a date even without entries', () => {
    expect(xmlTexts(formatFeed(fixtureStore({ entries: [] })), 'updated')).toEqual([UNKNOWN])
  })
})

describe('the date of an entry', () => {
  it.each<[JsonValue, string]>([
    ['2016-08-31 12:33:44', '2016-08-31T12:33:44Z'],
    ['2016-08-31 12:33:44.123456', '2016-08-31T12:33:44Z'],
    ['2016-02-29 00:00:00', '2016-02-29T00:00:00Z'],
    ['2015-02-29 00:00:00', UNKNOWN],
    ['2016-08-31 24:00:00', UNKNOWN],
    ['2016-08-31 12:33', UNKNOWN],
    ['2016-08-31T12:33:44', UNKNOWN],
    ['31 August 2016', UNKNOWN],
    ['</updated>', UNKNOWN],
    [1472646824, UNKNOWN],
    [null, UNKNOWN],
  ])('is the creation time only where that is one: %j', (time, expected) => {
    expect(xmlTexts(formatFeed(fixtureStore({ entries: [madeAt(time)] })), 'updated')).toEqual([
      expected,
      expected,
    ])
  })
})
