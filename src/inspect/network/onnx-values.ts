/**
 * The small whole numbers that exporters reckon with inside the graph, mostly to say a shape: worked out where they follow from the shapes.
 */
import type { Sides } from './network.ts'
import { integerOf, numbersAt, type OnnxStep } from './onnx-step.ts'
import { axisOf } from './sides.ts'

const MOST_VALUES = 64

/** The numbers that a node gives; null: not known to be such, or too many. */
export function valuesOf(step: OnnxStep): Sides | null {
  const rule = Object.hasOwn(RULES, step.node.type) ? RULES[step.node.type] : undefined
  const values = rule?.(step) ?? null
  return values !== null && values.length <= MOST_VALUES ? values : null
}

type Rule = (step: OnnxStep) => Sides | null

const first: Rule = ({ values: [values = null] }) => values

const shape: Rule = (step) => {
  const [sides = null] = step.shapes
  const end = step.node.attributes.get('end')?.integer
  return sides?.slice(integerOf(step, 'start', 0), end) ?? null
}

const constant: Rule = ({ node }) => {
  const tensor = node.attributes.get('value')?.tensor
  if (tensor) return tensor.values
  const whole = node.attributes.get('value_int')
  return whole ? [whole.integer] : (node.attributes.get('value_ints')?.integers ?? null)
}

/** Whether all inputs are lists or single numbers, in which places are counted straight on. */
function areFlat({ shapes }: OnnxStep): boolean {
  return shapes.every((sides) => sides !== null && sides.length <= 1)
}

const filled: Rule = ({ node, values: [wanted = null] }) => {
  const count = wanted?.length === 1 ? wanted[0]! : null
  const tensor = node.attributes.get('value')?.tensor
  const value = tensor ? (tensor.values?.[0] ?? null) : 0
  return count !== null && count >= 0 && count <= MOST_VALUES ? Array<number | null>(count).fill(value) : null
}

const gather: Rule = (step) => {
  const [values = null, indices = null] = step.values
  if (!values || !indices || !areFlat(step)) return null
  return indices.map((index) => {
    const at = index === null ? null : axisOf(index, values.length)
    return at === null ? null : values[at]!
  })
}

const concat: Rule = (step) => {
  const known = step.values.filter((one) => one !== null)
  if (known.length !== step.values.length || !areFlat(step)) return null
  return known.flat().slice(0, MOST_VALUES + 1)
}

/** Along the first axis, forwards or all of it backwards: exporters turn padding round in this way. */
const slice: Rule = (step) => {
  const [values = null] = step.values
  const [rows = null] = step.shapes[0] ?? []
  const [starts, ends] = [numbersAt(step, 'starts', 1), numbersAt(step, 'ends', 2)]
  const axes = numbersAt(step, 'axes', 3) ?? [0]
  const [by] = numbersAt(step, 'steps', 4) ?? [1]
  if (!values || !rows || starts?.length !== 1 || ends?.length !== 1 || axes[0] !== 0) return null
  const width = values.length / rows
  const list = Array.from({ length: rows }, (_, at) => values.slice(at * width, (at + 1) * width))
  if (by === 1) return list.slice(starts[0], ends[0]).flat()
  return by === -1 && starts[0] === -1 && ends[0]! < -rows ? list.reverse().flat() : null
}

const transpose: Rule = ({ values: [values = null], shapes: [sides = null] }) => {
  const [rows, columns] = sides ?? []
  if (!values || sides?.length !== 2 || !rows || !columns) return null
  return values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)] ?? null)
}

/** Number by number; a single one meets all. */
function pairs(work: (a: number, b: number) => number): Rule {
  return ({ values: [a = null, b = null] }) => {
    if (!a || !b || (a.length !== b.length && a.length !== 1 && b.length !== 1)) return null
    return (a.length > b.length ? a : b).map((_, at) => {
      const one = a[a.length === 1 ? 0 : at] ?? null
      const other = b[b.length === 1 ? 0 : at] ?? null
      const made = one === null || other === null ? NaN : work(one, other)
      return Number.isFinite(made) ? made : null
    })
  }
}

const RULES: Record<string, Rule> = {
  ...{ Shape: shape, Constant: constant, Gather: gather, Concat: concat, Slice: slice },
  ...{ ConstantOfShape: filled, Transpose: transpose, Mod: pairs((a, b) => ((a % b) + b) % b) },
  ...{ Cast: first, Squeeze: first, Unsqueeze: first, Identity: first, Reshape: first },
  ...{ Add: pairs((a, b) => a + b), Sub: pairs((a, b) => a - b), Mul: pairs((a, b) => a * b) },
  Div: pairs((a, b) => (Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b)),
}
