import { describe, expect, it } from 'vitest'
import { changeLines } from '../../src/site/change-lines.ts'
import { plain } from '../../src/site/format.ts'
import { versionChanges, type ComparedVersion } from '../../src/site/version-changes.ts'
import { comparedDownload, comparedFile, comparedVersion, statedResult } from './compared-versions.ts'

const lines = (older: ComparedVersion, newer: ComparedVersion): string[] =>
  changeLines(versionChanges(older, newer)).map(plain)

describe('changeLines', () => {
  it('says each change in one sentence', () => {
    const older = comparedVersion({
      title: 'Old name',
      results: [statedResult('Dice', '0.96'), statedResult('Recall', '0.9', '', null)],
      downloads: [
        comparedDownload('code', 5000, null),
        comparedDownload('weights', 17_200_000, [
          comparedFile('a', 1),
          comparedFile('b', 2),
          comparedFile('c', 3),
        ]),
      ],
    })
    const newer = comparedVersion({
      title: 'New name',
      license: { id: 'mit', name: 'MIT', url: null, commercialUse: 'yes' },
      results: [statedResult('Dice', '0.97'), statedResult('IoU', '0.9')],
      downloads: [
        comparedDownload('code', 5001, null, 'cc'),
        comparedDownload('data', 2_000_000, [comparedFile('x', 1)], 'dd'),
        comparedDownload(
          'weights',
          17_900_000,
          [comparedFile('a', 1), comparedFile('b', 2, '33'), comparedFile('d', 1), comparedFile('e', 1)],
          'bb',
        ),
      ],
    })
    expect(lines(older, newer)).toMatchInlineSnapshot(`
      [
        "code: 5 kB, as before; other contents",
        "data is new: 2 MB, 1 file",
        "weights: 17.9 MB, was 17.2 MB; 2 files added, 1 removed, 1 changed",
        "Licence: MIT, was Not stated",
        "Title: New name, was Old name",
        "Dice (scans, test split): 0.97, was 0.96",
        "IoU (scans, test split): 0.9, not stated before",
        "Recall: no longer stated, was 0.9",
      ]
    `)
  })

  it('says when an archive was only packed anew', () => {
    const older = comparedVersion({ downloads: [comparedDownload('weights', 100, [comparedFile('a', 1)])] })
    const newer = comparedVersion({
      downloads: [comparedDownload('weights', 110, [comparedFile('a', 1)], 'bb')],
    })
    expect(lines(older, newer)).toEqual(['weights: 110 B, was 100 B; the same files, packed anew'])
  })
})
