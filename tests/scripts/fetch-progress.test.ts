import { describe, expect, it } from 'vitest'
import { fetchProgress } from '../../scripts/fetch-progress.ts'

describe('the progress of an import', () => {
  it('names each thing that it does once, and none in which no bytes pass', () => {
    const written: string[] = []
    const stream = { isTTY: false, columns: 80, write: (text: string) => written.push(text) > 0 }
    const progress = fetchProgress({ stream, env: {}, now: () => 0 })
    progress.copied(0)
    progress.unpacked(5)
    progress.unpacked(5)
    progress.begin('https://example.org/my%20w.tar.gz', 9)
    progress.copied(0)
    progress.copied(5)
    progress.copied(5)
    progress.done()
    expect(written.join('')).toBe('Unpacking …\nFetching my w.tar.gz · 9 B …\nCopying …\n')
  })
})
