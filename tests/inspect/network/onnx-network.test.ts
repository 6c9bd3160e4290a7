import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Layer, UnplacedNetwork } from '../../../src/inspect/network/network.ts'
import { readOnnx } from '../../../src/inspect/network/onnx-network.ts'
import { bytesOf } from '../../../src/lib/byte-source.ts'
import { field, floats, join, model, node, numbers, port, weights } from './onnx-bytes.ts'

const SHAPES = joinPath(import.meta.dirname, '../../../zoo/shapes_classifier/weights/model.onnx')

function read(...graph: Buffer[]): UnplacedNetwork | null {
  return readOnnx(bytesOf(model(...graph)))
}

function lastOf(...graph: Buffer[]): Layer | undefined {
  return read(...graph)?.layers.at(-1)
}

const x = (...sides: (number | string)[]) => port(11, 'x', ...sides)

describe('an ONNX network', () => {
  it('is read with shapes and parameters: the sample', () => {
    const network = readOnnx(bytesOf(readFileSync(SHAPES)))!
    // 12 · 9 + 12, 24 · 12 · 9 + 24, 48 · 24 · 9 + 48, 4 · 48 + 4: the exporter has folded the batch normalisation into them.
    expect(network.parameters).toBe(120 + 2616 + 10_416 + 196)
    expect(network.inputs).toEqual([{ name: 'image', dtype: 'float32', shape: ['batch', 1, 32, 32] }])
    expect(network.outputs).toEqual([{ name: 'logits', dtype: 'float32', shape: ['batch', 4] }])
    expect(network.layers.map(({ type, shape }) => `${type} ${shape?.slice(1).join(' ')}`)).toEqual([
      'Input 1 32 32',
      'Conv 12 32 32',
      'Relu 12 32 32',
      'MaxPool 12 16 16',
      'Conv 24 16 16',
      'Relu 24 16 16',
      'MaxPool 24 8 8',
      'Conv 48 8 8',
      'Relu 48 8 8',
      'MaxPool 48 4 4',
      'GlobalAveragePool 48 1 1',
      'Flatten 48',
      'Gemm 4',
    ])
  })

  it.each<[string, Buffer[], string]>([
    [
      'Conv',
      [weights('w', 8, 3, 3, 3), node('Conv', ['x', 'w'], 'y', { strides: [2, 2], pads: [1, 1, 1, 1] })],
      '1 8 5 5',
    ],
    [
      'Conv with auto_pad',
      [weights('w', 8, 3, 3, 3), node('Conv', ['x', 'w'], 'y', { strides: [3, 3], auto_pad: 'SAME_UPPER' })],
      '1 8 4 4',
    ],
    [
      'Conv with dilation',
      [weights('w', 8, 3, 3, 3), node('Conv', ['x', 'w'], 'y', { dilations: [2, 3] })],
      '1 8 6 4',
    ],
    [
      'ConvTranspose',
      [
        weights('w', 3, 4, 3, 3),
        node('ConvTranspose', ['x', 'w'], 'y', {
          strides: [2, 2],
          output_padding: [1, 1],
          pads: [1, 1, 1, 1],
          group: 1,
        }),
      ],
      '1 4 20 20',
    ],
    ['MaxPool', [node('MaxPool', ['x'], 'y', { kernel_shape: [3, 3], strides: [2, 2] })], '1 3 4 4'],
    [
      'MaxPool, rounded up',
      [node('MaxPool', ['x'], 'y', { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 })],
      '1 3 5 5',
    ],
    ['GlobalMaxPool', [node('GlobalMaxPool', ['x'], 'y')], '1 3 1 1'],
    ['Flatten', [node('Flatten', ['x'], 'y')], '1 300'],
    ['Flatten from the end', [node('Flatten', ['x'], 'y', { axis: -1 })], '30 10'],
    ['Reshape', [numbers('s', 0, -1, 50), node('Reshape', ['x', 's'], 'y')], '1 6 50'],
    ['Transpose', [node('Transpose', ['x'], 'y', { perm: [0, 2, 3, 1] })], '1 10 10 3'],
    ['Concat', [node('Concat', ['x', 'x'], 'y', { axis: -3 })], '1 6 10 10'],
    ['Pad', [numbers('p', 0, 0, 1, 2, 0, 0, 3, 4), node('Pad', ['x', 'p'], 'y')], '1 3 14 16'],
    ['Resize', [floats('s', 1, 1, 2, 2.5), node('Resize', ['x', '', 's'], 'y')], '1 3 20 25'],
    ['Resize to sizes', [numbers('s', 1, 3, 7, 9), node('Resize', ['x', '', '', 's'], 'y')], '1 3 7 9'],
    ['Squeeze', [numbers('a', 0), node('Squeeze', ['x', 'a'], 'y')], '3 10 10'],
    ['Unsqueeze', [numbers('a', -1, 0), node('Unsqueeze', ['x', 'a'], 'y')], '1 1 3 10 10 1'],
    [
      'Slice',
      [numbers('a', 1), numbers('b', -1), numbers('c', 2), node('Slice', ['x', 'a', 'b', 'c'], 'y')],
      '1 3 8 10',
    ],
    ['Split', [node('Split', ['x'], 'y', { axis: 1 })], '1 3 10 10'],
    ['ReduceMean', [node('ReduceMean', ['x'], 'y', { axes: [2, 3], keepdims: 0 })], '1 3'],
    ['MatMul', [weights('w', 10, 4), node('MatMul', ['x', 'w'], 'y')], '1 3 10 4'],
    ['Add', [weights('b', 3, 1, 1), node('Add', ['x', 'b'], 'y')], '1 3 10 10'],
    ['Gather', [numbers('i', 0, 1), node('Gather', ['x', 'i'], 'y', { axis: 2 })], '1 3 2 10'],
    [
      'DepthToSpace',
      [
        numbers('s', 0, 12, 5, 5),
        node('Reshape', ['x', 's'], 'r'),
        node('DepthToSpace', ['r'], 'y', { blocksize: 2 }),
      ],
      '1 3 10 10',
    ],
  ])('works out %s', (_, nodes, shape) => {
    expect(lastOf(x(1, 3, 10, 10), ...nodes)?.shape?.join(' ')).toBe(shape)
  })

  it('reckons with shapes inside the graph, and shows no layers for that', () => {
    const network = read(
      x('batch', 3, 10, 10),
      ...[numbers('zero', 0), numbers('rest', -1)],
      node('Shape', ['x'], 'shape'),
      node('Gather', ['shape', 'zero'], 'first', { axis: 0 }),
      node('Concat', ['first', 'rest'], 'wanted', { axis: 0 }),
      node('Reshape', ['x', 'wanted'], 'y'),
    )
    expect(network?.layers.map(({ name, shape }) => [name, shape])).toEqual([
      ['x', [null, 3, 10, 10]],
      ['y', [null, 300]],
    ])
  })

  it('believes what the file says of a shape', () => {
    const layer = lastOf(x(1, 4), port(13, 'y', 1, 'n', 7), node('Mystery', ['x'], 'y'))
    expect(layer?.shape).toEqual([1, null, 7])
  })

  it('guesses no shape after an unknown type', () => {
    const layer = lastOf(x(1, 4), node('Mystery', ['x'], 'a'), node('Relu', ['a'], 'y'))
    expect(layer).toMatchObject({ inputs: ['a'], shape: null, parameters: 0 })
  })

  it('counts weights once, whoever prepares them', () => {
    const network = read(
      ...[x(1, 4), weights('w', 4, 4)],
      node('Transpose', ['w'], 'turned', { perm: [1, 0] }),
      node('MatMul', ['x', 'turned'], 'a'),
      node('MatMul', ['a', 'w'], 'b'),
    )
    expect(network?.layers.map(({ parameters }) => parameters)).toEqual([0, 16, 0])
    expect(network?.parameters).toBe(16)
  })

  it('leaves averages out of what is learnt', () => {
    const names = ['scale', 'bias', 'mean', 'variance']
    const layer = lastOf(
      x(1, 3),
      ...names.map((name) => weights(name, 3)),
      node('BatchNormalization', ['x', ...names], 'y'),
    )
    expect(layer?.parameters).toBe(6)
  })

  it('does not tell the parameters of a network with networks inside', () => {
    const body = field(
      1,
      join(field(1, 'x'), field(2, 'y'), field(4, 'Loop'), field(5, join(field(1, 'body'), field(6, '')))),
    )
    expect(read(x(1, 3), body)).toMatchObject({
      parameters: null,
      layers: [{}, { type: 'Loop', parameters: null }],
    })
  })

  it('lists no weights among the inputs', () => {
    expect(
      read(x(1, 4), port(11, 'w', 4, 4), weights('w', 4, 4), node('MatMul', ['x', 'w'], 'y'))?.inputs,
    ).toHaveLength(1)
  })
})

