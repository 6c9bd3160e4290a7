/**
 * What each kind of Caffe layer makes of its inputs, and how many numbers it learns.
 * Rules: https://github.com/BVLC/caffe/tree/master/src/caffe/layers
 */
import { details, shortSides, windowText } from './layer-text.ts'
import type { Sides } from './network.ts'
import { TextMessage } from './prototxt.ts'
import {
  axisOf,
  convolved,
  joined,
  MOST_SIDES,
  product,
  reshaped,
  side,
  spread,
  type Window,
} from './sides.ts'

export interface CaffeLayer {
  /** One for each output; fewer where they are unknown. */
  shapes: (Sides | null)[]
  /** Null: unknown. */
  parameters: number | null
  detail: string
  /** Whether it is where data come from. */
  isInput?: boolean
}

export interface CaffeStep {
  message: TextMessage
  /** Of what it reads. */
  bottoms: (Sides | null)[]
  topCount: number
}

type Rule = (step: CaffeStep) => CaffeLayer

/** Of an unknown type nothing is known. */
export function caffeLayer(type: string, step: CaffeStep): CaffeLayer {
  const rule = Object.hasOwn(RULES, type) ? RULES[type]! : unknown
  const layer = rule(step)
  const isBounded = (shape: Sides | null) => shape !== null && shape.length <= MOST_SIDES
  return { ...layer, shapes: layer.shapes.map((shape) => (isBounded(shape) ? shape : null)) }
}

const unknown: Rule = () => ({ shapes: [], parameters: null, detail: '' })
const unlearnt: Rule = () => ({ shapes: [], parameters: 0, detail: '' })
const same: Rule = ({ bottoms }) => ({ shapes: [bottoms[0] ?? null], parameters: 0, detail: '' })
const oneNumber: Rule = () => ({ shapes: [[]], parameters: 0, detail: '' })
const source: Rule = () => ({ shapes: [], parameters: 0, detail: '', isInput: true })

function parametersOf({ message }: CaffeStep, name: string): TextMessage {
  return message.message(`${name}_param`) ?? new TextMessage()
}

function shapeOf(shape: TextMessage): Sides | null {
  const sides = shape.numbers('dim').map(side)
  return sides.length <= MOST_SIDES ? sides : null
}

function input(name: string): Rule {
  return (step) => ({
    ...source(step),
    shapes: parametersOf(step, name).messages('shape').slice(0, 1000).map(shapeOf),
  })
}

const memoryData: Rule = (step) => {
  const given = parametersOf(step, 'memory_data')
  const sides = ['batch_size', 'channels', 'height', 'width'].map((name) => side(given.number(name)))
  return { ...source(step), shapes: [sides, sides.slice(0, 1)] }
}

/** One number for each of `count` axes, whether one is given for all, one for each, or height and width by name. */
function eachAxis(given: TextMessage, name: string, count: number, usual: number): number[] | null {
  const all = given.numbers(name)
  const list = all.length > 0 ? all : given.numbers(`${name}_size`)
  const named = (axis: string) => given.number(`${name}_${axis}`)
  const [height, width] = [named('h'), named('w')]
  if (count === 2 && (height !== null || width !== null)) return [height ?? usual, width ?? usual]
  if (list.length > 1) return list.length === count ? list : null
  return Array.from({ length: count }, () => list[0] ?? usual)
}

interface Windows {
  kernel: number[]
  strides: number[]
  pads: number[]
  dilations: number[]
}

/** Null where they make no sense. */
function windowsOf(given: TextMessage, count: number): Windows | null {
  const kernel = eachAxis(given, 'kernel', count, NaN)
  const strides = eachAxis(given, 'stride', count, 1)
  const pads = eachAxis(given, 'pad', count, 0)
  const dilations = eachAxis(given, 'dilation', count, 1)
  if (!kernel || !strides || !pads || !dilations) return null
  const isSize = (value: number) => Number.isInteger(value) && value > 0 && value < 2 ** 31
  const areSizes = [...kernel, ...strides, ...dilations].every(isSize)
  return areSizes && pads.every((pad) => pad === 0 || isSize(pad))
    ? { kernel, strides, pads, dilations }
    : null
}

function windowAt({ kernel, strides, pads, dilations }: Windows, at: number): Window {
  return { kernel: kernel[at]!, stride: strides[at]!, dilation: dilations[at]!, pad: [pads[at]!, pads[at]!] }
}

