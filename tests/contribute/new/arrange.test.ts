import { describe, expect, it } from 'vitest'
import { arrange, type ArrangeOptions } from '../../../src/contribute/new/arrange.ts'
import { cluesOf } from './clues-of.ts'

const CARD: ArrangeOptions = {
  layout: 'card',
  root: '',
  prefix: '',
  thumbnail: null,
  prose: '',
  pictures: [],
  weights: new Set(),
}

function arranged(paths: readonly string[], options: Partial<ArrangeOptions> = {}) {
  const { files } = cluesOf(Object.fromEntries(paths.map((path) => [path, ''])))
  const { files: placed, ...rest } = arrange(files, { ...CARD, ...options })
  return {
    ...rest,
    placed: Object.fromEntries(placed.map(({ path, from }) => [from.slice('/disk/'.length), path])),
  }
}

describe('files of a model card', () => {
  it.each([
    ['weights', 'out/best.pt', 'weights/best.pt'],
    [
      'weights of TensorFlow',
      'ckpt/model.ckpt-1.data-00000-of-00001',
      'weights/model.ckpt-1.data-00000-of-00001',
    ],
    ['what describes weights', 'labels.txt', 'weights/labels.txt'],
    ['volumes', 'cases/a.nii.gz', 'data/a.nii.gz'],
    ['code, with the folders that it imports by', 'nets/unet.py', 'code/nets/unet.py'],
    ['configurations', 'config.ini', 'code/config.ini'],
    ['folders that are sections already', 'weights/sub/a.pt', 'weights/sub/a.pt'],
    ['the licence', 'COPYING', 'LICENSE'],
    ['the citation', 'CITATION.cff', 'CITATION.cff'],
    ['the log of the training', 'training_log.csv', 'training_log.csv'],
  ])('%s: %s goes to %s', (_, path, place) => {
    expect(arranged([path]).placed).toEqual({ [path]: place })
  })

  it('get names that every system can keep, but for code', () => {
    const { placed, renamed, refused } = arranged(['Köpfe (groß)#1.pt', 'netz_für.py'])
    expect(placed).toEqual({
      'Köpfe (groß)#1.pt': 'weights/Kopfe (gross)_1.pt',
      'netz_für.py': 'code/netz_für.py',
    })
    expect(renamed).toEqual(['Köpfe (groß)#1.pt → Kopfe (gross)_1.pt'])
    expect(refused.map(({ path }) => path)).toEqual(['code/netz_für.py'])
  })

  it('have no name twice, where two become alike', () => {
    expect(arranged(['für.pt', 'fur.pt']).refused.map(({ message }) => message)).toEqual([
      expect.stringContaining('would have the same name'),
    ])
  })

  it('keep what describes others with them', () => {
    const { placed } = arranged([
      'a/net.onnx',
      'a/config.json',
      'samples/1.png',
      'samples/index.json',
      'src/run.py',
      'src/x.yaml',
    ])
    expect(Object.values(placed).sort()).toEqual(
      [
        'code/src/run.py',
        'code/src/x.yaml',
        'data/1.png',
        'data/index.json',
        'weights/config.json',
        'weights/net.onnx',
      ].sort(),
    )
  })

  it('are weights whatever they are called, where they were found to be some', () => {
    expect(arranged(['model.data'], { weights: new Set(['model.data']) }).placed).toEqual({
      'model.data': 'weights/model.data',
    })
  })

  it('serve the card where it shows them, and give its prose', () => {
    const { placed, leftOut } = arranged(['README.md', 'figures/net.png', 'a.pt'], {
      prose: '![net](figures/net.png)',
    })
    expect(placed).toEqual({ 'a.pt': 'weights/a.pt', 'figures/net.png': 'figures/net.png' })
    expect(leftOut).toEqual([])
  })

  it('are refused by names that some system cannot keep', () => {
    const { refused } = arranged(['A.pt', 'a.pt', 'bad#name.py'])
    expect(refused.map(({ path, message }) => [path, message.slice(0, 30)])).toEqual([
      ['code/bad#name.py', 'This has a name that not every'],
      ['weights/a.pt', '"weights/A.pt" would have the '],
    ])
  })
})

describe('files of other layouts', () => {
  it('stay where nnU-Net has them, and others are left out', () => {
    const paths = [
      'D/T__P__2d/plans.json',
      'D/postprocessing.pkl',
      'D/README.md',
      'D/LICENSE',
      'elsewhere.txt',
    ]
    expect(arranged(paths, { layout: 'nnunet', root: 'D/' })).toEqual({
      placed: { 'D/T__P__2d/plans.json': 'T__P__2d/plans.json', 'D/LICENSE': 'LICENSE' },
      refused: [],
      leftOut: ['D/postprocessing.pkl', 'elsewhere.txt'],
      renamed: [],
    })
  })

  it('get the folder of their training where only that was given', () => {
    expect(arranged(['plans.json'], { layout: 'nnunet', prefix: 'T__P__2d/' }).placed).toEqual({
      'plans.json': 'T__P__2d/plans.json',
    })
  })

  it('stay as DIGITS wrote them', () => {
    expect(
      arranged(['job/info.json', 'job/a.caffemodel'], { layout: 'digits', root: 'job/' }).placed,
    ).toEqual({
      'job/info.json': 'info.json',
      'job/a.caffemodel': 'a.caffemodel',
    })
  })
})
