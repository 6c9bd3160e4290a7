import { describe, expect, it } from 'vitest'
import { formatJsonFeed } from '../../src/formats/feed-json.ts'
import { modelFeed, storeFeed } from '../../src/formats/feed.ts'
import { releasedEntry } from '../fixtures/releases.ts'
import { cardEntry, fixtureEntry, fixtureStore } from '../fixtures/store.ts'

interface JsonFeed {
  version: string
  title: string
  home_page_url: string
  feed_url: string
  items: Record<string, unknown>[]
}

const { site } = fixtureStore()

function parse(text: string): JsonFeed {
  return JSON.parse(text) as JsonFeed
}

describe('formatJsonFeed', () => {
  it.each([
    ['the store', storeFeed(fixtureStore())],
    ['an empty store', storeFeed(fixtureStore({ entries: [] }))],
    ['a model', modelFeed(cardEntry(), site)],
  ])('has what version 1.1 wants, for %s', (_, feed) => {
    const { version, title, items, ...addresses } = parse(formatJsonFeed(feed))
    expect(version).toBe('https://jsonfeed.org/version/1.1')
    expect(title).not.toBe('')
    for (const address of [addresses.home_page_url, addresses.feed_url])
      expect(address).toMatch(/^https:\/\/lab\.example\/zoo\//)
    expect(new Set(items.map(({ id }) => id)).size).toBe(feed.items.length)
    for (const { id, url, content_text: text, date_published: date } of items) {
      expect([id, url, text].every((value) => typeof value === 'string' && value !== '')).toBe(true)
      expect(date ?? '2026-01-01T00:00:00Z').toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/)
    }
  })

  it('keeps the day of a release apart from the day on which it was withdrawn', () => {
    const [, withdrawn] = parse(formatJsonFeed(modelFeed(releasedEntry(), site))).items
    expect(withdrawn).toMatchObject({
      url: 'https://lab.example/zoo/released/1.1/',
      date_published: '2026-02-01T00:00:00Z',
      date_modified: '2026-02-10T00:00:00Z',
    })
  })

  it('says of an item what is known, and makes nothing up', () => {
    const [known] = parse(formatJsonFeed(modelFeed(cardEntry(), site))).items
    expect(known).toMatchObject({
      id: 'https://lab.example/zoo/spleen_ct/#2.1',
      url: 'https://lab.example/zoo/spleen_ct/',
      content_text: cardEntry().summary,
      image: 'https://lab.example/zoo/spleen_ct/media/thumbnail-960.webp',
      date_published: '2026-03-01T00:00:00Z',
      tags: cardEntry().tags,
    })
    const [bare] = parse(formatJsonFeed(modelFeed(fixtureEntry(), site))).items
    expect(bare).toEqual({
      id: 'https://lab.example/zoo/bare/#1.0',
      url: 'https://lab.example/zoo/bare/',
      title: 'Bare card, version 1.0',
      content_text: 'Bare card, version 1.0',
    })
  })
})
