import { describe, expect, it } from 'vitest'
import { parseWithdrawal } from '../../src/client/store/entry-document.ts'
import { withdrawnDocuments } from '../../src/documents.ts'
import type { WithdrawnEntry } from '../../src/store.ts'
import { fixtureEntry } from '../fixtures/store.ts'

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

describe('the document of a withdrawn model', () => {
  const [{ paths, write }, ...others] = withdrawnDocuments(GONE) as [ReturnType<typeof withdrawnDocuments>[0]]

  it('lies where that of the model did, alone', () => {
    expect([paths, others]).toEqual([['gone/entry.json'], []])
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
