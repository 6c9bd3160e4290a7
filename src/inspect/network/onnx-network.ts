/**
 * A network from an ONNX file: its nodes in their order, with shapes as far as they follow from those of the inputs.
 *
 * Nodes that only reckon with shapes or prepare weights are no layers: what they give is worked out on the way and left out.
 */
import type { ByteSource } from '../../lib/byte-source.ts'
import { FormatError } from '../finding.ts'
import { LayerNames, layerText } from './layer-text.ts'
import { sumParameters, type Layer, type Port, type Sides, type UnplacedNetwork } from './network.ts'
import { readOnnxGraph, type OnnxGraph, type OnnxNode, type OnnxTensor } from './onnx-graph.ts'
import { agreed, onnxRule } from './onnx-shapes.ts'
import type { OnnxStep } from './onnx-step.ts'
import { valuesOf } from './onnx-values.ts'
import { product, MOST_SIDES } from './sides.ts'

const MOST_PORTS = 1000
/** Inputs that are learnt, of nodes that have others beside them. */
const LEARNT: Record<string, number[]> = {
  ...{ BatchNormalization: [1, 2], QuantizeLinear: [0], DequantizeLinear: [0], PRelu: [1] },
  ...{
    Resize: [],
    Upsample: [],
    Clip: [],
    Pad: [],
    Dropout: [],
    Reshape: [],
    Slice: [],
    Split: [],
    Expand: [],
  },
}
/** Tensors of whole numbers say shapes and places; nobody trains them. */
const UNLEARNT: ReadonlySet<string> = new Set(['int64', 'int32', 'bool', 'string'])

/** What is known of a tensor on its way. */
interface Value {
  /** Name of the layer that gives it; null: no layer does, for it does not depend on the network's inputs. */
  layer: string | null
  shape: Sides | null
  values: Sides | null
  /** Learnt numbers in it that no layer has counted yet; null: unknown. */
  parameters: number | null
}

/** Null where the bytes are no ONNX file with a network in it, or it has more parts than are looked at. */
export function readOnnx(source: ByteSource): UnplacedNetwork | null {
  try {
    const graph = readOnnxGraph(source)
    const walk = new Walk(graph)
    for (const node of graph.nodes) walk.node(node)
    return walk.layers.length === 0 ? null : walk.network()
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}

class Walk {
  readonly layers: Layer[] = []
  readonly #graph: OnnxGraph
  readonly #names = new LayerNames()
  readonly #values = new Map<string, Value>()
  readonly #inputs: Port[] = []

  constructor(graph: OnnxGraph) {
    this.#graph = graph
    for (const tensor of graph.tensors.values()) this.#values.set(tensor.name, weightsOf(tensor))
    // Old files name their weights among the inputs too.
    const inputs = graph.inputs.filter(({ name }) => !graph.tensors.has(name))
    for (const port of inputs.slice(0, MOST_PORTS)) this.#input(port)
  }

  node(node: OnnxNode): void {
    const read = node.inputs.map((name) => this.#values.get(name) ?? null)
    const step: OnnxStep = {
      node,
      shapes: read.map((value) => value?.shape ?? null),
      values: read.map((value) => value?.values ?? null),
    }
    const inputs = [...new Set(read.flatMap((value) => value?.layer ?? []))]
    const isLayer = inputs.length > 0 && !['Shape', 'Size', 'Identity'].includes(node.type)
    const parameters = node.hasGraph ? null : takeParameters(node, read)
    if (isLayer) this.#layer(step, inputs, parameters)
    else this.#aside(step, parameters, node.type === 'Identity' ? (inputs[0] ?? null) : null)
  }

  network(): UnplacedNetwork {
    const outputs = this.#graph.outputs.slice(0, MOST_PORTS).map((port) => {
      const { name, dtype, shape } = cleanPort(port)
      return { name, dtype, shape: shape ?? this.#values.get(port.name)?.shape ?? null }
    })
    return {
      name: layerText(this.#graph.name),
      format: 'onnx',
      ...{ inputs: this.#inputs, outputs, layers: this.layers },
      parameters: sumParameters(this.layers),
    }
  }

  #input(port: Port): void {
    const name = this.#names.unique(port.name, 'input')
    const shape = sidesOf(port)
    this.layers.push({ name, type: 'Input', inputs: [], shape, parameters: 0, detail: '' })
    this.#inputs.push(cleanPort(port))
    this.#values.set(port.name, { layer: name, shape, values: null, parameters: 0 })
  }

  #layer(step: OnnxStep, inputs: string[], parameters: number | null): void {
    const { node } = step
    const { shapes, detail = '' } = onnxRule(node.type)(step)
    const made = this.#shapes(node, shapes)
    const type = layerText(node.type) || 'Unknown'
    const name = this.#names.unique(node.name || (node.outputs[0] ?? ''), type)
    this.layers.push({ name, type, inputs, shape: made[0] ?? null, parameters, detail: layerText(detail) })
    node.outputs.forEach((output, at) => {
      if (output !== '')
        this.#values.set(output, { layer: name, shape: made[at] ?? null, values: null, parameters: 0 })
    })
  }

  /** Its learnt numbers go on to whoever reads its first output. */
  #aside(step: OnnxStep, parameters: number | null, layer: string | null): void {
    const { node } = step
    const values = valuesOf(step)
    const constant = node.type === 'Constant' ? node.attributes.get('value')?.tensor : null
    const own = constant ? [shapeOf(constant)] : onnxRule(node.type)(step).shapes
    const made = this.#shapes(node, own)
    node.outputs.forEach((output, at) => {
      const shape = made[at] ?? null
      const isFirst = at === 0
      this.#values.set(output, {
        ...{ layer, shape, values: isFirst ? values : null, parameters: isFirst ? parameters : 0 },
      })
    })
  }

  #shapes(node: OnnxNode, found: (Sides | null)[]): (Sides | null)[] {
    return node.outputs.map((output, at) => {
      const stated = this.#graph.known.get(output)
      return agreed(stated ? sidesOf(stated) : null, found[at] ?? null)
    })
  }
}

/** Learnt numbers of a node's inputs, which are counted once and belong to nobody else from then on. */
function takeParameters({ type, inputs }: OnnxNode, read: (Value | null)[]): number | null {
  const learnt = Object.hasOwn(LEARNT, type) ? LEARNT[type]! : [...inputs.keys()]
  let sum: number | null = 0
  for (const at of learnt) {
    const value = read[at]
    if (!value || value.layer !== null) continue
    sum = sum === null || value.parameters === null ? null : sum + value.parameters
    value.parameters = 0
  }
  return sum
}

function weightsOf(tensor: OnnxTensor): Value {
  const shape = shapeOf(tensor)
  const isLearnt = !UNLEARNT.has(tensor.dtype) && tensor.sides.length > 0
  return { layer: null, shape, values: tensor.values, parameters: isLearnt ? shape && product(shape) : 0 }
}

function shapeOf({ sides }: OnnxTensor): Sides | null {
  const isShape = sides.length <= MOST_SIDES && sides.every((side) => Number.isSafeInteger(side) && side >= 0)
  return isShape ? sides : null
}

/** A side that has a name is free. */
function sidesOf({ shape }: Port): Sides | null {
  return shape && shape.map((side) => (typeof side === 'number' ? side : null))
}

function cleanPort({ name, dtype, shape }: Port): Port {
  const sides = shape && shape.map((side) => (typeof side === 'string' ? layerText(side) || null : side))
  return { name: layerText(name) || 'unnamed', dtype, shape: sides }
}