describe('a hostile ONNX file', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no protobuf', Buffer.from('not a network at all')],
    ['a graph that breaks off', model(x(1, 4), node('Relu', ['x'], 'y')).subarray(0, 40)],
    ['a graph without layers', model(weights('w', 2))],
  ])('gives no network: %s', (_, bytes) => {
    expect(readOnnx(bytesOf(bytes))).toBeNull()
  })

  it('may lead in a circle', () => {
    const layers = read(x(1, 4), node('Add', ['x', 'b'], 'a'), node('Relu', ['a'], 'b'))?.layers
    expect(layers?.map(({ name, inputs }) => [name, ...inputs])).toEqual([['x'], ['a', 'x'], ['b', 'a']])
  })

  it('may give one name many times', () => {
    const layers = read(x(1, 4), ...Array<Buffer>(3).fill(node('Relu', ['x'], 'x')))?.layers
    expect(layers?.map(({ name }) => name)).toEqual(['x', 'x (2)', 'x (3)', 'x (4)'])
  })

  it.each<[string, Buffer[]]>([
    ['huge sides', [x(2 ** 53, 2 ** 40, 3, 3), node('Flatten', ['x'], 'y')]],
    ['sides below zero', [x(-1, 3, 3, 3), node('Flatten', ['x'], 'y')]],
    [
      'strides of zero',
      [x(1, 3, 8, 8), node('MaxPool', ['x'], 'y', { kernel_shape: [2, 2], strides: [0, 0] })],
    ],
    ['kernels below zero', [x(1, 3, 8, 8), node('MaxPool', ['x'], 'y', { kernel_shape: [-2, -2] })]],
    ['axes that are not there', [x(1, 3), node('Concat', ['x', 'x'], 'y', { axis: 99 })]],
    ['an order that repeats', [x(1, 3), node('Transpose', ['x'], 'y', { perm: [0, 0] })]],
    ['a split of nothing', [x(1, 3), node('Split', ['x'], 'y', { axis: 7 })]],
  ])('makes no numbers of %s', (_, graph) => {
    const { shape = null } = lastOf(...graph) ?? {}
    expect(shape?.every((side) => side === null || (Number.isSafeInteger(side) && side > 0)) ?? true).toBe(
      true,
    )
  })

  it('of many nodes is read in bounded time', () => {
    const nodes = Array.from({ length: 20_000 }, (_, at) =>
      node('Relu', [at === 0 ? 'x' : `n${at - 1}`], `n${at}`),
    )
    expect(read(x(1, 4), ...nodes)?.layers).toHaveLength(20_001)
  })
})