function convolution(isTransposed: boolean): Rule {
  return (step) => {
    const given = parametersOf(step, 'convolution')
    const [shape = null] = step.bottoms
    const axis = axisOf(given.number('axis') ?? 1, shape?.length ?? 4)
    const windows = axis === null ? null : windowsOf(given, (shape?.length ?? 4) - axis - 1)
    const filters = side(given.number('num_output'))
    const group = side(given.number('group') ?? 1)
    const detail = windows
      ? details(
          windowText(windows.kernel, windows),
          filters !== null && `${filters} filters`,
          group !== null && group > 1 && `${group} groups`,
        )
      : ''
    if (shape === null || axis === null || windows === null || filters === null || group === null)
      return { shapes: [], parameters: null, detail }
    const length = isTransposed ? spread : convolved
    const lengths = shape.slice(axis + 1).map((one, at) => length(one, windowAt(windows, at)))
    const made = [...shape.slice(0, axis), filters, ...lengths]
    const weights = product([shape[axis]!, filters, ...windows.kernel])
    const bias = given.isTrue('bias_term', true) ? filters : 0
    return {
      shapes: step.bottoms.map((one) => (one === shape ? made : null)),
      parameters: weights === null || weights % group !== 0 ? null : weights / group + bias,
      detail,
    }
  }
}

/** Caffe rounds up, and leaves out a window that would begin in the padding. */
const pooling: Rule = (step) => {
  const given = parametersOf(step, 'pooling')
  const [shape = null] = step.bottoms
  const kind = { MAX: 'maximum', AVE: 'average', STOCHASTIC: 'stochastic' }[given.text('pool') ?? 'MAX']
  if (given.isTrue('global_pooling', false)) {
    const made = shape?.length === 4 ? [...shape.slice(0, 2), 1, 1] : null
    return { shapes: [made], parameters: 0, detail: details(kind, 'whole map') }
  }
  const windows = windowsOf(given, 2)
  const detail = windows ? details(windowText(windows.kernel, windows), kind) : (kind ?? '')
  if (windows === null || shape?.length !== 4) return { shapes: [], parameters: 0, detail }
  const round = ['FLOOR', '1'].includes(given.text('round_mode') ?? '') ? Math.floor : Math.ceil
  const lengths = shape.slice(2).map((one, at) => pooled(one, windowAt(windows, at), round))
  return { shapes: [[...shape.slice(0, 2), ...lengths]], parameters: 0, detail }
}

function pooled(length: number | null, window: Window, round: (value: number) => number): number | null {
  const count = convolved(length, window, round)
  const [pad] = window.pad
  if (count === null || length === null || pad === 0) return count
  return side((count - 1) * window.stride >= length + pad ? count - 1 : count)
}

const innerProduct: Rule = (step) => {
  const given = parametersOf(step, 'inner_product')
  const [shape = null] = step.bottoms
  const outputs = side(given.number('num_output'))
  const axis = axisOf(given.number('axis') ?? 1, shape?.length ?? 0)
  const detail = outputs === null ? '' : `${outputs} outputs`
  if (shape === null || axis === null || outputs === null) return { shapes: [], parameters: null, detail }
  const weights = product([...shape.slice(axis), outputs])
  const bias = given.isTrue('bias_term', true) ? outputs : 0
  return {
    shapes: [[...shape.slice(0, axis), outputs]],
    parameters: weights === null ? null : weights + bias,
    detail,
  }
}

/** Learns what it multiplies with or adds, unless that is its second input. */
function scaling(name: 'scale' | 'bias'): Rule {
  return (step) => {
    const given = parametersOf(step, name)
    const [shape = null] = step.bottoms
    const axis = axisOf(given.number('axis') ?? 1, shape?.length ?? 0)
    const count = given.number('num_axes') ?? 1
    const learnt = axis === null ? null : product(shape!.slice(axis, count < 0 ? undefined : axis + count))
    const hasBias = name === 'scale' && given.isTrue('bias_term', false)
    const tensors = (step.bottoms.length < 2 ? 1 : 0) + (hasBias ? 1 : 0)
    return {
      shapes: [shape],
      parameters: tensors === 0 ? 0 : learnt && tensors * learnt,
      detail: details(hasBias && 'with bias'),
    }
  }
}

const prelu: Rule = (step) => {
  const [shape = null] = step.bottoms
  const isShared = parametersOf(step, 'prelu').isTrue('channel_shared', false)
  return { shapes: [shape], parameters: isShared ? 1 : (shape?.[1] ?? null), detail: '' }
}

const embed: Rule = (step) => {
  const given = parametersOf(step, 'embed')
  const [shape = null] = step.bottoms
  const [words, outputs] = [side(given.number('input_dim')), side(given.number('num_output'))]
  const weights = product([words, outputs])
  const bias = given.isTrue('bias_term', true) ? outputs! : 0
  return {
    shapes: [shape && shape.length < MOST_SIDES ? [...shape, outputs] : null],
    parameters: weights === null ? null : weights + bias,
    detail: details(words !== null && `${words} words`),
  }
}

const concat: Rule = (step) => {
  const given = parametersOf(step, 'concat')
  const axis = given.number('axis') ?? given.number('concat_dim') ?? 1
  return { shapes: [joined(step.bottoms, axis)], parameters: 0, detail: axis === 1 ? '' : `axis ${axis}` }
}

