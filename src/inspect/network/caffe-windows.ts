/** Layers of Caffe that move a window over their input. */
import { parametersOf, type CaffeRule } from './caffe-step.ts'
import { details, windowText } from './layer-text.ts'
import type { TextMessage } from './prototxt.ts'
import { axisOf, convolved, product, side, spread, type Window } from './sides.ts'

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

export function convolution(isTransposed: boolean): CaffeRule {
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
export const pooling: CaffeRule = (step) => {
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
