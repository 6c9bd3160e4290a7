/** Nodes of ONNX that move a window over their input. Rules: https://onnx.ai/onnx/operators/ */
import { details, windowText } from './layer-text.ts'
import type { Sides } from './network.ts'
import { integerOf, integersAt, type OnnxResult, type OnnxRule, type OnnxStep } from './onnx-step.ts'
import { convolved, side, spread, type Window } from './sides.ts'

interface Windows {
  kernel: number[]
  strides: number[]
  dilations: number[]
  /** All that come before, then all that come after. */
  pads: number[]
}

export const convolution: OnnxRule = (step) => {
  const [shape = null, weights = null] = step.shapes
  const windows = windowsOf(step, weights?.slice(2))
  const filters = weights?.[0] ?? null
  const detail = windowDetail(step, windows, filters)
  if (!shape || !windows || shape.length !== windows.kernel.length + 2) return { shapes: [], detail }
  return { shapes: [[shape[0]!, filters, ...lengths(step, shape, windows, Math.floor)]], detail }
}

export const transposed: OnnxRule = (step) => {
  const [shape = null, weights = null] = step.shapes
  const windows = windowsOf(step, weights?.slice(2))
  const group = integerOf(step, 'group', 1)
  const filters = side((weights?.[1] ?? NaN) * group)
  const detail = windowDetail(step, windows, filters)
  if (!shape || !windows || shape.length !== windows.kernel.length + 2) return { shapes: [], detail }
  const stated = integersAt(step, 'output_shape')?.slice(-windows.kernel.length).map(side)
  const more = integersAt(step, 'output_padding') ?? []
  const isSame = autoPad(step).startsWith('SAME')
  const made = shape.slice(2).map((one, at) => {
    if (isSame) return one === null ? null : side(one * windows.strides[at]!)
    return spread(one, windowAt(windows, at), more[at] ?? 0)
  })
  return { shapes: [[shape[0]!, filters, ...(stated ?? made)]], detail }
}

export function pooling(kind: string): OnnxRule {
  return (step) => {
    const [shape = null] = step.shapes
    const windows = windowsOf(step, undefined)
    const detail = windows ? details(textOf(windows), kind) : kind
    if (!shape || !windows || shape.length !== windows.kernel.length + 2) return { shapes: [], detail }
    const round = integerOf(step, 'ceil_mode', 0) === 1 ? Math.ceil : Math.floor
    const made = [...shape.slice(0, 2), ...lengths(step, shape, windows, round)]
    return { shapes: step.node.outputs.map(() => made), detail }
  }
}

export function globalPooling(kind: string): OnnxRule {
  return ({ shapes: [shape = null] }): OnnxResult => ({
    shapes: [shape && shape.map((one, at) => (at < 2 ? one : 1))],
    detail: details(kind, 'whole map'),
  })
}

function autoPad({ node }: OnnxStep): string {
  return node.attributes.get('auto_pad')?.text ?? 'NOTSET'
}

/** @param weights Sides of the weights, where the node does not state its kernel. Null where it makes no sense. */
function windowsOf(step: OnnxStep, weights: Sides | undefined): Windows | null {
  const kernel = integersAt(step, 'kernel_shape') ?? weights?.map((one) => one ?? 0) ?? []
  const all = (name: string) => integersAt(step, name) ?? kernel.map(() => 1)
  const pads = integersAt(step, 'pads') ?? kernel.flatMap(() => [0, 0])
  const windows = { kernel, strides: all('strides'), dilations: all('dilations'), pads }
  const { strides, dilations } = windows
  const isWhole = (value: number, least: number) =>
    Number.isInteger(value) && value >= least && value < 2 ** 31
  const fits = strides.length === kernel.length && dilations.length === kernel.length
  return kernel.length > 0 &&
    kernel.length <= 8 &&
    fits &&
    pads.length === 2 * kernel.length &&
    pads.every((pad) => isWhole(pad, 0)) &&
    [...kernel, ...strides, ...dilations].every((value) => isWhole(value, 1))
    ? windows
    : null
}

function windowAt({ kernel, strides, dilations, pads }: Windows, at: number): Window {
  const pad = [pads[at]!, pads[at + kernel.length]!] as const
  return { kernel: kernel[at]!, stride: strides[at]!, dilation: dilations[at]!, pad }
}

function lengths(step: OnnxStep, shape: Sides, windows: Windows, round: (value: number) => number): Sides {
  const pad = autoPad(step)
  return shape.slice(2).map((one, at) => {
    const window = windowAt(windows, at)
    if (one !== null && pad.startsWith('SAME')) return side(Math.ceil(one / window.stride))
    return slid(one, pad === 'VALID' ? { ...window, pad: [0, 0] } : window, round)
  })
}

/** Where lengths are rounded up, a window that would begin in the padding behind is left out. */
function slid(length: number | null, window: Window, round: (value: number) => number): number | null {
  const count = convolved(length, window, round)
  if (count === null || length === null || round === Math.floor) return count
  return side((count - 1) * window.stride >= length + window.pad[0] ? count - 1 : count)
}

function windowDetail(step: OnnxStep, windows: Windows | null, filters: number | null): string {
  const group = integerOf(step, 'group', 1)
  return details(
    windows && textOf(windows),
    filters !== null && `${filters} filters`,
    group > 1 && `${group} groups`,
  )
}

/** Padding is told where it is the same before and after. */
function textOf({ kernel, strides, dilations, pads }: Windows): string {
  const before = pads.slice(0, kernel.length)
  const isEven = before.every((pad, at) => pad === pads[at + kernel.length])
  return windowText(kernel, { strides, dilations, pads: isEven ? before : [] })
}
