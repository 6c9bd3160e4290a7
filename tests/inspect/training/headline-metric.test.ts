import { describe, expect, it } from 'vitest'
import { headlineMetric } from '../../../src/inspect/training/headline-metric.ts'

function results(text: string) {
  return text.split('; ').map((one) => {
    const at = one.lastIndexOf('=')
    return { metric: one.slice(0, at), value: one.slice(at + 1) }
  })
}

const COLUMNS = [
  { label: 'fold 0', isHeldOut: true },
  { label: 'fold 1', isHeldOut: true },
  { label: 'all cases', isHeldOut: false },
]

describe('headlineMetric', () => {
  it.each([
    ['Dice, skull=0.9806; Dice, mean of the classes=0.9730', 'Dice 0.9730'],
    ['Dice, circle=0.9; Dice, foreground mean=0.8445; Dice, foreground mean=0.8156', 'Dice 0.8445'],
    ['loss=0.2; accuracy=0.983', 'Accuracy 0.983'],
    ['IoU=0.7; dice=0.8', 'Dice 0.8'],
    ['Recall=0.7; mean_iou=0.6', 'IoU 0.6'],
    ['top-1 accuracy=76.1', 'Accuracy 76.1'],
    ['val_acc=93 %', 'Accuracy 93 %'],
    ['Dice, spleen=0.95', 'Dice 0.95'],
    ['Recall=0.5', 'Recall 0.5'],
  ])('of %s is %s', (text, expected) => {
    const metric = headlineMetric(results(text), [])
    expect(`${metric?.name ?? ''} ${metric?.text ?? ''}`).toBe(expected)
  })

  it.each([
    '',
    'Dice, left=0.9; Dice, right=0.8',
    'loss=0.1',
    'Dice=n/a',
    'Dice=-0.1',
    'Dice=1e999',
    'Dice=250',
  ])('is none of %j', (text) => {
    expect(headlineMetric(results(text), [])).toBeNull()
  })

  it.each([
    ['0.973', 0.973],
    ['97.3', 0.973],
    ['1 %', 0.01],
    ['1', 1],
  ])('sorts %s as %d', (value, expected) => {
    expect(headlineMetric([{ metric: 'Dice', value }], [])?.value).toBeCloseTo(expected, 12)
  })

  it('falls back to the Dice of the folds that were held out', () => {
    const mean = { label: 'mean', values: [0.8, 0.9, 1] }
    const table = { title: 'Dice, 2d', source: 's', metric: 'Dice', columns: COLUMNS, rows: [], mean }
    const metric = headlineMetric([], [table])
    expect([metric?.name, metric?.text]).toEqual(['Dice', '0.8500'])
    expect(metric?.value).toBeCloseTo(0.85, 12)
    const missing = { label: 'mean', values: [null, null, 1] }
    expect(headlineMetric([], [{ ...table, mean: missing }])).toBeNull()
  })
})
