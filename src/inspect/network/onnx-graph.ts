/**
 * The graph of an ONNX file as plain records. Weights are passed over: of a tensor only its sides are read, and the numbers of small ones,
 * since they say how to reshape.
 * Format: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import type { ByteSource } from '../../lib/byte-source.ts'
import { FormatError } from '../finding.ts'
import { DTYPES } from '../onnx.ts'
import { fieldsOf, integersOf, textOf, type Field, type Message } from '../protobuf.ts'
import { windowOn } from '../window.ts'
import type { Port } from './network.ts'
import { MOST_SIDES } from './sides.ts'

/** Fields of the whole file; the largest networks have a tenth of them. */
const MAX_FIELDS = 1_000_000
const MAX_NODES = 100_000
/** Inputs of one node, values of one attribute. */
const MAX_ITEMS = 1000
/** Values of a tensor that are read. */
const MAX_VALUES = 64

export interface OnnxTensor {
  name: string
  dtype: string
  sides: number[]
  /** Of a small tensor of whole numbers or floats; null: not read. */
  values: number[] | null
}

export interface OnnxAttribute {
  integer: number
  text: string
  integers: number[]
  tensor: OnnxTensor | null
}

export interface OnnxNode {
  name: string
  type: string
  inputs: string[]
  outputs: string[]
  attributes: Map<string, OnnxAttribute>
  /** True where it holds a network of its own, such as the body of a loop. */
  hasGraph: boolean
}

export interface OnnxGraph {
  name: string
  nodes: OnnxNode[]
  tensors: Map<string, OnnxTensor>
  inputs: Port[]
  outputs: Port[]
  /** What the file says of values on the way. */
  known: Map<string, Port>
}

/** @throws FormatError where the bytes are no ONNX file, or it has more parts than are looked at. */
export function readOnnxGraph(source: ByteSource): OnnxGraph {
  const reader = new Reader()
  const graph: OnnxGraph = {
    ...{ name: '', nodes: [], tensors: new Map(), inputs: [], outputs: [], known: new Map() },
  }
  const window = windowOn(source)
  for (const { number, message } of reader.fields({ source: window, start: 0, end: window.size }))
    if (number === 7 && message) reader.graph(message, graph)
  return graph
}

class Reader {
  #left = MAX_FIELDS

  graph(message: Message, graph: OnnxGraph): void {
    for (const { number, message: part } of this.fields(message)) {
      if (part === null) continue
      if (number === 1 && graph.nodes.push(this.#node(part)) > MAX_NODES)
        throw new FormatError('The network has more nodes than are looked at.')
      else if (number === 2) graph.name = textOf(part)
      else if (number === 5) this.#keep(graph, this.#tensor(part))
      else if (number === 11) graph.inputs.push(this.#port(part))
      else if (number === 12) graph.outputs.push(this.#port(part))
      else if (number === 13) this.#know(graph, this.#port(part))
      else if (number === 15) this.#sparse(part, graph)
    }
  }

  *fields(message: Message): Generator<Field> {
    for (const field of fieldsOf(message)) {
      if (this.#left-- === 0) throw new FormatError('The network has more parts than are looked at.')
      yield field
    }
  }

  #keep(graph: OnnxGraph, tensor: OnnxTensor): void {
    graph.tensors.set(tensor.name, tensor)
  }

  #know(graph: OnnxGraph, port: Port): void {
    graph.known.set(port.name, port)
  }

  #node(message: Message): OnnxNode {
    const node: OnnxNode = {
      ...{ name: '', type: '', inputs: [], outputs: [], attributes: new Map(), hasGraph: false },
    }
    for (const { number, message: part } of this.fields(message)) {
      if (part === null) continue
      if (number === 1 && node.inputs.length < MAX_ITEMS) node.inputs.push(textOf(part))
      else if (number === 2 && node.outputs.length < MAX_ITEMS) node.outputs.push(textOf(part))
      else if (number === 3) node.name = textOf(part)
      else if (number === 4) node.type = textOf(part)
      else if (number === 5) this.#attribute(part, node)
    }
    return node
  }

  #attribute(message: Message, node: OnnxNode): void {
    let name = ''
    const attribute: OnnxAttribute = { integer: 0, text: '', integers: [], tensor: null }
    for (const field of this.fields(message)) {
      const { number, message: part } = field
      if (number === 3) attribute.integer = field.signed
      else if (number === 8 && attribute.integers.length < MAX_ITEMS)
        attribute.integers.push(...integersOf(field))
      else if (part === null) continue
      else if (number === 1) name = textOf(part)
      else if (number === 4) attribute.text = textOf(part)
      else if (number === 5) attribute.tensor = this.#tensor(part)
      else if (number === 6 || number === 11) node.hasGraph = true
    }
    if (node.attributes.size < MAX_ITEMS) node.attributes.set(name, attribute)
  }

  #tensor(message: Message): OnnxTensor {
    const tensor: OnnxTensor = { name: '', dtype: 'undefined', sides: [], values: null }
    const data = new Map<number, Message>()
    for (const field of this.fields(message)) {
      const { number, message: part } = field
      if (number === 1 && tensor.sides.length <= MOST_SIDES) tensor.sides.push(...integersOf(field))
      else if (number === 2) tensor.dtype = DTYPES[field.value] ?? 'unknown'
      else if (number === 8 && part) tensor.name = textOf(part)
      else if (part) data.set(number, part)
    }
    return { ...tensor, values: valuesOf(tensor, data) }
  }

