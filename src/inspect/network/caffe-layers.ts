/**
 * What each kind of Caffe layer makes of its inputs, and how many numbers it learns.
 * Rules: https://github.com/BVLC/caffe/tree/master/src/caffe/layers
 */
import { concat, crop, dropout, eltwise, flatten, lrn, reshape, slice, split } from './caffe-shapes.ts'
import {
  parametersOf,
  same,
  unlearnt,
  type CaffeLayer,
  type CaffeRule,
  type CaffeStep,
} from './caffe-step.ts'
import { embed, innerProduct, prelu, scaling } from './caffe-weights.ts'
import { convolution, pooling } from './caffe-windows.ts'
import type { Sides } from './network.ts'
import type { TextMessage } from './prototxt.ts'
import { MOST_SIDES, side } from './sides.ts'

/** Of an unknown type nothing is known. */
export function caffeLayer(type: string, step: CaffeStep): CaffeLayer {
  const rule = Object.hasOwn(RULES, type) ? RULES[type]! : unknown
  const layer = rule(step)
  const isBounded = (shape: Sides | null) => shape !== null && shape.length <= MOST_SIDES
  return { ...layer, shapes: layer.shapes.map((shape) => (isBounded(shape) ? shape : null)) }
}

const unknown: CaffeRule = () => ({ shapes: [], parameters: null, detail: '' })
const oneNumber: CaffeRule = () => ({ shapes: [[]], parameters: 0, detail: '' })
const source: CaffeRule = () => ({ shapes: [], parameters: 0, detail: '', isInput: true })

function shapeOf(shape: TextMessage): Sides | null {
  const sides = shape.numbers('dim').map(side)
  return sides.length <= MOST_SIDES ? sides : null
}

function input(name: string): CaffeRule {
  return (step) => ({
    ...source(step),
    shapes: parametersOf(step, name).messages('shape').slice(0, 1000).map(shapeOf),
  })
}

const memoryData: CaffeRule = (step) => {
  const given = parametersOf(step, 'memory_data')
  const sides = ['batch_size', 'channels', 'height', 'width'].map((name) => side(given.number(name)))
  return { ...source(step), shapes: [sides, sides.slice(0, 1)] }
}

const RULES: Record<string, CaffeRule> = {
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
