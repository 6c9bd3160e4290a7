import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCaffe } from '../../../src/inspect/network/caffe.ts'
import type { Layer } from '../../../src/inspect/network/network.ts'

const LENET = join(import.meta.dirname, '../../../zoo/lenet/deploy.prototxt')
const input = (...sides: number[]) =>
  `input: "data" input_shape { ${sides.map((side) => `dim: ${side}`).join(' ')} }`

/** The last layer of a network that begins with an input of the given sides. */
function lastOf(sides: number[], ...layers: string[]): Layer | undefined {
  return readCaffe(`${input(...sides)}\n${layers.join('\n')}`)?.layers.at(-1)
}

const layer = (type: string, parameters = '', bottom = 'data', top = 'out') =>
  `layer { name: "${top}" type: "${type}" bottom: "${bottom}" top: "${top}" ${parameters} }`

describe('a network in Caffe’s text format', () => {
  it('is read with shapes and parameters: LeNet', () => {
    const network = readCaffe(readFileSync(LENET, 'utf8'))!
    expect(network).toMatchObject({
      name: 'LeNet',
      format: 'caffe',
      parameters: 431_080,
      inputs: [{ name: 'data', shape: [1, 1, 28, 28] }],
      outputs: [{ name: 'softmax', shape: [1, 10] }],
    })
    expect(network.layers.map(({ name, shape, parameters }) => [name, shape?.join(' '), parameters])).toEqual(
      [
        ['data', '1 1 28 28', 0],
        ['scale', '1 1 28 28', 0],
        ['conv1', '1 20 24 24', 520],
        ['pool1', '1 20 12 12', 0],
        ['conv2', '1 50 8 8', 25_050],
        ['pool2', '1 50 4 4', 0],
        ['ip1', '1 500', 400_500],
        ['relu1', '1 500', 0],
        ['ip2', '1 10', 5010],
        ['softmax', '1 10', 0],
      ],
    )
  })

  it.each<[string, string, number[], string, number]>([
    // 3 · 8 · 3 · 3 + 8; (10 + 2 - 3) / 2 + 1 = 5.5
    [
      'Convolution',
      'convolution_param { num_output: 8 kernel_size: 3 stride: 2 pad: 1 }',
      [1, 3, 10, 11],
      '1 8 5 6',
      224,
    ],
    [
      'Convolution',
      'convolution_param { num_output: 8 kernel_h: 1 kernel_w: 5 bias_term: false }',
      [1, 3, 10, 11],
      '1 8 10 7',
      120,
    ],
    // 3 with dilation 2 reaches over 5; 4 / 2 · 6 · 9 + 6
    [
      'Convolution',
      'convolution_param { num_output: 6 kernel_size: 3 dilation: 2 group: 2 }',
      [1, 4, 9, 9],
      '1 6 5 5',
      114,
    ],
    [
      'Convolution',
      'convolution_param { num_output: 2 kernel_size: 3 kernel_size: 3 kernel_size: 1 }',
      [1, 1, 8, 8, 4],
      '1 2 6 6 4',
      20,
    ],
    // 2 · (7 - 1) + 4 - 2
    [
      'Deconvolution',
      'convolution_param { num_output: 5 kernel_size: 4 stride: 2 pad: 1 }',
      [1, 3, 7, 7],
      '1 5 14 14',
      245,
    ],
    // (7 - 2) / 2 + 1 = 3.5, rounded up
    ['Pooling', 'pooling_param { kernel_size: 2 stride: 2 }', [1, 3, 7, 8], '1 3 4 4', 0],
    // (4 + 2 - 2) / 2 + 1 = 3, which the padding does not let begin behind the data: 2 · 2 < 5
    ['Pooling', 'pooling_param { kernel_size: 2 stride: 2 pad: 1 }', [1, 3, 4, 3], '1 3 3 2', 0],
    ['Pooling', 'pooling_param { pool: AVE global_pooling: true }', [1, 3, 7, 9], '1 3 1 1', 0],
    ['InnerProduct', 'inner_product_param { num_output: 4 }', [2, 3, 5, 5], '2 4', 304],
    [
      'InnerProduct',
      'inner_product_param { num_output: 4 axis: 2 bias_term: false }',
      [2, 3, 5, 5],
      '2 3 4',
      100,
    ],
    ['Scale', 'scale_param { bias_term: true }', [1, 6, 2, 2], '1 6 2 2', 12],
    ['Bias', '', [1, 6, 2, 2], '1 6 2 2', 6],
    ['PReLU', '', [1, 6, 2, 2], '1 6 2 2', 6],
    ['BatchNorm', '', [1, 6, 2, 2], '1 6 2 2', 0],
    ['Flatten', '', [2, 3, 4, 5], '2 60', 0],
    ['Flatten', 'flatten_param { axis: 0 end_axis: 1 }', [2, 3, 4, 5], '6 4 5', 0],
    ['Reshape', 'reshape_param { shape { dim: 0 dim: -1 dim: 10 } }', [2, 3, 4, 5], '2 6 10', 0],
    ['Reshape', 'reshape_param { shape { dim: 0 dim: 7 } }', [2, 3, 4, 5], '2 7', 0],
    ['Softmax', '', [2, 3], '2 3', 0],
    ['SoftmaxWithLoss', '', [2, 3], '', 0],
    ['Embed', 'embed_param { num_output: 8 input_dim: 100 bias_term: false }', [2, 3], '2 3 8', 800],
  ])('works out a layer of type %s: %s', (type, parameters, sides, shape, count) => {
    const made = lastOf(sides, layer(type, parameters))
    expect([made?.shape?.join(' '), made?.parameters]).toEqual([shape, count])
  })

  it('lays blobs side by side, and cuts them apart', () => {
    const slice = 'layer { type: "Slice" bottom: "data" top: "a" top: "b" slice_param { slice_point: 2 } }'
    expect(lastOf([1, 6, 4, 4], slice, layer('ReLU', '', 'b'))?.shape).toEqual([1, 4, 4, 4])
    const concat = 'layer { type: "Concat" bottom: "b" bottom: "data" top: "c" }'
    expect(lastOf([1, 6, 4, 4], slice, concat)).toMatchObject({ inputs: ['a', 'data'], shape: [1, 10, 4, 4] })
  })

  it('crops to the second blob', () => {
    const small = layer('Pooling', 'pooling_param { kernel_size: 2 stride: 2 }', 'data', 'small')
    const crop = 'layer { type: "Crop" bottom: "data" bottom: "small" top: "c" crop_param { axis: 2 } }'
    expect(lastOf([1, 6, 8, 8], small, crop)?.shape).toEqual([1, 6, 4, 4])
  })

  it('lets a layer that writes over what it reads stand between its neighbours', () => {
    const network = readCaffe(
      `${input(1, 4)} ${layer('ReLU', '', 'data', 'data')} ${layer('InnerProduct', 'inner_product_param { num_output: 2 }')}`,
    )
    expect(network?.layers.map(({ name, inputs }) => [name, ...inputs])).toEqual([
      ['data'],
      ['data (2)', 'data'],
      ['out', 'data (2)'],
    ])
  })

  it('knows the forms of earlier years', () => {
    const old = `input: "data" input_dim: 1 input_dim: 3 input_dim: 8 input_dim: 8
      layers { name: "c" type: CONVOLUTION bottom: "data" top: "c" convolution_param < num_output: 2, kernel_size: 3; > }
      layers { name: "p" type: POOLING bottom: "c" top: "p" pooling_param { pool: MAX kernel_size: 2 stride: 2 } }`
    expect(readCaffe(old)?.layers.map(({ type, shape }) => [type, shape?.join(' ')])).toEqual([
      ['Input', '1 3 8 8'],
      ['Convolution', '1 2 6 6'],
      ['Pooling', '1 2 3 3'],
    ])
  })

  it('leaves out what only a training has', () => {
    const rules = ['include { phase: TRAIN }', 'exclude { stage: "deploy" }', 'include { phase: TEST }', '']
    const text = rules.map((rule, at) => layer('ReLU', rule, 'data', `r${at}`)).join('\n')
    expect(readCaffe(`${input(1, 2)} ${text}`)?.layers.map(({ name }) => name)).toEqual(['data', 'r2', 'r3'])
  })

  it('counts shared weights once', () => {
    const shared = 'inner_product_param { num_output: 2 } param { name: "w" } param { name: "b" }'
    const network = readCaffe(
      `${input(1, 4)} ${layer('InnerProduct', shared, 'data', 'a')} ${layer('InnerProduct', shared, 'data', 'b')}`,
    )
    expect(network?.parameters).toBe(10)
  })

  it.each([
    ['an unknown type', layer('Mystery')],
    [
      'a window larger than the map',
      layer('Convolution', 'convolution_param { num_output: 2 kernel_size: 99 }'),
    ],
    ['a stride of 0', layer('Pooling', 'pooling_param { kernel_size: 2 stride: 0 }')],
    ['a number that is none', layer('InnerProduct', 'inner_product_param { num_output: 1e400 }')],
    ['a number below zero', layer('InnerProduct', 'inner_product_param { num_output: -3 }')],
    ['a blob that nobody makes', layer('ReLU', '', 'nowhere')],
  ])('guesses no shape after %s', (_, text) => {
    const made = lastOf([1, 3, 8, 8], text, layer('ReLU', '', 'out', 'end'))
    expect(made?.shape?.includes(null) ?? true).toBe(true)
  })
})

