/** What nodes of ONNX make of the shape of their inputs. Rules: https://onnx.ai/onnx/operators/ */
import { sidesText } from './layer-text.ts'
import type { Sides } from './network.ts'
import { hasInput, integerOf, integersAt, numbersAt, type OnnxResult, type OnnxRule } from './onnx-step.ts'
import { convolution, globalPooling, pooling, transposed } from './onnx-windows.ts'
import { axisOf, broadcast, joined, MOST_SIDES, product, reshaped, side } from './sides.ts'

/** The rule of a type of node; of an unknown type nothing is known. */
export function onnxRule(type: string): OnnxRule {
  return RULES.get(type) ?? (() => UNKNOWN)
}

const UNKNOWN: OnnxResult = { shapes: [] }
const same: OnnxRule = ({ shapes: [shape = null] }) => ({ shapes: [shape] })
const meeting: OnnxRule = ({ shapes }) => ({ shapes: [broadcast(shapes)] })

const gemm: OnnxRule = (step) => {
  const [a = null, b = null] = step.shapes
  const rows = a?.length === 2 ? a[integerOf(step, 'transA', 0) === 0 ? 0 : 1]! : null
  const columns = b?.length === 2 ? b[integerOf(step, 'transB', 0) === 0 ? 1 : 0]! : null
  return {
    shapes: [a?.length === 2 && b?.length === 2 ? [rows, columns] : null],
    detail: columns === null ? '' : `${columns} outputs`,
  }
}

/** A vector gets a side for the multiplication, which is gone afterwards. */
const matMul: OnnxRule = ({ shapes: [a = null, b = null] }) => {
  if (!a || !b || a.length === 0 || b.length === 0) return UNKNOWN
  const left = a.length === 1 ? [1, ...a] : a
  const right = b.length === 1 ? [...b, 1] : b
  const batch =
    left.length + right.length === 4 ? [] : (broadcast([left.slice(0, -2), right.slice(0, -2)]) ?? [])
  const tail = [...(a.length === 1 ? [] : [left.at(-2)!]), ...(b.length === 1 ? [] : [right.at(-1)!])]
  return { shapes: [[...batch, ...tail]] }
}

const flatten: OnnxRule = (step) => {
  const [shape = null] = step.shapes
  const stated = integerOf(step, 'axis', 1)
  if (!shape) return UNKNOWN
  const axis = stated === shape.length ? stated : axisOf(stated, shape.length)
  if (axis === null) return UNKNOWN
  return { shapes: [[product(shape.slice(0, axis)), product(shape.slice(axis))]] }
}

const reshape: OnnxRule = (step) => {
  const [shape = null] = step.shapes
  const wanted = integersAt(step, 'shape') ?? step.values[1] ?? null
  const keepsZero = integerOf(step, 'allowzero', 0) === 0
  return { shapes: [shape && wanted && reshaped(shape, wanted, keepsZero)] }
}

const transpose: OnnxRule = (step) => {
  const [shape = null] = step.shapes
  const order = integersAt(step, 'perm') ?? shape?.map((_, at) => shape.length - 1 - at) ?? []
  if (shape?.length !== order.length || new Set(order).size !== order.length) return UNKNOWN
  if (order.some((at) => axisOf(at, shape.length) !== at)) return UNKNOWN
  return { shapes: [order.map((at) => shape[at]!)], detail: `order ${order.join(', ')}` }
}

const concat: OnnxRule = (step) => {
  const axis = integerOf(step, 'axis', 1)
  return { shapes: [joined(step.shapes, axis)], detail: axis === 1 ? '' : `axis ${axis}` }
}

const pad: OnnxRule = (step) => {
  const [shape = null] = step.shapes
  const pads = numbersAt(step, 'pads', 1) ?? integersAt(step, 'paddings')
  if (!shape || pads?.length !== 2 * shape.length || hasInput(step, 3)) return UNKNOWN
  const made = shape.map((one, at) =>
    one === null ? null : side(one + pads[at]! + pads[at + shape.length]!),
  )
  return { shapes: [made] }
}

