import { describe, expect, it } from 'vitest'
import { formatEntryJson } from '../../src/formats/entry-json.ts'
import { formatWithdrawnJson } from '../../src/formats/withdrawn-json.ts'
import { compareGroups, withdrawnModel, type CompareGroup } from '../../src/site/compare-rows.ts'
import type { EntryDocument, WithdrawnDocument } from '../../src/site/entry-document.ts'
import type { StoreEntry } from '../../src/store.ts'
import { fixtureRelease } from '../fixtures/releases.ts'
import { cardEntry, digitsEntry, fixtureEntry, nnunetEntry } from '../fixtures/store.ts'

function columnOf(entry: StoreEntry) {
  const document = JSON.parse(formatEntryJson(entry)) as EntryDocument
  return { entry: document, version: document.versions[0]! }
}

/** Beside the current version, the one at `index` of those that entry.json tells of. */
function withEarlier(entry: StoreEntry, index: number) {
  const document = JSON.parse(formatEntryJson(entry)) as EntryDocument
  return compareGroups([columnOf(entry), { entry: document, version: document.versions[index]! }])
}

function rowsOf(groups: CompareGroup[], heading: string): string[] {
  const rows = groups.find((group) => group.heading === heading)?.rows ?? []
  return rows.map(({ term, of, cells, differs }) =>
    [differs ? '*' : ' ', term, of && `(${of})`, ...cells.map((cell) => `| ${cell.join('; ')}`)]
      .join(' ')
      .trimEnd(),
  )
}

const result = (metric: string, value: string, dataset = 'Scans') => ({
  ...{ task: null, dataset, split: 'test', metric, value },
})

describe('models side by side', () => {
  const groups = compareGroups([columnOf(nnunetEntry()), columnOf(digitsEntry())])

  it('are told apart row by row, and what differs is marked', () => {
    expect(rowsOf(groups, 'Facts')).toMatchInlineSnapshot(`
      [
        "* Framework  |  | Caffe",
        "  Version  | 1.0 | 1.0",
        "* Authors  |  | Zoo maintainers",
        "* Read by  | nnU-Net, Zoopress, curl, aria2, Python | DIGITS, Zoopress, curl, aria2, Python",
      ]
    `)
    expect(rowsOf(groups, 'Terms')).toMatchInlineSnapshot(`
      [
        "* Licence  | Not stated | CC0-1.0",
        "* Commercial use  | ask the authors | yes",
        "* Loading the weights  | pickle: 2 imports, all known |",
      ]
    `)
    expect(rowsOf(groups, 'Inputs and weights')).toMatchInlineSnapshot(`
      [
        "* Channels  | grey |",
        "* Labels  | background; circle |",
        "* Configurations  | 2d |",
        "* Input  |  | 1 × 8 × 4 × 4",
        "* Parameters  | 72 parameters |",
        "* Tensors  | 1 tensor |",
        "* Layers  |  | 500 layers",
      ]
    `)
  })

  it('have the archive of the whole model in one row, whatever it is called', () => {
    expect(rowsOf(groups, 'Downloads')).toEqual([
      '  All together  | 1\u00a0kB | 1\u00a0kB',
      '* the whole model  | 1\u00a0kB, 1 file | 1\u00a0kB, 4 files',
    ])
  })

  it('have a row for each section that one of them has, hosted files included', () => {
    const rows = rowsOf(compareGroups([columnOf(cardEntry()), columnOf(fixtureEntry())]), 'Downloads')
    expect(rows).toEqual([
      '* All together  | 2\u00a0GB |',
      '* data  | 2\u00a0GB, hosted elsewhere |',
      '* extra  | 1\u00a0kB, 1 file |',
      '* weights  | 1\u00a0kB, 2 files |',
    ])
  })

  it('have the union of their results, in the order in which they are named', () => {
    const a = fixtureEntry({
      results: [result('Dice', '0.9'), result('IoU', '0.8'), result('Dice', '0.7', 'Other')],
    })
    const b = fixtureEntry({ results: [result('HD95', '3'), result('dice', '0.9', 'scans')] })
    expect(rowsOf(compareGroups([columnOf(a), columnOf(b)]), 'Results')).toEqual([
      '  Dice (Scans, test split) | 0.9 | 0.9',
      '* IoU (Scans, test split) | 0.8 |',
      '* Dice (Other, test split) | 0.7 |',
      '* HD95 (Scans, test split) |  | 3',
    ])
  })

  it('tell of an earlier version what was true of it, and nothing that only the current one’s files say', () => {
    const entry = nnunetEntry()
    entry.license = { id: 'mit', name: 'MIT', url: null, commercialUse: 'yes' }
    entry.results = [result('Dice', '0.9')]
    entry.version = '2.0'
    const earlier = fixtureRelease({
      results: [result('Dice', '0.4')],
      yanked: { date: '2026-05-01', reason: 'Wrong labels.' },
    })
    const groups = withEarlier({ ...entry, released: [earlier] }, 1)
    expect(rowsOf(groups, 'Facts')).toContain(
      '* Version  | 2.0 | 1.0; withdrawn on 2026-05-01: Wrong labels.',
    )
    expect(rowsOf(groups, 'Terms')).toEqual([
      '* Licence  | MIT | Not stated',
      '* Commercial use  | yes |',
      '* Loading the weights  | pickle: 2 imports, all known |',
    ])
    expect(rowsOf(groups, 'Results')).toEqual(['* Dice (Scans, test split) | 0.9 | 0.4'])
    expect(rowsOf(groups, 'Inputs and weights').every((row) => row.endsWith('|'))).toBe(true)
  })

  it('cannot be compared with one that was withdrawn altogether, and its reason is told', () => {
    const document = (reason: string) =>
      JSON.parse(
        formatWithdrawnJson({
          id: 'gone',
          versions: [fixtureRelease({ yanked: { date: '2026-05-01', reason } })],
        }),
      ) as WithdrawnDocument
    expect(document('x').version).toBeUndefined()
    expect(withdrawnModel(document('No consent.'))).toBe('“gone” was withdrawn on 2026-05-01: No consent.')
    expect(withdrawnModel(document('No consent'))).toBe('“gone” was withdrawn on 2026-05-01: No consent.')
  })

  it('are no reason for rows about which none says anything', () => {
    const bare = compareGroups([columnOf(fixtureEntry()), columnOf(fixtureEntry())])
    expect(bare.map(({ heading }) => heading)).toEqual(['Facts', 'Terms'])
    expect(rowsOf(bare, 'Facts')).toEqual(['  Version  | 1.0 | 1.0'])
  })

  it('tell the shape of an input and the layers of a network', () => {
    const entry = columnOf(fixtureEntry())
    const layer = { type: 'Input', detail: '', parameters: 0 }
    entry.entry.figures.networks.push({
      ...{
        name: 'net',
        source: 'net.onnx',
        format: 'onnx',
        layerCount: 12,
        parameters: 3456,
        inputs: [],
        outputs: [],
      },
      layers: [
        { ...layer, name: 'image', inputs: [], shape: [null, 1, 28, 28] },
        { ...layer, name: 'conv', inputs: ['image'], shape: [1, 2] },
      ],
    })
    expect(rowsOf(compareGroups([entry]), 'Inputs and weights')).toEqual([
      '  Input  | ? × 1 × 28 × 28',
      '  Parameters  | 3,456 parameters',
      '  Layers  | 12 layers',
    ])
  })
})
