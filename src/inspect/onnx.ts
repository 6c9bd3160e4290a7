/**
 * ONNX: a graph of operators as a Protocol Buffers message. It holds no code, but it may name other files to read its tensors from; such
 * a path must not lead out of the entry.
 * Format: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import type { ByteSource } from '../lib/byte-source.ts'
import { FormatError, type Finding } from './finding.ts'
import type { InspectOptions, Inspection } from './inspection.ts'
import { fieldsOf, numbersOf, textOf, type Field, type Message } from './protobuf.ts'
import { quoted } from './quoted.ts'
import { emptyReport, type Tensor } from './report.ts'

const MAX_DEPTH = 32
const MAX_TENSORS = 200_000
const MAX_SIDES = 64
/** Real networks have a hundredth of them. */
const MAX_FIELDS = 5_000_000
/** By their number in the format. */
export const DTYPES: readonly string[] =
  `undefined float32 uint8 int8 uint16 int16 int32 int64 string bool float16 float64 uint32 uint64 complex64 complex128
  bfloat16 float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz uint4 int4 float4_e2m1 float8_e8m0`.split(
    /\s+/,
  )

/** True where the message has the fields of a model: a version of the format, a graph, a set of operators. */
export function isOnnx(source: ByteSource): boolean {
  try {
    const seen = new Map<number, boolean>()
    for (const { number, message } of fieldsOf(whole(source))) {
      seen.set(number, message !== null)
      if (number > 25 || seen.size > 25) return false
    }
    return seen.get(1) === false && seen.get(7) === true
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

/** @throws FormatError where the message breaks off. */
export function inspectOnnx(source: ByteSource, path: string, { paths }: InspectOptions): Inspection {
  const walk = new Walk()
  for (const { number, message } of fieldsOf(whole(source))) {
    if (number === 7 && message) walk.graph(message, 0)
    if (number === 25 && message) walk.functionBody(message)
  }
  const parameters = walk.tensors.reduce(
    (sum, { shape }) => sum + shape.reduce((all, side) => all * side, 1),
    0,
  )
  return {
    report: { ...emptyReport('onnx', 'no-code'), tensors: walk.tensors, parameters, hasOptimizer: false },
    findings: [...walk.locations].flatMap((location) => locationFindings(location, path, paths)),
  }
}

class Walk {
  readonly tensors: Tensor[] = []
  /** Files that tensors are read from. */
  readonly locations = new Set<string>()
  #left = MAX_FIELDS

  graph(graph: Message, depth: number): void {
    if (depth > MAX_DEPTH)
      throw new FormatError(`The graph nests more than ${MAX_DEPTH} levels.`, graph.start)
    for (const { number, message } of this.#fields(graph)) {
      if (message === null) continue
      if (number === 1) this.node(message, depth)
      else if (number === 5) this.tensor(message, true)
      else if (number === 15) this.sparse(message, true)
    }
  }

  functionBody(body: Message): void {
    for (const { number, message } of this.#fields(body)) if (number === 7 && message) this.node(message, 0)
  }

  node(node: Message, depth: number): void {
    for (const { number, message } of this.#fields(node))
      if (number === 5 && message) this.attribute(message, depth)
  }

  attribute(attribute: Message, depth: number): void {
    for (const { number, message } of this.#fields(attribute)) {
      if (message === null) continue
      if (number === 5 || number === 10) this.tensor(message, false)
      else if (number === 6 || number === 11) this.graph(message, depth + 1)
      else if (number === 22 || number === 23) this.sparse(message, false)
    }
  }

  sparse(sparse: Message, isNamed: boolean): void {
    for (const { number, message } of this.#fields(sparse))
      if ((number === 1 || number === 2) && message) this.tensor(message, isNamed && number === 1)
  }

  /** Constants inside the graph are none of its weights; the files that they name count all the same. */
  tensor(tensor: Message, isNamed: boolean): void {
    const found: Tensor = { name: '', dtype: 'undefined', shape: [] }
    for (const field of this.#fields(tensor)) {
      if (field.number === 1 && found.shape.length < MAX_SIDES) found.shape.push(...numbersOf(field))
      else if (field.number === 2) found.dtype = DTYPES[field.value] ?? 'unknown'
      else if (field.number === 8 && field.message) found.name = textOf(field.message)
      else if (field.number === 13 && field.message) this.external(field.message)
    }
    if (isNamed && this.tensors.length < MAX_TENSORS) this.tensors.push(found)
  }

  external(pair: Message): void {
    const parts = [...this.#fields(pair)].flatMap(({ number, message }) =>
      message ? [[number, textOf(message, 4096)] as const] : [],
    )
    const part = (wanted: number) => parts.find(([number]) => number === wanted)?.[1]
    if (part(1) === 'location' && this.locations.size < 1000) this.locations.add(part(2) ?? '')
  }

  /** The fields of a message inside the model. @throws FormatError where there are more than anybody waits for. */
  *#fields(message: Message): Generator<Field> {
    for (const field of fieldsOf(message)) {
      if (this.#left-- === 0)
        throw new FormatError('The network has more parts than are looked at.', message.start)
      yield field
    }
  }
}

/** A location is relative to the folder of the model. */
function locationFindings(location: string, path: string, paths: ReadonlySet<string>): Finding[] {
  const name = quoted(location)
  const fail = (message: string): Finding[] => [
    { byte: null, kind: 'onnx-external-data', message, severity: 'error' },
  ]
  if (/^[/\\]|^[a-z]:|\\|(^|\/)\.\.(\/|$)|[\0-\x1f]/i.test(location) || location === '')
    return fail(
      `Its tensors are read from ${name}, which leads out of the model's folder. Save them beside the model.`,
    )
  const target = `${path.slice(0, path.lastIndexOf('/') + 1)}${location.replace(/^(\.\/)+/, '')}`
  return paths.has(target)
    ? []
    : fail(`Its tensors are read from ${name}, which is not in the entry. Add the file beside the model.`)
}

function whole(source: ByteSource): Message {
  return { source, start: 0, end: source.size }
}