describe('hostile text', () => {
  it.each([
    ['', null],
    ['name: "only"', null],
    ['layer {', null],
    ['layer { name: "x" }}', null],
    ['layer { name: "unclosed }', null],
    ['{'.repeat(100_000), null],
    ['layer { '.repeat(100_000), null],
    ['layer: { a: ['.repeat(1000), null],
    ['a: "\\'.repeat(100_000), null],
    ['a: 1 '.repeat(400_000), null],
    ['\0\u202e', null],
  ])('is no network: %#', (text, network) => {
    expect(readCaffe(text)).toBe(network)
  })

  it('of many layers is read in bounded time', () => {
    const text = 'layer{type:"ReLU" bottom:"a" top:"a"}'.repeat(10_000)
    expect(readCaffe(`input:"a" ${text}`)?.layers).toHaveLength(10_001)
  })

  it('cannot make shapes that grow without end', () => {
    const grow = layer(
      'Reshape',
      'reshape_param { axis: -1 num_axes: 0 shape { dim: 1 dim: 1 dim: 1 } }',
      'data',
      'data',
    )
    expect(lastOf([1, 2], ...Array<string>(30).fill(grow))?.shape).toBeNull()
  })

  it('has names of one bounded line each', () => {
    const made = lastOf([1], `layer { name: "a\\n${'x'.repeat(1000)}\u202e" type: "ReLU\u0007" }`)
    expect(made?.name).toMatch(/^a x{117}…$/)
    expect(made?.type).toBe('ReLU')
  })
})
