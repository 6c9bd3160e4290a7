/** Layers of Caffe that learn nothing, and arrange what they read anew. */
import { parametersOf, same, unlearnt, type CaffeRule } from './caffe-step.ts'
import { axisOf, joined, product, reshaped, side } from './sides.ts'

export const concat: CaffeRule = (step) => {
  const given = parametersOf(step, 'concat')
  const axis = given.number('axis') ?? given.number('concat_dim') ?? 1
  return { shapes: [joined(step.bottoms, axis)], parameters: 0, detail: axis === 1 ? '' : `axis ${axis}` }
}

export const slice: CaffeRule = (step) => {
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

export const eltwise: CaffeRule = (step) => {
  const kind = { PROD: 'product', SUM: 'sum', MAX: 'maximum' }[
    parametersOf(step, 'eltwise').text('operation') ?? 'SUM'
  ]
  return { ...same(step), detail: kind ?? '' }
}

export const flatten: CaffeRule = (step) => {
  const given = parametersOf(step, 'flatten')
  const [shape = null] = step.bottoms
  const rank = shape?.length ?? 0
  const [start, end] = [axisOf(given.number('axis') ?? 1, rank), axisOf(given.number('end_axis') ?? -1, rank)]
  if (shape === null || start === null || end === null || end < start) return unlearnt(step)
  const flat = product(shape.slice(start, end + 1))
  return { shapes: [[...shape.slice(0, start), flat, ...shape.slice(end + 1)]], parameters: 0, detail: '' }
}

export const reshape: CaffeRule = (step) => {
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
export const crop: CaffeRule = (step) => {
  const [shape = null, like = null] = step.bottoms
  const axis = axisOf(parametersOf(step, 'crop').number('axis') ?? 2, shape?.length ?? 0)
  const made = shape && like && axis !== null && shape.length === like.length
  return {
    shapes: [made ? [...shape.slice(0, axis), ...like.slice(axis)] : null],
    parameters: 0,
    detail: '',
  }
}

export const lrn: CaffeRule = (step) => {
  const size = parametersOf(step, 'lrn').number('local_size') ?? 5
  return { ...same(step), detail: `over ${size}` }
}

export const dropout: CaffeRule = (step) => {
  const ratio = parametersOf(step, 'dropout').number('dropout_ratio') ?? 0.5
  return { ...same(step), detail: `${ratio}` }
}

export const split: CaffeRule = ({ bottoms, topCount }) => ({
  shapes: Array.from({ length: topCount }, () => bottoms[0] ?? null),
  parameters: 0,
  detail: '',
})
