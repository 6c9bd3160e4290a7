import { describe, expect, it } from 'vitest'
import { plain } from '../../src/site/format.ts'
import { foldRows, versionOf, versionRows } from '../../src/site/versions.ts'
import { fixtureRelease, fixtureReleasedDownload } from '../fixtures/releases.ts'
import { sampleDownload, sampleEntry } from './sample-entry.ts'
import { comparedFile, statedResult } from './compared-versions.ts'

const first = fixtureRelease({ downloads: [fixtureReleasedDownload()] })
const second = fixtureRelease({
  version: '1.1',
  date: '2026-02-01',
  downloads: [
    fixtureReleasedDownload({ size: 3000, sha256: 'c3'.repeat(32), files: [comparedFile('a', 1)] }),
  ],
})

describe('versionRows', () => {
  it('has a row for every released version, with what it changed against the one before', () => {
    const entry = sampleEntry({ title: 'Bare card', version: '1.1', released: [second, first] })
    const rows = versionRows(entry.id, entry.released, entry)
    expect(
      rows.map(({ version, path, date, isCurrent, since, parts }) => ({
        version,
        path,
        date,
        isCurrent,
        since,
        parts,
      })),
    ).toEqual([
      {
        version: '1.1',
        path: 'liver/1.1/',
        date: '2026-02-01',
        isCurrent: true,
        since: '1.0',
        parts: 'weights',
      },
      { version: '1.0', path: 'liver/1.0/', date: '2026-01-15', isCurrent: false, since: null, parts: '' },
    ])
    expect(rows[0]!.changes.map(plain)).toEqual(['weights: 3 kB, was 1 kB; 1 file added, 1 removed'])
    expect(plain(rows[0]!.size.text)).toBe('3 kB')
  })

  it('says of the current version what its card says today', () => {
    const license = { id: 'mit', name: 'MIT', url: null, commercialUse: 'yes' as const }
    const entry = sampleEntry({ title: 'Bare card', version: '1.1', released: [second, first], license })
    const [row] = versionRows(entry.id, entry.released, entry)
    expect(row!.changes).toContain('Licence: MIT, was Not stated')
    expect(versionOf(entry, second).version.license).toEqual(license)
    expect(versionOf(entry, first).version.license.name).toBe('Not stated')
  })

  it('begins with the version under zoo/ where it is not released yet, and has no page for it', () => {
    const entry = sampleEntry({
      title: 'Bare card',
      version: '1.2',
      downloads: [sampleDownload({ size: 5000, sha256: 'd4'.repeat(32) })],
    })
    const rows = versionRows(entry.id, [second, first], entry)
    expect(rows.map(({ version, path, date, isCurrent }) => [version, path, date, isCurrent])).toEqual([
      ['1.2', null, null, true],
      ['1.1', 'liver/1.1/', '2026-02-01', false],
      ['1.0', 'liver/1.0/', '2026-01-15', false],
    ])
    expect(rows[0]).toMatchObject({ since: '1.1', parts: 'weights' })
  })

  it('finds none current of a model that was withdrawn', () => {
    expect(versionRows('liver', [second, first], null).map(({ isCurrent }) => isCurrent)).toEqual([
      false,
      false,
    ])
  })

  it('counts the changes that are too many for a row', () => {
    const results = Array.from({ length: 20 }, (_, index) => statedResult(`Dice ${index}`, '0.9'))
    const [row] = versionRows('liver', [{ ...first, version: '2.0', results }, first], null)
    expect([row!.changes.length, row!.hidden, row!.parts]).toEqual([8, 12, 'results'])
  })

  it('counts sections that are too many to be named', () => {
    const downloads = ['a', 'b', 'c', 'd', 'e'].map((section) => fixtureReleasedDownload({ section }))
    const license = { id: 'mit', name: 'MIT', url: null, commercialUse: 'yes' as const }
    const [row] = versionRows(
      'liver',
      [fixtureRelease({ title: 'New', license, downloads }), fixtureRelease()],
      null,
    )
    expect(row!.parts).toBe('5 sections, licence, title')
  })
})

describe('foldRows', () => {
  it.each([
    [1, 1, 0, 0],
    [4, 4, 0, 0],
    [5, 3, 2, 0],
    [40, 3, 37, 0],
    [1000, 3, 297, 700],
  ])('of %i rows shows %i, folds %i, and leaves out %i', (count, shown, folded, hidden) => {
    const released = Array.from({ length: count }, (_, index) =>
      fixtureRelease({ version: `1.${count - index}` }),
    )
    const rows = foldRows(versionRows('liver', released, null))
    expect([rows.shown.length, rows.folded.length, rows.hidden]).toEqual([shown, folded, hidden])
  })
})
