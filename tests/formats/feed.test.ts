import { describe, expect, it } from 'vitest'
import { modelFeed, MOST_ITEMS, storeFeed, taskFeed, withdrawnFeed } from '../../src/formats/feed.ts'
import { cardEntry, fixtureEntry, fixtureStore } from '../fixtures/store.ts'
import { releasedVersion } from '../release/released.ts'

const { site } = fixtureStore()

describe('the feed of a store', () => {
  it('names a model by the address of its page, whatever its version', () => {
    const ids = ['1.0', '2.0'].map((version) => {
      const feed = storeFeed(fixtureStore({ entries: [fixtureEntry({ version })] }))
      return [feed.id, ...feed.items.map(({ id }) => id)]
    })
    expect(ids[0]).toEqual(['https://lab.example/zoo/', 'https://lab.example/zoo/bare/'])
    expect(ids[1]).toEqual(ids[0])
  })

  it('shows the latest first, then sorts by id', () => {
    const dates = { b: null, a: null, c: '2020-01-01', d: '2026-01-01' }
    const entries = Object.entries(dates).map(([id, date]) => fixtureEntry({ id, date }))
    const { items } = storeFeed(fixtureStore({ entries }))
    expect(items.map(({ id }) => id.at(-2))).toEqual(['d', 'c', 'a', 'b'])
  })

  it(`lists the newest ${MOST_ITEMS} of many`, () => {
    const days = Array.from({ length: 28 * 12 }, (_, index) => {
      const [month, day] = [Math.floor(index / 28) + 1, (index % 28) + 1]
      return `2025-${`${month}`.padStart(2, '0')}-${`${day}`.padStart(2, '0')}`
    })
    const entries = days.map((date) => fixtureEntry({ id: `of-${date}`, date }))
    const { items } = storeFeed(fixtureStore({ entries }))
    expect(items.map(({ date }) => date)).toEqual(days.toReversed().slice(0, MOST_ITEMS))
  })
})

describe('the feed of a model', () => {
  it('has an item a version, under an id of its own', () => {
    const { items, atom, json, page, title } = modelFeed(fixtureEntry({ version: '2.0' }), site)
    expect(items.map(({ id }) => id)).toEqual(['https://lab.example/zoo/bare/#2.0'])
    expect([page, atom, json]).toEqual(
      ['', 'feed.xml', 'feed.json'].map((name) => `https://lab.example/zoo/bare/${name}`),
    )
    expect(title).toBe('Bare card · Fixture zoo & <friends>')
  })

  it('has those released before, and says of one that was withdrawn when and why', () => {
    const yanked = { date: '2026-11-21', reason: 'Wrong labels.' }
    const released = [
      releasedVersion('2.0', { date: '2026-11-22' }),
      releasedVersion('1.1', { yanked }),
      releasedVersion('1.0', { title: 'As it was called' }),
    ]
    const { items } = modelFeed(fixtureEntry({ version: '2.0', date: '2026-11-22', released }), site)
    const bare = 'https://lab.example/zoo/bare/'
    const [withdrawn] = items.splice(1, 1)
    expect(withdrawn).toMatchObject({
      ...{ id: `${bare}#1.1`, page: `${bare}1.1/`, date: '2026-11-20', changed: '2026-11-21' },
      title: expect.stringMatching(/, version 1\.1 \(withdrawn\)$/) as string,
      summary: 'Wrong labels.',
    })
    expect(items.map(({ id, page, title, date }) => [id, page, title, date])).toEqual([
      [`${bare}#2.0`, bare, 'Bare card, version 2.0', '2026-11-22'],
      [`${bare}#1.0`, `${bare}1.0/`, 'As it was called, version 1.0', '2026-11-20'],
    ])
  })
})

describe('the feed of a model that was withdrawn', () => {
  it('has the items that it had, and what became of them', () => {
    const versions = [
      releasedVersion('1.1', { yanked: { date: '2026-11-22', reason: 'Not ours.' } }),
      releasedVersion('1.0', { yanked: { date: '2026-11-21', reason: 'Wrong labels.' } }),
    ]
    const before = modelFeed(fixtureEntry({ version: '1.1', released: versions }), site)
    const { items, atom, json, page, title } = withdrawnFeed({ id: 'bare', versions }, site)
    expect(items.map(({ id }) => id)).toEqual(before.items.map(({ id }) => id))
    expect([page, atom, json]).toEqual([before.page, before.atom, before.json])
    expect(title).toBe('Liver · Fixture zoo & <friends>')
    expect(items.map(({ title, summary, changed }) => [title, summary, changed])).toEqual([
      ['Liver, version 1.1 (withdrawn)', 'Not ours.', '2026-11-22'],
      ['Liver, version 1.0 (withdrawn)', 'Wrong labels.', '2026-11-21'],
    ])
  })
})

describe('the feed of a task', () => {
  it('lies in the folder of their page', () => {
    const feed = taskFeed(site, {
      slug: 'image-segmentation',
      name: 'image-segmentation',
      entries: [cardEntry()],
    })
    expect(feed.id).toBe('https://lab.example/zoo/tasks/image-segmentation/feed.xml')
    expect(feed.title).toBe('Image segmentation · Fixture zoo & <friends>')
    expect(feed.page).toBe('https://lab.example/zoo/tasks/image-segmentation/')
    expect(feed.items.map(({ page }) => page)).toEqual(['https://lab.example/zoo/spleen_ct/'])
  })
})
