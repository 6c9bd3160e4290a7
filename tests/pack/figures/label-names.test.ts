import { describe, expect, it } from 'vitest'
import { findDataset, parseLabelNames } from '../../../src/pack/figures/label-names.ts'

describe('parseLabelNames', () => {
  it.each([
    ['nnU-Net', '{"labels": {"background": 0, "liver": 1, "vessel": 2}}'],
    ['the Medical Segmentation Decathlon', '{"labels": {"0": "background", "1": "liver", "2": "vessel"}}'],
  ])('reads the names of %s', (_whose, text) => {
    expect(parseLabelNames(text).get(1)).toBe('liver')
  })

  it.each([
    '',
    '[]',
    'null',
    '{"labels": null}',
    '{"labels": 7}',
    '{"labels": {"whole": [1, 2], "__proto__": {}}}',
  ])('reads none in %s', (text) => {
    expect(parseLabelNames(text).size).toBe(0)
  })

  it('bounds names in number and length', () => {
    const labels = Object.fromEntries(
      Array.from({ length: 5000 }, (_, i) => [`${i}-${'x'.repeat(999)}`, i + 1]),
    )
    const names = parseLabelNames(JSON.stringify({ labels }))
    expect([names.size, names.get(1)?.length]).toEqual([256, 80])
  })
})

describe('findDataset', () => {
  const file = (from: string) => ({ path: from, from, size: 1 })

  it('finds the nearest above the volume', () => {
    const files = [
      'dataset.json',
      'data/dataset.json',
      'data/labelsTr/dataset.json',
      'other/dataset.json',
    ].map(file)
    expect(findDataset(files, file('data/imagesTr/a.nii'))?.from).toBe('data/dataset.json')
  })

  it('finds none beside it', () => {
    expect(findDataset([file('other/dataset.json'), file('my-dataset.json')], file('data/a.nii'))).toBeNull()
  })
})
