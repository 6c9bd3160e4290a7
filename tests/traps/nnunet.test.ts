/** What nnU-Net stumbles over, refused before it is published. Servers: e2e/nnunet.test.ts. */
import { describe, expect, it } from 'vitest'
import { GOOD, problemsOf, readFiles, type Files } from '../zoo/folders.ts'

const ID = 'Dataset123_Liver'
const TRAINING = 'nnUNetTrainer__nnUNetPlans__2d'
const files: Files = GOOD.nnunet
const renamed = (from: string, to: string): Files =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [path.replace(from, to), content]))
const withDataset = (dataset: object): Files => ({
  ...files,
  [`${ID}/${TRAINING}/dataset.json`]: JSON.stringify({
    labels: { background: 0, liver: 1 },
    licence: 'MIT',
    ...dataset,
  }),
})

describe('a folder of nnU-Net results', () => {
  it.each([
    'nnUNetTrainer__nnUNetPlans',
    'nnUNetTrainer__a__nnUNetPlans__2d',
    'nnUNetTrainer_nnUNetPlans_2d',
  ])('has exactly two "__" in the name of a training, at which nnU-Net splits it: not %s', async (name) => {
    expect((await problemsOf(renamed(TRAINING, name))).join()).toMatch(
      /This folder is no entry|belongs to no training/,
    )
    const beside = Object.fromEntries(
      Object.entries(renamed(TRAINING, name)).map(([path, content]) => [path, content]),
    )
    expect((await problemsOf({ ...files, ...beside })).join()).toContain('belongs to no training')
  })

  it.each([
    ['channel_names', { channel_names: { 0: 'CT' } }],
    ['modality, the old name', { modality: { 0: 'CT' } }],
  ])('names its inputs under %s', async (_, dataset) => {
    expect(await problemsOf(withDataset(dataset))).toEqual([])
    expect((await readFiles(withDataset(dataset))).entries[0]?.nnunet?.channels).toEqual(['CT'])
  })

  it('may hold fold_all alone', async () => {
    const alone = renamed('fold_0', 'fold_all')
    expect(await problemsOf(alone)).toEqual([])
    expect((await readFiles(alone)).entries[0]?.nnunet?.trainings[0]?.folds).toEqual(['fold_all'])
  })

  it.each([
    ['labels', { labels: { liver: 1 }, channel_names: { 0: 'CT' } }],
    ['channel_names', {}],
  ])('is refused where dataset.json lacks %s', async (key, dataset) => {
    expect((await problemsOf(withDataset(dataset))).join()).toContain(`"${key}"`)
  })

  it('has a number of its own, or nnU-Net finds neither of the two', async () => {
    expect((await problemsOf({ ...files, ...renamed('_Liver', '_Spleen') })).join()).toContain(
      'nnU-Net then finds neither',
    )
  })

  it('packs nothing at the top of its zip, where it would land beside the data sets of the user', async () => {
    expect((await problemsOf({ ...files, [`${ID}/notes.txt`]: 'x' })).join()).toContain(
      'belongs to no training',
    )
    const { entries } = await readFiles(files)
    expect(entries[0]?.nnunet?.files.filter(({ path }) => !path.startsWith(`${ID}/${TRAINING}/`))).toEqual([])
  })

  it.each(['ensembles/a/plans.json', 'inference_information.json', 'inference_instructions.txt'])(
    'may hold %s, which nnU-Net wrote for itself and which is not published',
    async (path) => {
      const more = { ...files, [`${ID}/${path}`]: '{}' }
      expect(await problemsOf(more)).toEqual([expect.stringContaining(`zoo/${ID}/${path}: warning: `)])
      expect((await readFiles(more)).entries[0]?.nnunet?.files).toHaveLength(3)
    },
  )
})
