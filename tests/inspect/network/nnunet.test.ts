import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readNnunet } from '../../../src/inspect/network/nnunet.ts'

const SHAPES = join(
  import.meta.dirname,
  '../../../zoo/Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/plans.json',
)
const PLANS = JSON.parse(readFileSync(SHAPES, 'utf8')) as {
  configurations: Record<string, Record<string, unknown>>
}
const ENDS = { channels: 1, classes: 4 }

const KERNELS = [
  [3, 3, 3],
  [3, 3, 3],
]
const EARLIER = {
  ...{ UNet_class_name: 'PlainConvUNet', UNet_base_num_features: 4, unet_max_num_features: 6 },
  ...{ n_conv_per_stage_encoder: [1, 1], n_conv_per_stage_decoder: [1], patch_size: [8, 8, 4] },
  conv_kernel_sizes: KERNELS,
  pool_op_kernel_sizes: [
    [1, 1, 1],
    [2, 2, 1],
  ],
}

function earlier(changes: object = {}) {
  return readNnunet({ configurations: { low: { ...EARLIER, ...changes } } }, 'low', {
    channels: 2,
    classes: 3,
  })
}

describe('the network of nnU-Net’s plans', () => {
  it('has as many parameters as the checkpoints that were trained with them', () => {
    expect(readNnunet(PLANS, '2d', ENDS)?.parameters).toBe(59_204)
  })

  it('narrows the maps and widens them again, beside what was found at the same size', () => {
    const layers = readNnunet(PLANS, '2d', ENDS)!.layers
    expect(layers.map(({ name, shape }) => `${name}: ${shape?.slice(1).join(' ')}`)).toEqual([
      ...[
        'input: 1 64 64',
        'encoder 1: 8 64 64',
        'encoder 2: 16 32 32',
        'encoder 3: 24 16 16',
        'encoder 4: 32 8 8',
      ],
      ...['up 3: 24 16 16', 'skip 3: 48 16 16', 'decoder 3: 24 16 16'],
      ...['up 2: 16 32 32', 'skip 2: 32 32 32', 'decoder 2: 16 32 32'],
      ...['up 1: 8 64 64', 'skip 1: 16 64 64', 'decoder 1: 8 64 64', 'output: 4 64 64'],
    ])
    expect(layers.find(({ name }) => name === 'skip 2')?.inputs).toEqual(['up 2', 'encoder 2'])
  })

  it('is read from plans of before version 2.5, too', () => {
    const network = earlier()
    expect(network?.layers[2]?.shape).toEqual([null, 6, 4, 4, 4])
    // Each convolution has a bias, and a factor and a summand of its normalisation.
    const [first, second] = [2 * 4 * 27 + 3 * 4, 4 * 6 * 27 + 3 * 6]
    const [up, last, head] = [6 * 4 * 4 + 4, 8 * 4 * 27 + 3 * 4, 4 * 3 + 3]
    expect(network?.parameters).toBe(first + second + up + last + head)
  })

  it('follows a configuration to the one that it inherits from', () => {
    const configurations = { ...PLANS.configurations, small: { inherits_from: '2d', patch_size: [32, 32] } }
    expect(readNnunet({ configurations }, 'small', ENDS)?.layers[1]?.shape).toEqual([null, 8, 32, 32])
  })

  it.each([{ UNet_class_name: 'ResidualEncoderUNet' }, { previous_stage: '3d_lowres' }])(
    'does not tell the parameters of %j',
    (changes) => {
      expect(earlier(changes)).toMatchObject({ parameters: null, layers: { length: 7 } })
    },
  )

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['no configuration', { configurations: { other: EARLIER } }],
    ['a circle', { configurations: { low: { inherits_from: 'low' } } }],
    ['a prototype', { configurations: { low: { inherits_from: '__proto__' } } }],
    ['features without end', { configurations: { low: { ...EARLIER, UNet_base_num_features: 1e300 } } }],
    [
      'stages without end',
      { configurations: { low: { ...EARLIER, conv_kernel_sizes: Array(1e5).fill([3, 3, 3]) } } },
    ],
    ['kernels of other sizes', { configurations: { low: { ...EARLIER, conv_kernel_sizes: [[3], [3]] } } }],
    ['one stage', { configurations: { low: { ...EARLIER, conv_kernel_sizes: [[3, 3, 3]] } } }],
  ])('is none in %s', (_, plans) => {
    expect(readNnunet(plans, 'low', ENDS)).toBeNull()
  })
})