/** The scales are an input, and its place has changed with the version. */
const resize: OnnxRule = (step) => {
  const [shape = null] = step.shapes
  const sizes = numbersAt(step, '', 3)
  if (!shape || step.node.attributes.has('axes')) return UNKNOWN
  if (sizes?.length === shape.length) return { shapes: [shape.map((one, at) => one && side(sizes[at]))] }
  const scales = numbersAt(step, '', step.node.inputs.length === 2 ? 1 : 2)
  if (scales?.length !== shape.length) return UNKNOWN
  const made = shape.map((one, at) => (one === null ? null : side(Math.floor(one * scales[at]!))))
  return { shapes: [made], detail: `by ${sidesText(scales.slice(2))}` }
}

/** The axes as a set of places; null where one does not exist. */
function places(axes: readonly number[], rank: number): Set<number> | null {
  const found = axes.map((axis) => axisOf(axis, rank))
  return found.includes(null) ? null : new Set(found as number[])
}

/** A list of as many sides as the input has. */
const shapeOf: OnnxRule = ({ shapes: [shape = null] }) => ({ shapes: [shape && [shape.length]] })

const squeeze: OnnxRule = (step) => {
  const [shape = null] = step.shapes
  if (!shape) return UNKNOWN
  const axes = numbersAt(step, 'axes', 1)
  if (axes === null && (hasInput(step, 1) || shape.includes(null))) return UNKNOWN
  const gone = axes ? places(axes, shape.length) : new Set([...shape.keys()].filter((at) => shape[at] === 1))
  return gone ? { shapes: [shape.filter((_, at) => !gone.has(at))] } : UNKNOWN
}

const unsqueeze: OnnxRule = (step) => {
  const [shape = null] = step.shapes
  const axes = numbersAt(step, 'axes', 1)
  const rank = (shape?.length ?? 0) + (axes?.length ?? 0)
  const added = axes && places(axes, rank)
  if (!shape || added?.size !== axes?.length || rank > MOST_SIDES) return UNKNOWN
  const left = shape.values()
  const made = Array.from({ length: rank }, (_, at) => (added!.has(at) ? 1 : (left.next().value ?? null)))
  return { shapes: [made] }
}

const gather: OnnxRule = (step) => {
  const [shape = null, indices = null] = step.shapes
  const axis = axisOf(integerOf(step, 'axis', 0), shape?.length ?? 0)
  if (!shape || !indices || axis === null) return UNKNOWN
  return { shapes: [[...shape.slice(0, axis), ...indices, ...shape.slice(axis + 1)]] }
}

/** Only where all its bounds are known. */
const slice: OnnxRule = (step) => {
  const [shape = null] = step.shapes
  const [starts, ends] = [numbersAt(step, 'starts', 1), numbersAt(step, 'ends', 2)]
  const axes = numbersAt(step, 'axes', 3) ?? (hasInput(step, 3) ? null : (starts?.map((_, at) => at) ?? null))
  const steps = numbersAt(step, 'steps', 4) ?? (hasInput(step, 4) ? null : (axes?.map(() => 1) ?? null))
  if (!shape || !starts || !ends || !axes || !steps) return UNKNOWN
  const made = [...shape]
  for (const [at, axis] of axes.entries()) {
    const place = axisOf(axis, shape.length)
    if (place === null) return UNKNOWN
    made[place] = cut(shape[place]!, starts[at], ends[at], steps[at])
  }
  return { shapes: [made] }
}

/** How many are taken, as Python takes them; backwards only all of them. */
function cut(length: number | null, from = NaN, to = NaN, step = NaN): number | null {
  if (length !== null && step === -1 && from === -1 && to < -length) return length
  if (length === null || !(step > 0)) return null
  const bound = (value: number) => Math.min(length, Math.max(0, value < 0 ? value + length : value))
  return side(Math.ceil((bound(to) - bound(from)) / step))
}

const split: OnnxRule = (step) => {
  const [shape = null] = step.shapes
  const axis = axisOf(integerOf(step, 'axis', 0), shape?.length ?? 0)
  if (!shape || axis === null) return UNKNOWN
  const count = step.node.outputs.length
  const length = shape[axis] ?? NaN
  const even = Math.ceil(length / count)
  const parts =
    numbersAt(step, 'split', 1) ??
    (hasInput(step, 1) ? [] : step.node.outputs.map((_, at) => Math.min(even, length - at * even)))
  return { shapes: step.node.outputs.map((_, at) => shape.with(axis, side(parts[at]))) }
}

