import { describe, expect, it } from 'vitest'
import { combineResults, scoreMeasures } from '../../src/site/measures.ts'
import { groupResults } from '../../src/site/results.ts'

const TABLE = {
  title: 'Dice, 2d',
  source: 's',
  metric: 'Dice',
  columns: [
    { label: 'fold 0', isHeldOut: true },
    { label: 'fold 1', isHeldOut: true },
    { label: 'all cases', isHeldOut: false },
  ],
  rows: [
    { label: 'liver', values: [0.8, 0.9, 1] },
    { label: 'tumour', values: [null, 0.5, 1] },
  ],
  mean: { label: 'mean', values: [0.8, 0.7, 1] },
}

/** Label and texts of each row. */
const told = (table: ReturnType<typeof scoreMeasures>) =>
  table.rows.map(({ label, cells }) => [label, ...cells.map(({ text }) => text)].join(' '))

describe('scoreMeasures', () => {
  it('adds the mean of the folds that were held out, and says what the others are', () => {
    const table = scoreMeasures(TABLE)
    expect(table.columns).toEqual(['fold 0', 'fold 1', 'all cases', 'mean'])
    expect(told(table)).toEqual([
      'liver 0.8000 0.9000 1.0000 0.8500',
      'tumour – 0.5000 1.0000 0.5000',
      'mean 0.8000 0.7000 1.0000 0.7500',
    ])
    expect(table.notes).toHaveLength(1)
  })

  it('needs no mean of one fold or one class', () => {
    const one = { ...TABLE, columns: TABLE.columns.slice(0, 1), rows: [{ label: 'liver', values: [0.8] }] }
    expect(told(scoreMeasures(one))).toEqual(['liver 0.8000'])
    expect(scoreMeasures(one).notes).toEqual([])
  })

  it('draws no bar of what is no share', () => {
    const odd = { ...TABLE, rows: [{ label: 'liver', values: [1.5, 2, -0.1] }] }
    expect(scoreMeasures(odd).rows[0]?.cells.map(({ bar }) => bar)).toEqual([null, null, null, null])
  })
})

describe('combineResults', () => {
  const result = (dataset: string, metric: string, value: string) => {
    return { task: null, split: null, dataset, metric, value }
  }

  it('sets data sets with the same metrics side by side, each number as it was written', () => {
    const groups = groupResults(
      ['A', 'B'].flatMap((set) => [result(set, 'Dice, left', '0.90'), result(set, 'Dice, mean', '0.850')]),
    )
    const table = combineResults(groups)!
    expect(table.columns).toEqual(['A', 'B'])
    expect(told(table)).toEqual(['Dice, left 0.90 0.90', 'Dice, mean 0.850 0.850'])
    expect(table.rows.map(({ isMean }) => isMean)).toEqual([false, true])
  })

  it.each([
    ['one data set', [result('A', 'Dice', '1'), result('A', 'IoU', '1')]],
    ['one metric', [result('A', 'Dice', '1'), result('B', 'Dice', '1')]],
    ['other metrics', [result('A', 'Dice', '1'), result('A', 'IoU', '1'), result('B', 'Dice', '1')]],
    ['nothing', []],
  ])('leaves %s apart', (_, results) => {
    expect(combineResults(groupResults(results))).toBeNull()
  })
})
