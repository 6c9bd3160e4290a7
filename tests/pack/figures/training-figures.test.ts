import { describe, expect, it } from 'vitest'
import sharp from 'sharp'
import { readCharts } from '../../../src/pack/figures/charts.ts'
import { makeFigures } from '../../../src/pack/figures/figures.ts'
import { readScores } from '../../../src/pack/figures/scores.ts'
import { openLedgers } from '../../../src/pack/ledgers.ts'
import { digitsEntry, nnunetEntry } from '../../fixtures/store.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { entryOf, filesOf, writeZoo, type Contents } from '../sample.ts'

const TRAINING = 'nnUNetTrainer__nnUNetPlans__2d'
const DATASET = '{"labels": {"background": 0, "liver": 1}}'
const SUMMARY = '{"mean": {"1": {"Dice": 0.8}}, "foreground_mean": {"Dice": 0.8}}'

function log(...dice: number[]): string {
  return dice
    .map((value, at) => `2024-01-31 12:00:00.1: Epoch ${at}\nval_loss -${value}\nPseudo dice [${value}]\n`)
    .join('')
}

function nnunet(contents: Contents, folds: readonly string[]) {
  const zoo = { zooDir: writeZoo(contents), label: 'zoo' }
  const training = { folder: TRAINING, trainer: 't', plans: 'p', configuration: '2d', folds: [...folds] }
  const results = { ...nnunetEntry().nnunet!, trainings: [training], files: filesOf(contents) }
  return { zoo, entry: entryOf({ layout: 'nnunet', nnunet: results }) }
}

async function figuresOf({ zoo, entry }: ReturnType<typeof nnunet>) {
  const dirs = { ...zoo, cacheDir: freshFolder() }
  return makeFigures(entry, {
    ...dirs,
    storeUrl: 'http://localhost:8000',
    storeTitle: 'Zoo',
    ledgers: openLedgers(dirs),
  })
}

const png = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()

describe('readCharts', () => {
  it('reads training_log.csv', () => {
    const contents = { 'training_log.csv': 'epoch,loss\n1,2\n2,1\n' }
    const entry = entryOf({ trainingLog: filesOf(contents)[0]! })
    const [chart] = readCharts(entry, { zooDir: writeZoo(contents), label: 'zoo' })
    expect([chart?.title, chart?.source]).toEqual(['Loss', 'training_log.csv'])
  })

  it.each([
    ['caffe_output.log', 'Iteration 0, loss = 2\nIteration 1, loss = 1\n'],
    ['torch_output.log', 'Training (epoch 1): loss = 2\nTraining (epoch 2): loss = 1\n'],
    ['tensorflow_output.log', 'Training (epoch 1): loss = 2\nTraining (epoch 2): loss = 1\n'],
  ])('reads %s of a DIGITS job', (name, text) => {
    const contents = { [name]: text }
    const entry = entryOf({ digits: { ...digitsEntry().digits!, files: filesOf(contents) } })
    expect(readCharts(entry, { zooDir: writeZoo(contents), label: 'zoo' })).toHaveLength(1)
  })

  it('reads the logs of a fold in the order of their dates', () => {
    const { entry, zoo } = nnunet(
      {
        [`${TRAINING}/dataset.json`]: DATASET,
        [`${TRAINING}/fold_0/training_log_2024_2_1_00_00_00.txt`]: log(0.1, 0.2, 0.3),
        [`${TRAINING}/fold_0/training_log_2024_10_1_00_00_00.txt`]: log(0.5, 0.6),
      },
      ['fold_0'],
    )
    const dice = readCharts(entry, zoo).find(({ title }) => title.startsWith('Pseudo Dice'))
    expect(dice?.series.at(-1)).toEqual({ name: 'liver', values: [0.5, 0.6] })
  })

  it('passes over a file that vanished, changed or is too large', () => {
    const contents = { 'training_log.csv': 'epoch,loss\n1,2\n2,1\n' }
    const [file] = filesOf(contents)
    const zoo = { zooDir: writeZoo(contents), label: 'zoo' }
    const wrong = [
      { ...file!, from: 'gone.csv' },
      { ...file!, size: 3 },
      { ...file!, size: 2 ** 25 },
    ]
    for (const trainingLog of wrong) expect(readCharts(entryOf({ trainingLog }), zoo)).toEqual([])
  })

  it('makes no more than 24 charts of a stranger’s folds', () => {
    const folds = Array.from({ length: 40 }, (_, at) => `fold_${at}`)
    const files = folds.map((fold) => [`${TRAINING}/${fold}/training_log_1.txt`, log(0.1, 0.2)])
    const { entry, zoo } = nnunet(Object.fromEntries(files) as Contents, folds)
    expect(readCharts(entry, zoo)).toHaveLength(24)
  })
})

describe('readScores', () => {
  it('sets the folds of one training side by side', () => {
    const { entry, zoo } = nnunet(
      {
        [`${TRAINING}/dataset.json`]: DATASET,
        [`${TRAINING}/fold_0/validation/summary.json`]: SUMMARY,
        [`${TRAINING}/fold_1/validation/summary.json`]: SUMMARY,
        [`${TRAINING}/fold_2/validation/summary.json`]: 'no JSON',
      },
      ['fold_0', 'fold_1', 'fold_2'],
    )
    const [table, ...others] = readScores(entry, zoo)
    expect(others).toEqual([])
    expect(table?.source).toBe(`${TRAINING}/fold_*/validation/summary.json`)
    expect(table?.columns.map(({ label }) => label)).toEqual(['fold 0', 'fold 1'])
    expect(table?.rows).toEqual([{ label: 'liver', values: [0.8, 0.8] }])
  })
})

describe('the plot that nnU-Net drew', () => {
  it('is shown, made smaller, of a fold without a log', async () => {
    const { figures, placements } = await figuresOf(
      nnunet(
        {
          [`${TRAINING}/fold_0/progress.png`]: await png(10, 10),
          [`${TRAINING}/fold_0/training_log_1.txt`]: log(0.1, 0.2),
          [`${TRAINING}/fold_1/progress.png`]: await png(3000, 5400),
        },
        ['fold_0', 'fold_1'],
      ),
    )
    const path = `liver/media/${TRAINING}/fold_1/progress.webp`
    expect(figures.progress).toEqual([
      { source: `${TRAINING}/fold_1/progress.png`, path, width: 1024, height: 1843 },
    ])
    expect(placements.map(({ to, how }) => [to, how])).toEqual([[path, 'link']])
  })

  it('is left out where it is no picture, is damaged, or the card has another at its address', async () => {
    const whole = await png(10, 10)
    const refused = nnunet(
      {
        [`${TRAINING}/fold_0/progress.png`]: '<script>',
        [`${TRAINING}/fold_1/progress.png`]: whole.subarray(0, -4),
        [`${TRAINING}/fold_2/progress.png`]: whole,
      },
      ['fold_0', 'fold_1', 'fold_2'],
    )
    const path = `${TRAINING}/fold_2/Progress.webp`
    refused.entry.pictures = [{ path, from: path, size: 1 }]
    const { figures, placements } = await figuresOf(refused)
    expect([figures.progress, placements]).toEqual([[], []])
  })
})
