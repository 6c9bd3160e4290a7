import { describe, expect, it } from 'vitest'
import { emptyReport, type CheckpointReport } from '../../src/inspect/report.ts'
import { verdictText, weightsGroups } from '../../src/site/weights.ts'

const TORCH: CheckpointReport = {
  ...emptyReport('torch', 'known-imports'),
  imports: ['collections.OrderedDict', 'torch.FloatStorage'],
  tensors: [
    { name: 'conv.weight', dtype: 'float32', shape: [1200, 3] },
    { name: '', dtype: 'int64', shape: [] },
  ],
  parameters: 3601,
  hasOptimizer: true,
}

describe('the verdict on a file of weights', () => {
  it.each<[string, CheckpointReport]>([
    ['no code', emptyReport('safetensors', 'no-code')],
    ['contains code', emptyReport('torchscript', 'code')],
    ['pickle: 2 imports, all known', TORCH],
    ['pickle: no imports', { ...TORCH, imports: [] }],
    [
      'pickle: 2 imports, 1 of them by this store’s own decision',
      { ...TORCH, verdict: 'allowed-imports', ownImports: ['a.B'] },
    ],
  ])('is "%s"', (text, report) => expect(verdictText(report)).toBe(text))
})

describe('what a page says of weights', () => {
  it('puts files that hold the same together, each with its own notes', () => {
    const notes = {
      trainer: 't',
      epoch: 40,
      bestEma: 0.88955,
      configuration: '2d',
      fold: '0',
      mirroringAxes: null,
    }
    const groups = weightsGroups([
      { ...TORCH, path: 'fold_0/a.pth', nnunet: notes },
      { ...TORCH, path: 'fold_1/a.pth' },
      { ...emptyReport('onnx', 'no-code'), path: 'net.onnx' },
    ])
    expect(groups.map(({ files }) => files)).toEqual([
      [
        { path: 'fold_0/a.pth', notes: 'epoch 40, best moving Dice 0.8895' },
        { path: 'fold_1/a.pth', notes: '' },
      ],
      [{ path: 'net.onnx', notes: '' }],
    ])
  })

  it('gives shapes, counts and the use of an optimizer in words', () => {
    expect(weightsGroups([{ ...TORCH, path: 'a.pth' }])[0]).toMatchObject({
      format: 'PyTorch',
      isPlain: true,
      parameters: '3,601 parameters',
      optimizer: expect.stringContaining('training can be resumed') as string,
      tensors: [
        { name: 'conv.weight', dtype: 'float32', shape: '1,200 × 3' },
        { name: '(unnamed)', dtype: 'int64', shape: 'one number' },
      ],
      count: 2,
    })
  })

  it('shows two hundred tensors, and how many there are', () => {
    const tensors = Array.from({ length: 300 }, (_, index) => ({
      name: `${index}`,
      dtype: 'float32',
      shape: [1],
    }))
    const [group] = weightsGroups([{ ...TORCH, tensors, path: 'a.pth' }])
    expect([group!.tensors.length, group!.count]).toEqual([200, 300])
  })
})
