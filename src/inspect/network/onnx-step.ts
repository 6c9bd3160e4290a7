/** One node of an ONNX graph while the graph is walked through, with what is known of its inputs. */
import type { Sides } from './network.ts'
import type { OnnxNode } from './onnx-graph.ts'

export interface OnnxStep {
  node: OnnxNode
  /** Of its inputs; null: unknown or left out. */
  shapes: (Sides | null)[]
  /** The numbers of inputs that are small and known; a number is null where only running the network tells it. */
  values: (Sides | null)[]
}

/** What a kind of node makes of its inputs. */
export interface OnnxResult {
  /** One for each output; fewer where they are unknown. */
  shapes: (Sides | null)[]
  detail?: string
}

export type OnnxRule = (step: OnnxStep) => OnnxResult

/** A single number that a node states. */
export function integerOf({ node }: OnnxStep, name: string, usual: number): number {
  return node.attributes.get(name)?.integer ?? usual
}

/** A list of numbers that a node states; null: it does not. */
export function integersAt({ node }: OnnxStep, name: string): number[] | null {
  return node.attributes.get(name)?.integers ?? null
}

/** Numbers that newer versions of a node take as an input, and older ones state; null where neither is known. */
export function numbersAt(step: OnnxStep, name: string, input: number): number[] | null {
  const values = step.values[input] ?? null
  const known = values?.filter((value) => value !== null)
  return integersAt(step, name) ?? (known && known.length === values?.length ? known : null)
}

/** Whether a node is given an input at all. */
export function hasInput({ node }: OnnxStep, input: number): boolean {
  return (node.inputs[input] ?? '') !== ''
}
