import { describe, expect, it } from 'vitest'
import { loosePictures, withPictures } from '../../../src/contribute/new/loose-pictures.ts'
import { propose } from '../../../src/contribute/new/proposal.ts'
import { cluesOf } from './clues-of.ts'

const found = (paths: readonly string[], prose = '') =>
  loosePictures(cluesOf(Object.fromEntries(paths.map((path) => [path, 'x']))).files, prose).map(
    ({ path }) => path,
  )

describe('loose pictures', () => {
  it.each([
    ['screenshots at the top', ['Screenshot 2026-03-01.png', 'model.onnx'], ['Screenshot 2026-03-01.png']],
    ['figures in their folder', ['figures/net.jpg', 'other/net.jpg'], ['figures/net.jpg']],
    ['none that the model is run on', ['input.png', 'case_7.png', 'liver_mask.png', 'scan001.png'], []],
    ['none of many', Array.from('abcdefg', (name) => `${name}.png`), []],
    ['no pictures of other kinds', ['net.tiff', 'net.svg'], []],
  ])('are %s', (_, paths, wanted) => {
    expect(found(paths)).toEqual(wanted)
  })

  it('are none that the prose shows', () => {
    expect(found(['net.png', 'results.png'], '![net](net.png)')).toEqual(['results.png'])
  })

  it('stand below the prose', () => {
    expect(withPictures('# Liver\n', ['a_b (1).png'])).toBe(
      '# Liver\n\n## Pictures\n\n![a b (1)](a_b%20%281%29.png)',
    )
    expect(withPictures('# Liver\n', [])).toBe('# Liver\n')
  })

  it('are the thumbnail, where none is named for it, and lie beside the card', () => {
    const texts = { 'model.onnx': '', 'net.png': 'x', 'result.png': 'larger' }
    const { files, pictures } = propose(cluesOf(texts))
    expect(files.map(({ path }) => path)).toEqual(['net.png', 'thumbnail.png', 'weights/model.onnx'])
    expect(pictures).toEqual(['net.png'])
  })
})
