import { describe, expect, it } from 'vitest'
import { foldedText, inputsOutputs } from '../../src/site/inputs-outputs.ts'
import { digitsEntry, nnunetEntry } from '../fixtures/store.ts'
import { sampleEntry } from './sample-entry.ts'
import { networkOf } from './sample-network.ts'

const withClasses = (...classes: string[]) => {
  const entry = digitsEntry()
  return inputsOutputs({ ...entry, figures: { ...entry.figures, classes } })
}

describe('what goes in and comes out', () => {
  it('is nothing where no file tells it', () => {
    expect(inputsOutputs(sampleEntry())).toEqual([])
  })

  it('is channels and labels with their numbers for nnU-Net', () => {
    const entry = nnunetEntry()
    const labels = ['background', 'whole tumour', 'core', 'ignore']
    const nnunet = { ...entry.nnunet!, channels: ['CT', 'PET'], labels, labelValues: [[0], [1, 2], [2], [3]] }
    const lists = inputsOutputs({ ...entry, nnunet })
    expect(lists.map(({ direction, caption }) => `${direction}: ${caption}`)).toEqual([
      'In: 2 channels',
      'Out: 4 labels',
    ])
    expect(lists[1]?.shown.map(({ key, text, note }) => [key, text, note])).toEqual([
      ['0', 'background', ''],
      ['1, 2', 'whole tumour', 'one region'],
      ['2', 'core', ''],
      ['3', 'ignore', 'left out of the training'],
    ])
  })

  it('is an image and classes for DIGITS', () => {
    const lists = withClasses('zero', 'one')
    expect(lists.map(({ caption }) => caption)).toEqual(['1 image', '2 classes'])
    expect(lists[0]?.shown[0]?.text).toBe('28 × 28 pixels, grey')
    expect(lists[1]?.shown[1]).toMatchObject({ key: '1', text: 'one' })
  })

  it('is the tensors of a network', () => {
    const port = { name: 'image', dtype: 'float32', shape: ['batch', 1, 32, 32] }
    const entry = sampleEntry()
    const figures = { ...entry.figures, networks: [{ ...networkOf(), inputs: [port], outputs: [] }] }
    expect(inputsOutputs({ ...entry, figures })).toMatchObject([
      { caption: '1 tensor', shown: [{ key: 'image', text: 'batch × 1 × 32 × 32', note: 'float32' }] },
    ])
  })

  it('folds what is more than anybody reads', () => {
    const [, classes] = withClasses(...Array.from({ length: 5000 }, (_, at) => `class ${at}`))
    expect([classes?.shown.length, classes?.folded.length, classes?.count]).toEqual([40, 960, 5000])
    expect(foldedText(classes!)).toBe('4,960 more, the first 960 of them here')
  })
})
