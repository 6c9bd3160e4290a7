import { describe, expect, it } from 'vitest'
import { summary, type SummaryInput } from '../../scripts/summary.ts'

const INPUT: SummaryInput = {
  published: { isUnchanged: false, packed: 3, reused: 17 },
  store: {
    url: 'https://lab.example/zoo',
    artifactsUrl: null,
    entries: 12,
    archives: 20,
    bytes: 1_234_567_890,
  },
  dist: { label: 'dist', isUsual: true },
  seconds: 4.21,
}

describe('the summary of a build', () => {
  it('says what was done, where the store is and what to do next', () => {
    expect(summary(INPUT)).toMatchInlineSnapshot(`
      "Published 12 entries in 4.2 s: 20 archives, 1.2 GB; 3 packed, 17 reused.
      The store is in dist/, made for https://lab.example/zoo.
      See it: npm run serve"
    `)
  })

  it.each([
    ['https://archives.example', 'npm run deploy -- s3://BUCKET --artifacts-only'],
    ['https://github.com/lab/zoo/releases/download/files', 'gh release upload files dist-artifacts/*'],
  ])('says where the archives for %s are and how they get there', (artifactsUrl, command) => {
    const lines = summary({ ...INPUT, store: { ...INPUT.store, artifactsUrl } }).split('\n')
    expect(lines[2]).toBe(`Its archives are in dist-artifacts/, made for ${artifactsUrl}: ${command}`)
  })

  it('is one line where nothing has changed', () => {
    expect(
      summary({ ...INPUT, published: { isUnchanged: true, packed: 0, reused: 20 }, seconds: 0.31 }),
    ).toMatchInlineSnapshot(
      `"Nothing has changed: the store in dist/ is up to date (12 entries, 20 archives, 1.2 GB; 0.3 s)."`,
    )
  })

  it('gives numbers that can be read', () => {
    const store = { ...INPUT.store, entries: 1, archives: 12_345, bytes: 999 }
    expect(
      summary({
        ...INPUT,
        store,
        published: { isUnchanged: false, packed: 12_345, reused: 0 },
        seconds: 3725,
      }),
    ).toContain('Published 1 entry in 1 h 2 min: 12,345 archives, 999 B; 12,345 packed, 0 reused.\n')
  })

  it.each([
    ['/srv/zoo', 'npm run serve -- --dir /srv/zoo'],
    ["my lab's", "npm run serve -- --dir 'my lab'\\''s'"],
  ])('names the folder %s for the next command', (label, command) => {
    expect(summary({ ...INPUT, dist: { label, isUsual: false } })).toMatch(
      new RegExp(`${RegExp.escape(command)}$`),
    )
  })

  it('says that the store is not signed any more', () => {
    const lines = summary({ ...INPUT, lostSignature: true }).split('\n')
    expect(lines[3]).toBe(
      'The last store was signed, and this one is not: whoever checks it with your key will refuse it. Set SIGNING_KEY_FILE or SIGNING_KEY and build again.',
    )
  })

  it.each([
    [{ files: 2, bytes: 1_500_000 }, 'The cache lost 2 files, 1.5 MB, that no store needs.'],
    [{ files: 0, bytes: 0 }, 'The cache held nothing that the store does not need.'],
  ])('tells what was cleared from the cache: %o', (pruned, line) => {
    expect(
      summary({ ...INPUT, published: { ...INPUT.published, pruned } })
        .split('\n')
        .at(-1),
    ).toBe(line)
  })
})
