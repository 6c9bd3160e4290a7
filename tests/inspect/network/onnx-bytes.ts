/** Builds ONNX files byte by byte. Fields: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */

/** A field of Protocol Buffers: a number, or bytes with their length. */
export function field(number: number, value: number | string | Uint8Array): Buffer {
  if (typeof value === 'number') return Buffer.concat([varint(number * 8), varint(value)])
  const bytes = Buffer.from(value as Uint8Array)
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  for (let left = BigInt.asUintN(64, BigInt(value)); ; left >>= 7n) {
    bytes.push(Number(left & 127n) + (left > 127n ? 128 : 0))
    if (left <= 127n) return Buffer.from(bytes)
  }
}

export const join = (...parts: Buffer[]): Buffer => Buffer.concat(parts)

/** A model with the given parts of its graph. */
export function model(...graph: Buffer[]): Buffer {
  return join(field(1, 8), field(7, join(...graph)), field(8, field(2, 17)))
}

/** @param sides Text for a side with a name. */
export function port(kind: 11 | 12 | 13, name: string, ...sides: (number | string)[]): Buffer {
  const dims = sides.map((side) => field(1, field(typeof side === 'number' ? 1 : 2, side)))
  const tensor = join(field(1, 1), field(2, join(...dims)))
  return field(kind, join(field(1, name), field(2, field(1, tensor))))
}

/** Weights of float32. */
export function weights(name: string, ...sides: number[]): Buffer {
  return field(5, join(...sides.map((side) => field(1, side)), field(2, 1), field(8, name)))
}

/** A list of int64. */
export function numbers(name: string, ...values: number[]): Buffer {
  const raw = Buffer.alloc(8 * values.length)
  values.forEach((value, at) => raw.writeBigInt64LE(BigInt(value), 8 * at))
  return field(5, join(field(1, values.length), field(2, 7), field(8, name), field(9, raw)))
}

/** A list of float32. */
export function floats(name: string, ...values: number[]): Buffer {
  const raw = Buffer.alloc(4 * values.length)
  values.forEach((value, at) => raw.writeFloatLE(value, 4 * at))
  return field(5, join(field(1, values.length), field(2, 1), field(8, name), field(9, raw)))
}

/** @param output Its own name, too. */
export function node(
  type: string,
  inputs: string[],
  output: string,
  attributes: Record<string, number | number[] | string> = {},
): Buffer {
  const stated = Object.entries(attributes).map(([name, value]) => field(5, attribute(name, value)))
  const read = inputs.map((input) => field(1, input))
  return field(1, join(...read, field(2, output), field(3, output), field(4, type), ...stated))
}

function attribute(name: string, value: number | number[] | string): Buffer {
  if (typeof value === 'string') return join(field(1, name), field(4, value))
  if (typeof value === 'number') return join(field(1, name), field(3, value))
  return join(field(1, name), ...value.map((one) => field(8, one)))
}
