import { describe, expect, it } from 'vitest'
import { parseWithdrawal } from '../../src/client/store/entry-document.ts'
import { findDocument, withdrawnDocuments } from '../../src/documents.ts'
import type { WithdrawnEntry } from '../../src/store.ts'
import { fixtureEntry, fixtureStore } from '../fixtures/store.ts'

const GONE: WithdrawnEntry = {
  id: 'gone',
  versions: [
    {
      ...{ version: '1.0', date: '2026-11-20', title: 'Gone & "lost"', results: [] },
      yanked: { date: '2026-11-21', reason: 'Not ours.' },
      license: fixtureEntry().license,
      downloads: [
        {
          ...{ section: 'weights', path: 'gone/1.0/weights.tar.gz', url: null },
          ...{ size: 9, sha256: 'a1'.repeat(32), files: null },
        },
      ],
    },
  ],
}

describe('the documents of a withdrawn model', () => {
  const documents = withdrawnDocuments(GONE, fixtureStore().site)
  const { write } = documents[0]!

  it('lie where those of the model did', () => {
    expect(documents.map(({ paths }) => paths)).toEqual(
      ['entry.json', 'feed.xml', 'feed.json'].map((name) => [`gone/${name}`]),
    )
  })

  it('are found by a server that publishes nothing', () => {
    expect(findDocument(fixtureStore(), 'gone/entry.json', [GONE])).toBe(write())
    expect(findDocument(fixtureStore(), 'gone/entry.json')).toBeUndefined()
  })

  it('keeps the sums, and offers no file', () => {
    const { versions } = JSON.parse(write()) as { versions: object[] }
    expect(versions).toMatchObject([
      { version: '1.0', isPublished: false, sums: null, yanked: { reason: 'Not ours.' } },
    ])
    expect(versions[0]).toHaveProperty('downloads.0.sha256', 'a1'.repeat(32))
    expect(write()).not.toContain('weights.tar.gz')
  })

  it('tells our client why', () => {
    expect(parseWithdrawal(Buffer.from(write()), 'gone', 'https://lab.example/zoo')).toBe(
      '"gone" was withdrawn on 2026-11-21 ("Not ours.").',
    )
  })
})
