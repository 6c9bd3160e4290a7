import { describe, expect, it } from 'vitest'
import { pairVolumes } from '../../../src/pack/figures/volumes.ts'

function pairs(...paths: string[]) {
  const files = paths.map((path) => ({ path, from: path, size: 1 }))
  return pairVolumes(files).map(({ image, labels }) => [image?.from ?? null, labels?.from ?? null])
}

describe('pairVolumes', () => {
  it.each([
    ['data/a_image.nii.gz', 'data/a_label.nii.gz'],
    ['data/a.nii.gz', 'data/a_seg.nii.gz'],
    ['data/a.nii', 'data/a-mask.nii.gz'],
    ['data/A_T1.nii.gz', 'data/a_t1_labels.NII.GZ'],
    ['imagesTr/x_0000.nii.gz', 'labelsTr/x.nii.gz'],
    ['data/imagesTs/x.nii.gz', 'data/labelsTs/x.nii.gz'],
    ['data/img0001.nii.gz', 'data/label0001.nii.gz'],
    ['data/images/7.nii.gz', 'data/masks/7.nii.gz'],
    ['data/case/image.nii.gz', 'data/case/label.nii.gz'],
  ])('joins %s with %s', (image, labels) => {
    expect(pairs(labels, image)).toEqual([[image, labels]])
  })

  it.each([
    ['cases', ['data/a_image.nii.gz', 'data/b_label.nii.gz']],
    ['folders', ['one/a.nii.gz', 'two/a_seg.nii.gz']],
    ['parts of a data set', ['imagesTr/x.nii.gz', 'labelsTs/x.nii.gz']],
  ])('keeps different %s apart', (_what, [image, labels]) => {
    expect(pairs(image!, labels!)).toEqual([
      [image, null],
      [null, labels],
    ])
  })

  it('puts pairs first, and takes the first channel', () => {
    expect(pairs('a.nii', 'imagesTr/z_0001.nii', 'labelsTr/z.nii', 'imagesTr/z_0000.nii')).toEqual([
      ['imagesTr/z_0000.nii', 'labelsTr/z.nii'],
      ['a.nii', null],
    ])
  })

  it('passes over what is no volume', () => {
    expect(pairs('a.nii.txt', 'nii.gz', 'b.png')).toEqual([])
  })
})
