import { describe, expect, it } from 'vitest'
import { isUnchanged, versionChanges } from '../../src/site/version-changes.ts'
import { comparedDownload, comparedFile, comparedVersion, statedResult } from './compared-versions.ts'

describe('versionChanges', () => {
  it('finds nothing between a version and itself', () => {
    const changes = versionChanges(comparedVersion(), comparedVersion())
    expect(changes).toEqual({ title: null, license: null, sections: [], results: [] })
    expect(isUnchanged(changes)).toBe(true)
  })

  it('tells files that are added, removed and changed, sorted by path, with their sizes', () => {
    const older = comparedVersion({
      downloads: [
        comparedDownload('weights', 100, [
          comparedFile('b', 2),
          comparedFile('c', 3),
          comparedFile('same', 9),
        ]),
      ],
    })
    const newer = comparedVersion({
      downloads: [
        comparedDownload(
          'weights',
          120,
          [comparedFile('a', 1), comparedFile('c', 30, '22'), comparedFile('same', 9)],
          'bb',
        ),
      ],
    })
    expect(versionChanges(older, newer).sections).toEqual([
      {
        section: 'weights',
        before: 100,
        after: 120,
        files: [
          { path: 'a', before: null, after: 1 },
          { path: 'b', before: 2, after: null },
          { path: 'c', before: 3, after: 30 },
        ],
      },
    ])
  })

  it('tells sections that come and go, sorted by name, and passes over those that stay', () => {
    const older = comparedVersion({
      downloads: [comparedDownload('code', 5, [comparedFile('x.py', 5)]), comparedDownload('weights', 1, [])],
    })
    const newer = comparedVersion({
      downloads: [comparedDownload('weights', 1, []), comparedDownload('atlas', 7, [comparedFile('y', 7)])],
    })
    expect(versionChanges(older, newer).sections).toEqual([
      { section: 'atlas', before: null, after: 7, files: [{ path: 'y', before: null, after: 7 }] },
      { section: 'code', before: 5, after: null, files: [{ path: 'x.py', before: 5, after: null }] },
    ])
  })

  it('does not guess at files where one of the two was never opened', () => {
    const older = comparedVersion({ downloads: [comparedDownload('weights', 1, null)] })
    const newer = comparedVersion({
      downloads: [comparedDownload('weights', 2, [comparedFile('a', 1)], 'bb')],
    })
    expect(versionChanges(older, newer).sections).toEqual([
      { section: 'weights', before: 1, after: 2, files: null },
    ])
  })

  it('pairs results by what they measure, in the order of the newer card', () => {
    const older = comparedVersion({
      results: [
        statedResult('Dice', '0.90'),
        statedResult('HD95', '4.1'),
        statedResult('Dice', '0.7', 'other'),
      ],
    })
    const newer = comparedVersion({
      results: [
        statedResult('IoU', '0.8'),
        statedResult('Dice', '0.7', 'other'),
        statedResult('Dice', '0.9'),
      ],
    })
    expect(versionChanges(older, newer).results).toEqual([
      { name: 'IoU (scans, test split)', before: null, after: '0.8' },
      { name: 'Dice (scans, test split)', before: '0.90', after: '0.9' },
      { name: 'HD95 (scans, test split)', before: '4.1', after: null },
    ])
  })

  it('pairs a metric that is stated several times in order', () => {
    const older = comparedVersion({ results: [statedResult('Dice', '1'), statedResult('Dice', '2')] })
    const newer = comparedVersion({ results: [statedResult('Dice', '1'), statedResult('Dice', '3')] })
    expect(versionChanges(older, newer).results).toEqual([
      { name: 'Dice (scans, test split)', before: '2', after: '3' },
    ])
  })

  it('keeps apart what no object should hold', () => {
    const older = comparedVersion({ downloads: [comparedDownload('__proto__', 1, [])] })
    const newer = comparedVersion({
      downloads: [comparedDownload('constructor', 1, [comparedFile('__proto__', 1)])],
    })
    expect(versionChanges(older, newer).sections).toEqual([
      { section: '__proto__', before: 1, after: null, files: [] },
      {
        section: 'constructor',
        before: null,
        after: 1,
        files: [{ path: '__proto__', before: null, after: 1 }],
      },
    ])
  })
})
