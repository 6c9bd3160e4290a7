import { describe, expect, it } from 'vitest'
import { formatAtomFeed } from '../../src/formats/feed-atom.ts'
import { modelFeed, storeFeed, withdrawnFeed } from '../../src/formats/feed.ts'
import type { Store } from '../../src/store.ts'
import { releasedEntry, withdrawnEntry } from '../fixtures/releases.ts'
import { cardEntry, fixtureEntry, fixtureStore } from '../fixtures/store.ts'
import { python, xmlTexts } from './python.ts'

const UNKNOWN = '1970-01-01T00:00:00Z'

function atomOf(store: Store): string {
  return formatAtomFeed(storeFeed(store))
}

/** What RFC 4287 wants of a feed and of each entry, as a list of what is missing. */
const FAULTS = `
import re, sys, json, xml.etree.ElementTree as tree
atom = '{http://www.w3.org/2005/Atom}'
feed = tree.fromstring(sys.stdin.buffer.read())
faults = []
def say(test, what):
    if not test: faults.append(what)
for place in [feed] + feed.findall(atom + 'entry'):
    for name in ['id', 'title', 'updated']:
        say(len(place.findall(atom + name)) == 1, name)
    say(re.fullmatch(r'https?://[^\\s]+', place.findtext(atom + 'id')), 'id is an IRI')
    say(re.fullmatch(r'\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ', place.findtext(atom + 'updated')), 'time')
    say(all(a.findtext(atom + 'name') for a in place.findall(atom + 'author')), 'author has a name')
    links = [(l.get('rel'), l.get('type')) for l in place.findall(atom + 'link')]
    say(len(links) == len(set(links)) and ('alternate', 'text/html') in links, 'one alternate')
    say(all(l.get('href').startswith('https://') for l in place.findall(atom + 'link')), 'absolute')
say(feed.findall(atom + 'author'), 'author')
say(any(l.get('rel') == 'self' for l in feed.findall(atom + 'link')), 'self')
ids = [e.findtext(atom + 'id') for e in feed.findall(atom + 'entry')]
say(len(ids) == len(set(ids)), 'ids are unique')
print(json.dumps(faults))`

describe('formatAtomFeed', () => {
  it.each([
    ['the store', storeFeed(fixtureStore())],
    ['an empty store', storeFeed(fixtureStore({ entries: [] }))],
    ['a model', modelFeed(cardEntry(), fixtureStore().site)],
    ['a model with versions, of which one was withdrawn', modelFeed(releasedEntry(), fixtureStore().site)],
    ['a model that was withdrawn', withdrawnFeed(withdrawnEntry(), fixtureStore().site)],
    ['a model of which little is known', modelFeed(fixtureEntry(), fixtureStore().site)],
  ])('has what RFC 4287 wants, for %s', (_, feed) => {
    expect(python(FAULTS, formatAtomFeed(feed))).toEqual([])
  })

  it('brings hostile text to the reader unchanged', () => {
    const feed = atomOf(fixtureStore({ entries: [cardEntry()] }))
    expect(xmlTexts(feed, 'title')[1]).toBe(`${cardEntry().title}, version 2.1`)
    expect(xmlTexts(feed, 'summary')).toEqual([cardEntry().summary])
  })

  it('leaves out characters that XML cannot hold', () => {
    const feed = atomOf(fixtureStore({ entries: [fixtureEntry({ summary: 'a\0b\x1bc\ud800d\ufffee🧠' })] }))
    expect(xmlTexts(feed, 'summary')).toEqual(['abcde🧠'])
  })

  it('is as old as its latest item', () => {
    const dates = ['2020-01-01', '2024-02-29', null]
    const entries = dates.map((date, index) => fixtureEntry({ id: `m${index}`, date }))
    expect(xmlTexts(atomOf(fixtureStore({ entries })), 'updated')).toEqual([
      '2024-02-29T00:00:00Z',
      '2024-02-29T00:00:00Z',
      '2020-01-01T00:00:00Z',
      UNKNOWN,
    ])
  })

  it('moves what was withdrawn to the day of that, and is as old itself', () => {
    expect(xmlTexts(formatAtomFeed(modelFeed(releasedEntry(), fixtureStore().site)), 'updated')).toEqual([
      '2026-02-10T00:00:00Z',
      UNKNOWN,
      '2026-02-10T00:00:00Z',
      '2026-01-15T00:00:00Z',
    ])
  })

  it('has a date even without entries', () => {
    expect(xmlTexts(atomOf(fixtureStore({ entries: [] })), 'updated')).toEqual([UNKNOWN])
  })
})
