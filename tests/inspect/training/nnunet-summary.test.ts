import { describe, expect, it } from 'vitest'
import { parseNnunetSummary } from '../../../src/inspect/training/nnunet-summary.ts'
import { scoreTables } from '../../../src/inspect/training/score-tables.ts'

const VERSION_2 = `{"foreground_mean": {"Dice": 0.7, "FN": 3}, "mean": {
  "1": {"Dice": 0.8, "IoU": 0.75, "FN": 3.5, "n_ref": 12}, "(1, 2)": {"Dice": 0.6, "IoU": NaN}},
  "metric_per_case": [{"metrics": {"1": {"Dice": NaN}}, "reference_file": "NaN \\" Infinity"}]}`
const VERSION_1 = `{"author": "x", "results": {"all": [], "mean": {
  "0": {"Dice": 0.99}, "1": {"Dice": 0.8, "Accuracy": 0.9, "Total Positives Test": 12}, "2": {"Dice": 0.4}}}}`

function tables(texts: Record<string, string>) {
  const folds = Object.entries(texts).map(([fold, text]) => ({ fold, summary: parseNnunetSummary(text)! }))
  return scoreTables({ configuration: '2d', source: 's', folds, names: new Map([['1', 'liver']]) })
}

describe('parseNnunetSummary', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', '{"mean": {"1": {"Dice": '],
    ['another JSON', '[1, 2]'],
    ['null', 'null'],
    ['a mean that is none', '{"mean": [1]}'],
    ['a string that never ends', `{"mean": "${'\\"'.repeat(50_000)}`],
    ['deep nesting', '['.repeat(200_000)],
  ])('makes nothing of %s', (_, text) => {
    expect(parseNnunetSummary(text)).toBeNull()
  })

  it('takes no numbers but finite ones, and at most 64 classes', () => {
    const mean = Object.fromEntries(Array.from({ length: 99 }, (_, at) => [`${at}`, { Dice: '0.5', IoU: 1 }]))
    const summary = parseNnunetSummary(JSON.stringify({ mean, foreground_mean: 7 }))
    expect(summary?.classes.size).toBe(64)
    expect([...summary!.classes.values()].flatMap((metrics) => [...metrics.keys()])).not.toContain('Dice')
    expect(
      parseNnunetSummary('{"mean": {"1": {"Dice": -Infinity, "IoU": 1e999}}}')?.classes.get('1')?.size,
    ).toBe(0)
  })
})

describe('scoreTables', () => {
  it('sets classes by fold, each metric that is a share in a table of its own, with nnU-Net’s own names', () => {
    const found = tables({ fold_0: VERSION_2, fold_all: VERSION_2 })
    expect(found.map(({ title }) => title)).toEqual(['Dice, 2d', 'IoU, 2d'])
    expect(found[0]).toEqual({
      title: 'Dice, 2d',
      metric: 'Dice',
      source: 's',
      columns: [
        { label: 'fold 0', isHeldOut: true },
        { label: 'all cases', isHeldOut: false },
      ],
      rows: [
        { label: 'liver', values: [0.8, 0.8] },
        { label: 'label (1, 2)', values: [0.6, 0.6] },
      ],
      mean: { label: 'mean', values: [0.7, 0.7] },
    })
    expect(found[1]?.rows[1]?.values).toEqual([null, null])
  })

  it('reads version 1, whose mean over the classes is made here', () => {
    const [dice] = tables({ fold_0: VERSION_1 })
    expect(dice?.rows.map(({ label }) => label)).toEqual(['liver', 'label 2'])
    expect(dice?.mean.values).toEqual([expect.closeTo(0.6)])
  })

  it('makes no table where nothing was measured', () => {
    expect(tables({})).toEqual([])
    expect(tables({ fold_0: '{"mean": {}}' })).toEqual([])
  })
})