  /** Of a sparse tensor the numbers that are there are the learnt ones. */
  #sparse(message: Message, graph: OnnxGraph): void {
    for (const { number, message: part } of this.fields(message))
      if (number === 1 && part) this.#keep(graph, this.#tensor(part))
  }

  #port(message: Message): Port {
    const port: Port = { name: '', dtype: null, shape: null }
    for (const { number, message: part } of this.fields(message)) {
      if (part === null) continue
      if (number === 1) port.name = textOf(part)
      else if (number === 2) Object.assign(port, this.#type(part))
    }
    return port
  }

  #type(message: Message): Pick<Port, 'dtype' | 'shape'> {
    const type: Pick<Port, 'dtype' | 'shape'> = { dtype: null, shape: null }
    for (const { number, message: tensor } of this.fields(message)) {
      if (number !== 1 || tensor === null) continue
      for (const field of this.fields(tensor)) {
        if (field.number === 1) type.dtype = DTYPES[field.value] ?? 'unknown'
        else if (field.number === 2 && field.message) type.shape = this.#shape(field.message)
      }
    }
    return type
  }

  #shape(message: Message): Port['shape'] {
    const sides: NonNullable<Port['shape']> = []
    for (const { number, message: part } of this.fields(message))
      if (number === 1 && part) sides.push(this.#side(part))
    return sides.length > MOST_SIDES ? null : sides
  }

  #side(message: Message): number | string | null {
    let side: number | string | null = null
    for (const { number, signed, message: part } of this.fields(message)) {
      if (number === 1) side = Number.isSafeInteger(signed) && signed > 0 ? signed : null
      else if (number === 2 && part) side = textOf(part, 100) || null
    }
    return side
  }
}

/** The numbers of a small tensor, in whichever of the format's fields they lie. */
function valuesOf({ dtype, sides }: OnnxTensor, data: ReadonlyMap<number, Message>): number[] | null {
  const count = sides.reduce((all, one) => all * one, 1)
  if (!(count >= 0 && count <= MAX_VALUES)) return null
  const raw = data.get(9)
  const bytes = raw?.source.read(raw.start, Math.min(raw.end - raw.start, 8 * MAX_VALUES))
  if (dtype === 'int64') return bytes ? wholes(bytes, count) : listed(data.get(7), count)
  if (dtype === 'int32')
    return bytes ? numbers(bytes, count, 4, (at) => bytes.readInt32LE(at)) : listed(data.get(5), count)
  if (dtype !== 'float32') return null
  const part = raw ?? data.get(4)
  const floats = part?.source.read(part.start, Math.min(part.end - part.start, 4 * MAX_VALUES))
  return floats ? numbers(floats, count, 4, (at) => floats.readFloatLE(at)) : null
}

function wholes(bytes: Buffer, count: number): number[] | null {
  return numbers(bytes, count, 8, (at) => Number(bytes.readBigInt64LE(at)))
}

function numbers(bytes: Buffer, count: number, width: number, read: (at: number) => number): number[] | null {
  return bytes.length < count * width ? null : Array.from({ length: count }, (_, at) => read(at * width))
}

function listed(message: Message | undefined, count: number): number[] | null {
  if (message === undefined) return count === 0 ? [] : null
  const found = integersOf({ number: 0, value: 0, signed: 0, message })
  return found.length === count ? found : null
}
