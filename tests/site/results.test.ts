import { describe, expect, it } from 'vitest'
import { groupResults } from '../../src/site/results.ts'
import type { Result } from '../../src/zoo/entry.ts'

function result(metric: string, value: string, dataset = 'A', split: string | null = null): Result {
  return { task: null, dataset, split, metric, value }
}

describe('groupResults', () => {
  it('groups by data set and split, in the order of the card', () => {
    const groups = groupResults([
      result('Dice', '0.9', 'B'),
      result('Dice', '0.8', 'A', 'test'),
      result('IoU', '0.7', 'B'),
    ])
    expect(groups.map(({ heading, rows }) => [heading, rows.length])).toEqual([
      ['B', 2],
      ['A, test split', 1],
    ])
  })

  it('keeps a number as it was written', () => {
    expect(groupResults([result('Dice', '0.9730')])[0]!.rows[0]).toEqual({
      metric: 'Dice',
      value: '0.9730',
      bar: 97.3,
    })
  })

  it.each([
    ['Dice, skull', '0.5', 50],
    ['accuracy', '1', 100],
    ['f1', '0', 0],
    ['top-1 accuracy', '76.1', null],
    ['Dice', '-0.1', null],
    ['Dice', 'n/a', null],
    ['Dice', '', null],
    ['loss', '0.2', null],
    ['Hausdorff distance (mm)', '0.9', null],
    ['mapping error', '0.3', null],
  ])('%s of %s has the bar %s', (metric, value, bar) => {
    expect(groupResults([result(metric, value)])[0]!.rows[0]!.bar).toBe(bar)
  })
})