const reduce: OnnxRule = (step) => {
  const [shape = null] = step.shapes
  const isOne = step.node.type.startsWith('Arg')
  const axes = isOne ? [integerOf(step, 'axis', 0)] : numbersAt(step, 'axes', 1)
  if (!shape || (axes === null && hasInput(step, 1))) return UNKNOWN
  const gone = places(axes ?? [...shape.keys()], shape.length)
  if (gone === null) return UNKNOWN
  return {
    shapes: [
      integerOf(step, 'keepdims', 1) === 1
        ? shape.map((one, at) => (gone.has(at) ? 1 : one))
        : shape.filter((_, at) => !gone.has(at)),
    ],
  }
}

const expand: OnnxRule = ({ shapes: [shape = null], values: [, wanted = null] }) => ({
  shapes: [broadcast([shape, wanted && wanted.map(side)])],
})

const filled: OnnxRule = ({ values: [wanted = null] }) => ({ shapes: [wanted && wanted.map(side)] })

/** Blocks of maps become maps of blocks, or the other way round. */
function blocks(isDeeper: boolean): OnnxRule {
  return (step) => {
    const [shape = null] = step.shapes
    const size = integerOf(step, 'blocksize', NaN)
    if (shape?.length !== 4 || !(size > 0)) return UNKNOWN
    const factor = isDeeper ? 1 / size : size
    const [batch, channels, ...maps] = shape
    const times = (one: number | null | undefined, by: number) => (one == null ? null : side(one * by))
    return {
      shapes: [[batch!, times(channels, 1 / factor ** 2), ...maps.map((one) => times(one, factor))]],
    }
  }
}

const SAME =
  `Relu LeakyRelu PRelu Elu Selu Celu Gelu Sigmoid HardSigmoid HardSwish Tanh Softplus Softsign Softmax LogSoftmax
  Hardmax ThresholdedRelu Swish Mish Clip Abs Neg Exp Log Sqrt Reciprocal Floor Ceil Round Sign Erf Sin Cos Not Cast Dropout
  BatchNormalization InstanceNormalization LayerNormalization GroupNormalization MeanVarianceNormalization LRN
  LpNormalization SimplifiedLayerNormalization RMSNormalization QuantizeLinear DequantizeLinear CumSum Trilu Identity
  IsNaN`.split(/\s+/)
const MEETING =
  `Add Sub Mul Div Pow Min Max Sum Mean And Or Xor Equal Less Greater LessOrEqual GreaterOrEqual Where Mod
  BitShift`.split(/\s+/)
const REDUCED =
  `ReduceMean ReduceSum ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceSumSquare ReduceLogSum
  ReduceLogSumExp ArgMax ArgMin`.split(/\s+/)

const RULES: ReadonlyMap<string, OnnxRule> = new Map<string, OnnxRule>([
  ...SAME.map((type) => [type, same] as const),
  ...MEETING.map((type) => [type, meeting] as const),
  ...REDUCED.map((type) => [type, reduce] as const),
  ...Object.entries({ Conv: convolution, ConvTranspose: transposed, Gemm: gemm, MatMul: matMul }),
  ...Object.entries({
    MaxPool: pooling('maximum'),
    AveragePool: pooling('average'),
    LpPool: pooling('norm'),
  }),
  ['Shape', shapeOf],
  ['GlobalMaxPool', globalPooling('maximum')],
  ['GlobalAveragePool', globalPooling('average')],
  ...Object.entries({ Flatten: flatten, Reshape: reshape, Transpose: transpose, Concat: concat, Pad: pad }),
  ...Object.entries({ Resize: resize, Upsample: resize, Squeeze: squeeze, Unsqueeze: unsqueeze }),
  ...Object.entries({ Gather: gather, Slice: slice, Split: split, Expand: expand, ConstantOfShape: filled }),
  ...Object.entries({ DepthToSpace: blocks(false), SpaceToDepth: blocks(true) }),
])

/** Sides as far as they are said anywhere: what the file states wins. */
export function agreed(stated: Sides | null, found: Sides | null): Sides | null {
  if (stated === null) return found !== null && found.length <= MOST_SIDES ? found : null
  return found?.length === stated.length ? stated.map((one, at) => one ?? found[at]!) : stated
}
