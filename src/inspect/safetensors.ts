/**
 * safetensors: a length, a header in JSON, and the bytes of tensors. It holds no code, if it is nothing but that: every byte has exactly one
 * owner, so that nothing can be hidden between tensors and no reader sees another file than the next.
 * Format: https://github.com/huggingface/safetensors, README and safetensors/src/tensor.rs.
 */
import { isUtf8 } from 'node:buffer'
import type { ByteSource } from '../lib/byte-source.ts'
import { FormatError } from './finding.ts'
import { findDuplicateKey } from './json-keys.ts'
import { hasPlainSigns } from './json-signs.ts'
import { quoted } from './quoted.ts'
import { emptyReport, isStatistic, type CheckpointReport, type Tensor } from './report.ts'

const MAX_HEADER = 100_000_000
/** Bits of a number. */
const DTYPES: ReadonlyMap<string, { bits: number; dtype: string }> = new Map(
  Object.entries({
    BOOL: [8, 'bool'],
    F4: [4, 'float4'],
    F6_E2M3: [6, 'float6_e2m3'],
    F6_E3M2: [6, 'float6_e3m2'],
    U8: [8, 'uint8'],
    I8: [8, 'int8'],
    F8_E5M2: [8, 'float8_e5m2'],
    F8_E4M3: [8, 'float8_e4m3'],
    F8_E8M0: [8, 'float8_e8m0'],
    I16: [16, 'int16'],
    U16: [16, 'uint16'],
    F16: [16, 'float16'],
    BF16: [16, 'bfloat16'],
    I32: [32, 'int32'],
    U32: [32, 'uint32'],
    F32: [32, 'float32'],
    C64: [64, 'complex64'],
    F64: [64, 'float64'],
    I64: [64, 'int64'],
    U64: [64, 'uint64'],
  } satisfies Record<string, [number, string]>).map(([name, [bits, dtype]]) => [name, { bits, dtype }]),
)

/** True where a file begins like one: a length that fits, and the brace of its header. */
export function isSafetensors(head: Buffer, size: number): boolean {
  return head.length >= 10 && head[8] === 0x7b && head.readBigUInt64LE() + 8n <= BigInt(size)
}

/** @throws FormatError for the first thing that is not exactly as the format says. */
export function inspectSafetensors(source: ByteSource): CheckpointReport {
  const { header, start } = readHeader(source)
  const located = [...header].flatMap(([name, value]) =>
    name === '__metadata__' ? checkMetadata(value) : [toTensor(name, value)],
  )
  checkPlaces(located, source.size - start)
  const tensors = located.map(({ name, dtype, shape }) => ({ name, dtype, shape }))
  const parameters = located.reduce((sum, { name, count }) => sum + (isStatistic(name) ? 0 : count), 0)
  return { ...emptyReport('safetensors', 'no-code'), tensors, parameters, hasOptimizer: false }
}

function readHeader(source: ByteSource): { header: Map<string, unknown>; start: number } {
  const length = source.size >= 8 ? source.read(0, 8).readBigUInt64LE() : null
  if (length === null || length > BigInt(MAX_HEADER) || length + 8n > BigInt(source.size))
    throw new FormatError('The length of the header does not fit the file.', 0)
  const bytes = source.read(8, Number(length))
  if (bytes[0] !== 0x7b || !isUtf8(bytes)) throw new FormatError('The header is no JSON object in UTF-8.', 8)
  const isPlain = hasPlainSigns(bytes)
  const text = bytes.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new FormatError('The header is no JSON.', 8)
  }
  // What is left without texts are whole numbers: `1.0` is none, and JSON.parse would not tell.
  if (!isPlain) throw new FormatError('The header holds something else than texts and whole numbers.', 8)
  if (/[\t\n\r]$/.test(text)) throw new FormatError('The header may be filled up with blanks only.', 8)
  const twice = findDuplicateKey(text)
  if (twice !== null) throw new FormatError(`The header names ${quoted(twice)} twice.`, 8)
  return { header: new Map(Object.entries(value as object)), start: 8 + Number(length) }
}

function checkMetadata(value: unknown): [] {
  const isText =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => typeof one === 'string')
  if (!isText) throw new FormatError('The metadata must be names with texts.', 8)
  return []
}

interface Located extends Tensor {
  count: number
  begin: number
  end: number
}

function toTensor(name: string, value: unknown): Located {
  const { dtype, shape, data_offsets: offsets, ...more } = Object(value) as Record<string, unknown>
  const known = typeof dtype === 'string' ? DTYPES.get(dtype) : undefined
  if (
    known === undefined ||
    !isLengths(shape) ||
    !isLengths(offsets) ||
    offsets.length !== 2 ||
    Object.keys(more).length > 0
  )
    throw new FormatError(`The header describes ${quoted(name)} in a way that is not known.`, 8)
  const count = shape.reduce((all, side) => all * BigInt(side), 1n)
  const [begin, end] = offsets as [number, number]
  const bits = count * BigInt(known.bits)
  if (bits % 8n !== 0n || bits / 8n !== BigInt(end) - BigInt(begin))
    throw new FormatError(`The shape of ${quoted(name)} and its place in the file differ in size.`, 8)
  return { name, dtype: known.dtype, shape, count: Number(count), begin, end }
}

/** Back to back from the first byte to the last: no holes, no overlaps. */
function checkPlaces(tensors: readonly Located[], size: number): void {
  let at = 0
  for (const { name, begin, end } of tensors.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== at)
      throw new FormatError(`There is a hole or an overlap before the bytes of ${quoted(name)}.`, 8)
    at = end
  }
  if (at !== size)
    throw new FormatError(
      `The tensors end ${Math.abs(size - at)} bytes ${at < size ? 'before' : 'behind'} the end of the file.`,
      8,
    )
}

function isLengths(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && (one as number) >= 0)
}
