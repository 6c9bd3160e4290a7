import { describe, expect, it } from 'vitest'
import { card, GOOD, problemsOf, readFiles, type Files } from '../folders.ts'

const ID = 'Dataset123_Liver'
const TRAINING = 'nnUNetTrainer__nnUNetPlans__2d'
const plus = (files: Files): Files => ({
  ...GOOD.nnunet,
  ...Object.fromEntries(Object.entries(files).map(([path, content]) => [`${ID}/${path}`, content])),
})
const without = (path: string): Files => {
  const files: Files = { ...GOOD.nnunet }
  Reflect.deleteProperty(files, `${ID}/${path}`)
  return files
}

describe('an nnU-Net results folder', () => {
  it('needs no card', async () => {
    const { entries, problems } = await readFiles(GOOD.nnunet)
    expect(problems).toEqual([])
    expect(entries[0]).toMatchObject({ title: ID, library: 'nnunet', license: { id: 'mit' } })
    expect(entries[0]?.nnunet).toMatchObject({
      trainings: [
        {
          folder: TRAINING,
          trainer: 'nnUNetTrainer',
          plans: 'nnUNetPlans',
          configuration: '2d',
          folds: ['fold_0'],
        },
      ],
      channels: ['CT'],
      labels: ['background', 'liver'],
    })
  })

  it('keeps what stands for a label, which may be several numbers', async () => {
    const labels = { background: 0, whole: [1, 2], core: 2, odd: 'x', ignore: 3 }
    const dataset = JSON.stringify({ labels, channel_names: { 0: 'CT' } })
    const { entries } = await readFiles(plus({ [`${TRAINING}/dataset.json`]: dataset }))
    expect(entries[0]?.nnunet?.labelValues).toEqual([[0], [1, 2], [2], [], [3]])
  })

  it('packs trainings alone, below the name of the data set', async () => {
    const { entries, problems } = await readFiles(
      plus({ 'README.md': card('license: mit', 'title: Livers'), 'thumbnail.png': 'x', LICENSE: 'x' }),
    )
    expect(problems).toEqual([])
    expect(entries[0]?.title).toBe('Livers')
    expect(entries[0]?.nnunet?.files.map(({ path }) => path)).toEqual([
      `${ID}/${TRAINING}/dataset.json`,
      `${ID}/${TRAINING}/fold_0/checkpoint_final.pth`,
      `${ID}/${TRAINING}/plans.json`,
    ])
  })

  it('sorts folds by their number', async () => {
    const folds = ['fold_10', 'fold_2', 'fold_all'].map((fold) => [
      `${TRAINING}/${fold}/checkpoint_final.pth`,
      'x',
    ])
    const { entries } = await readFiles(plus(Object.fromEntries(folds) as Files))
    expect(entries[0]?.nnunet?.trainings[0]?.folds).toEqual(['fold_0', 'fold_2', 'fold_10', 'fold_all'])
  })

  it.each([
    ['subprocess.Popen', 'error', 'can run any program'],
    ['exec', 'error', 'can run any program'],
    ['my_lab.nets.Net', 'warning', 'others may not have'],
  ])('is told of %s, which its plans have nnU-Net call: %s', async (name, severity, sentence) => {
    const architecture = { network_class_name: name, arch_kwargs: {}, _kw_requires_import: [] }
    const plans = JSON.stringify({ configurations: { '2d': { architecture } } })
    const { problems } = await readFiles(plus({ [`${TRAINING}/plans.json`]: plans }))
    expect(problems).toMatchObject([{ file: `zoo/${ID}/${TRAINING}/plans.json`, severity }])
    expect(problems[0]!.message).toContain(`imports and calls "${name}", which ${sentence}`)
  })

  it('may hold bare NaN where nobody reads it', async () => {
    expect(
      await problemsOf(plus({ [`${TRAINING}/fold_0/validation/summary.json`]: '{"Dice": NaN}' })),
    ).toEqual([])
  })

  it.each<[string, Files]>([
    ['There is no dataset.json', without(`${TRAINING}/dataset.json`)],
    ['There is no fold_0', without(`${TRAINING}/fold_0/checkpoint_final.pth`)],
    ['There is no checkpoint_final.pth', plus({ [`${TRAINING}/fold_1/checkpoint_best.pth`]: 'x' })],
    [
      '"background": 0',
      plus({ [`${TRAINING}/dataset.json`]: '{"labels": {"background": 1}, "modality": {"0": "CT"}}' }),
    ],
    ['"channel_names" is missing', plus({ [`${TRAINING}/dataset.json`]: '{"labels": {"background": 0}}' })],
    ['holds no "2d"', plus({ [`${TRAINING}/plans.json`]: '{"configurations": {"3d_fullres": {}}}' })],
    ['This is not JSON', plus({ [`${TRAINING}/plans.json`]: '{' })],
    ['belongs to no training', plus({ 'other/x.nii.gz': 'x' })],
    ['belongs to no training', plus({ 'notes.txt': 'x' })],
    [
      'must be named Dataset',
      Object.fromEntries(
        Object.entries(GOOD.nnunet).map(([path, content]) => [path.replace(ID, 'liver'), content]),
      ),
    ],
    [
      'The number 123 is that of zoo/Dataset123_Liver too',
      {
        ...GOOD.nnunet,
        ...Object.fromEntries(
          Object.entries(GOOD.nnunet).map(([path, content]) => [path.replace('_Liver', '_Spleen'), content]),
        ),
      },
    ],
  ])('of which "%s" is refused', async (message, files) => {
    expect((await problemsOf(files)).join('\n')).toContain(message)
  })
})
