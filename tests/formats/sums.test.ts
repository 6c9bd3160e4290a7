import { describe, expect, it } from 'vitest'
import { formatSums, formatVersionSums, hasOwnArchive } from '../../src/formats/sums.ts'
import { cardEntry, fixtureDownload, fixtureEntry } from '../fixtures/store.ts'

const A = 'a'.repeat(64)

describe('formatSums', () => {
  it('sorts by path, compared as code units, with two blanks before it', () => {
    const files = ['b', 'a/b', 'B', 'a.txt', 'a b'].map((path) => ({ path, size: 1, sha256: A }))
    expect(formatSums(files)).toBe(
      ['B', 'a b', 'a.txt', 'a/b', 'b'].map((path) => `${A}  ${path}\n`).join(''),
    )
  })

  it.each(['a\nb', 'a\rb', 'a\\b'])('refuses a name that GNU would escape: %j', (path) => {
    expect(() => formatSums([{ path, sha256: A }])).toThrow('cannot be listed')
  })

  it('is empty for no files', () => {
    expect(formatSums([])).toBe('')
  })
})

describe('the list of a version', () => {
  it("names the entry's own archives relative to its own folder, and nothing hosted elsewhere", () => {
    const names = formatVersionSums(cardEntry()).match(/(?<= {2}).*$/gm)
    expect(names).toEqual(['extra.tar.gz', 'weights.tar.gz'])
  })

  it.each([
    ['there is no download', fixtureEntry(), false],
    ['everything is hosted', fixtureEntry({ downloads: [fixtureDownload({ path: null })] }), false],
    ['an archive lies in the store', cardEntry(), true],
  ])('is written only where it has a line: %s', (_, entry, expected) => {
    expect(hasOwnArchive(entry)).toBe(expected)
  })
})
