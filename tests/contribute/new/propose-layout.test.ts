import { describe, expect, it } from 'vitest'
import { proposeLayout } from '../../../src/contribute/new/propose-layout.ts'
import { cluesOf } from './clues-of.ts'

const TRAINING = 'nnUNetTrainer__nnUNetPlans__2d'
const PLANS = '{"dataset_name": "Dataset123_Liver"}'
const DATASET = '{"name": "Liver", "description": "Livers in CT. Many.", "licence": "CC-BY-4.0"}'

describe('the layout', () => {
  it.each([
    ['the folder of the data set', 'Dataset123_Liver', '', { root: '', prefix: '' }],
    ['the folder above it', 'nnUNet_results', 'Dataset123_Liver/', { root: 'Dataset123_Liver/', prefix: '' }],
    ['a folder that was renamed', 'export', '', { root: '', prefix: '' }],
  ])('is of nnU-Net, given %s', (_, name, parent, place) => {
    const clues = cluesOf(
      { [`${parent}${TRAINING}/plans.json`]: PLANS, [`${parent}${TRAINING}/dataset.json`]: DATASET },
      { name },
    )
    expect(proposeLayout(clues)).toEqual({
      layout: 'nnunet',
      ...place,
      answers: {
        id: 'Dataset123_Liver',
        title: 'Liver',
        summary: 'Livers in CT.',
        license: 'CC-BY-4.0',
        task: 'image-segmentation',
        library: 'nnunet',
      },
    })
  })

  it('is of nnU-Net, given one training', () => {
    const clues = cluesOf({ 'plans.json': PLANS, 'dataset.json': DATASET }, { name: TRAINING })
    expect(proposeLayout(clues)).toMatchObject({
      layout: 'nnunet',
      prefix: `${TRAINING}/`,
      answers: { id: 'Dataset123_Liver' },
    })
  })

  it('is not guessed for several data sets', () => {
    const clues = cluesOf({ [`a/${TRAINING}/plans.json`]: PLANS, [`b/${TRAINING}/plans.json`]: PLANS })
    expect(() => proposeLayout(clues)).toThrow(
      'There are trainings of several data sets: "a/", "b/". Name one of these folders.',
    )
  })

  it('is of DIGITS where a job wrote info.json', () => {
    const info =
      '{"snapshot file": "a.caffemodel", "name": "LeNet", "note": "Digits. Small.", "username": "ada", "framework": "torch", "labels file": "labels.txt"}'
    expect(proposeLayout(cluesOf({ 'job/info.json': info, 'job/a.caffemodel': '' }))).toEqual({
      layout: 'digits',
      root: 'job/',
      prefix: '',
      answers: {
        title: 'LeNet',
        summary: 'Digits.',
        license: '',
        library: 'torch',
        task: 'image-classification',
        authors: 'ada',
      },
    })
  })

  it.each([{ 'info.json': '{"a": 1}' }, { 'info.json': '[' }, { 'a.pt': '' }, { 'plans.json': '{}' }, {}])(
    'is that of a card for %j',
    (texts) => {
      expect(proposeLayout(cluesOf(texts as Record<string, string>)).layout).toBe('card')
    },
  )
})
