import { describe, expect, it } from 'vitest'
import { FOLD_MEAN, foldCharts } from '../../../src/inspect/training/fold-charts.ts'
import { classesOf } from '../../../src/inspect/training/nnunet-classes.ts'
import { parseNnunetLogs } from '../../../src/inspect/training/nnunet-log.ts'

const STAMP = '2024-01-31 12:00:00.123456: '

function epoch(number: number, train: string, validation: string, dice: string): string {
  const messages = ['', `Epoch ${number} `, 'Current learning rate: 0.01 ', `train_loss ${train} `]
  return [...messages, `val_loss ${validation} `, `Pseudo dice [${dice}] `, 'Epoch time: 9.1 s ']
    .map((message) => STAMP + message)
    .join('\n')
}

describe('parseNnunetLogs', () => {
  it('reads losses, the Dice of each class, its mean, and the moving average that nnU-Net goes by', () => {
    const log = parseNnunetLogs(
      [
        `#####\nPlease cite\n${epoch(0, '0.1', '0.2', '0.2, 0.4')}\n${epoch(1, '-0.5', '-0.4', '0.6, 0.8')}\n`,
      ],
      ['liver', 'tumour'],
    )
    expect(log.losses).toEqual([
      { name: 'training loss', steps: [0, 1], values: [0.1, -0.5] },
      { name: 'validation loss', steps: [0, 1], values: [0.2, -0.4] },
    ])
    expect(log.dice.map(({ name }) => name)).toEqual([
      'mean',
      'moving average of the mean',
      'liver',
      'tumour',
    ])
    expect(log.dice[1]?.values.map((value) => Number(value.toFixed(6)))).toEqual([0.3, 0.34])
  })

  it.each([
    ['np.float32(0.5), np.float64(0.7)', [0.5, 0.7]],
    ['0.5, nan', [0.5]],
    ['nan, nan', []],
    ['', []],
    ['x, __proto__', []],
  ])('reads the Dice [%s]', (dice, values) => {
    const { dice: curves } = parseNnunetLogs([epoch(3, '1', '1', dice)], [])
    expect(curves.filter(({ name }) => name.startsWith('class')).flatMap(({ values }) => values)).toEqual(
      values,
    )
  })

  it('follows a training that was taken up again from where the later log begins', () => {
    const first = [0, 1, 2].map((number) => epoch(number, '1', '1', '0.1')).join('\n')
    const { losses } = parseNnunetLogs([first, epoch(2, '5', '5', '0.2')], ['liver'])
    expect(losses[0]).toEqual({ name: 'training loss', steps: [0, 1, 2], values: [1, 1, 5] })
  })

  it.each([
    ['nothing', ''],
    ['numbers before the first epoch', `${STAMP}train_loss -0.1\n${STAMP}Pseudo dice [0.1]\n`],
    ['no numbers', epoch(0, 'nan', 'inf', 'nan')],
    ['an epoch of too many digits', epoch(1e21, '1', '1', '1')],
    [
      'brackets that never close',
      `${STAMP}Epoch 0\n${`${STAMP}Pseudo dice [${'['.repeat(4000)}\n`.repeat(50)}`,
    ],
  ])('makes nothing of %s', (_, text) => {
    expect(parseNnunetLogs([text], [])).toEqual({ losses: [], dice: [], meanDice: null })
  })
})

describe('foldCharts', () => {
  const fold = (name: string, dice: readonly number[]) => {
    const text = dice.map((value, at) => epoch(at, '0.5', `${-value}`, `${value}`)).join('\n')
    return { name, source: `t/${name}/training_log.txt`, ...parseNnunetLogs([text], ['liver']) }
  }

  it('shows one fold by itself', () => {
    const charts = foldCharts([fold('fold 0', [0.1, 0.2])], '2d', 't')
    expect(charts.map(({ title, isDetail }) => [title, isDetail])).toEqual([
      ['Loss, 2d, fold 0', false],
      ['Pseudo Dice, 2d, fold 0', false],
    ])
  })

  it('shows several folds together, with their mean as far as all of them go', () => {
    const charts = foldCharts([fold('fold 0', [0.1, 0.2, 0.3]), fold('fold 1', [0.3, 0.4])], '2d', 't')
    expect(charts.map(({ title, isDetail }) => [title, isDetail])).toEqual([
      ['Validation loss by fold, 2d', false],
      ['Mean pseudo Dice by fold, 2d', false],
      ['Loss, 2d, fold 0', true],
      ['Pseudo Dice, 2d, fold 0', true],
      ['Loss, 2d, fold 1', true],
      ['Pseudo Dice, 2d, fold 1', true],
    ])
    const [mean] = charts[1]!.series
    expect(mean).toEqual({ name: FOLD_MEAN, values: [0.2, expect.closeTo(0.3), null] })
  })
})

describe('classesOf', () => {
  it.each([
    ['labels by number', '{"labels":{"background":0,"b":2,"a":1,"ignore":3}}', ['a', 'b'], ['2', '1']],
    [
      'regions by their order',
      '{"labels":{"background":0,"all":[1,2],"core":[2]}}',
      ['all', 'core'],
      ['(1, 2)', '(2,)'],
    ],
    ['no labels', '{"labels":null}', [], []],
    ['no JSON', '{', [], []],
    ['values that are none', '{"labels":{"a":"x","b":[1.5],"c":[],"d":{}}}', [], []],
  ])('reads %s', (_, text, inOrder, keys) => {
    expect(classesOf(text).inOrder).toEqual(inOrder)
    expect([...classesOf(text).names.keys()]).toEqual(keys)
  })
})