const slice: Rule = (step) => {
  const given = parametersOf(step, 'slice')
  const [shape = null] = step.bottoms
  const axis = axisOf(given.number('axis') ?? given.number('slice_dim') ?? 1, shape?.length ?? 0)
  const length = axis === null ? null : shape![axis]!
  if (shape === null || axis === null || length === null) return unlearnt(step)
  const points = given.numbers('slice_point').slice(0, step.topCount)
  const bounds = [0, ...points, length]
  const parts =
    points.length > 0
      ? bounds.slice(1).map((bound, at) => bound - bounds[at]!)
      : Array.from({ length: step.topCount }, () => length / step.topCount)
  return { shapes: parts.map((part) => shape.with(axis, side(part))), parameters: 0, detail: '' }
}

const eltwise: Rule = (step) => {
  const kind = { PROD: 'product', SUM: 'sum', MAX: 'maximum' }[
    parametersOf(step, 'eltwise').text('operation') ?? 'SUM'
  ]
  return { ...same(step), detail: kind ?? '' }
}

const flatten: Rule = (step) => {
  const given = parametersOf(step, 'flatten')
  const [shape = null] = step.bottoms
  const rank = shape?.length ?? 0
  const [start, end] = [axisOf(given.number('axis') ?? 1, rank), axisOf(given.number('end_axis') ?? -1, rank)]
  if (shape === null || start === null || end === null || end < start) return unlearnt(step)
  const flat = product(shape.slice(start, end + 1))
  return { shapes: [[...shape.slice(0, start), flat, ...shape.slice(end + 1)]], parameters: 0, detail: '' }
}

const reshape: Rule = (step) => {
  const given = parametersOf(step, 'reshape')
  const [shape = null] = step.bottoms
  const start = axisOf(given.number('axis') ?? 0, (shape?.length ?? 0) + 1)
  const count = given.number('num_axes') ?? -1
  if (shape === null || start === null) return unlearnt(step)
  const end = count < 0 ? shape.length : start + count
  const wanted = given.message('shape')?.numbers('dim') ?? []
  const middle = reshaped(shape.slice(start, end), wanted)
  return {
    shapes: [middle && [...shape.slice(0, start), ...middle, ...shape.slice(end)]],
    parameters: 0,
    detail: '',
  }
}

/** As large as the second input, from an axis on. */
const crop: Rule = (step) => {
  const [shape = null, like = null] = step.bottoms
  const axis = axisOf(parametersOf(step, 'crop').number('axis') ?? 2, shape?.length ?? 0)
  const made = shape && like && axis !== null && shape.length === like.length
  return {
    shapes: [made ? [...shape.slice(0, axis), ...like.slice(axis)] : null],
    parameters: 0,
    detail: '',
  }
}

const lrn: Rule = (step) => {
  const size = parametersOf(step, 'lrn').number('local_size') ?? 5
  return { ...same(step), detail: `over ${size}` }
}

const dropout: Rule = (step) => {
  const ratio = parametersOf(step, 'dropout').number('dropout_ratio') ?? 0.5
  return { ...same(step), detail: shortSides([ratio]) }
}

const split: Rule = ({ bottoms, topCount }) => ({
  shapes: Array.from({ length: topCount }, () => bottoms[0] ?? null),
  parameters: 0,
  detail: '',
})

const RULES: Record<string, Rule> = {
  ...{ Input: input('input'), DummyData: input('dummy_data'), MemoryData: memoryData },
  ...{ Data: source, ImageData: source, HDF5Data: source, WindowData: source },
  ...{ Convolution: convolution(false), Deconvolution: convolution(true), InnerProduct: innerProduct },
  ...{ Pooling: pooling, Scale: scaling('scale'), Bias: scaling('bias'), PReLU: prelu, Embed: embed },
  ...{ Concat: concat, Slice: slice, Eltwise: eltwise, Flatten: flatten, Reshape: reshape, Crop: crop },
  ...{ LRN: lrn, Dropout: dropout, Split: split },
  // What batch normalisation keeps are averages of the data: nobody trains them.
  ...{ BatchNorm: same, MVN: same, Softmax: same },
  ...{ ReLU: same, ELU: same, Sigmoid: same, TanH: same, AbsVal: same, BNLL: same, Exp: same, Log: same },
  ...{ Power: same, Threshold: same, Swish: same, Clip: same, SigmoidCrossEntropyLoss: oneNumber },
  ...{ SoftmaxWithLoss: oneNumber, EuclideanLoss: oneNumber, HingeLoss: oneNumber, InfogainLoss: oneNumber },
  ...{ ContrastiveLoss: oneNumber, MultinomialLogisticLoss: oneNumber, Accuracy: oneNumber },
  ...{ ArgMax: unlearnt, Reduction: unlearnt, Filter: unlearnt, BatchReindex: unlearnt, Im2col: unlearnt },
  ...{ SPP: unlearnt, Tile: unlearnt, Silence: unlearnt, HDF5Output: unlearnt, Permute: unlearnt },
}
