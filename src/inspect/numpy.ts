/**
 * numpy's arrays: `.npy`, a header in Python's notation and the numbers; `.npz`, a zip archive of them. An array of objects is a pickle.
 * Format: numpy/lib/format.py.
 */
import type { ByteSource } from '../lib/byte-source.ts'
import { FormatError } from './finding.ts'
import { readDtype } from './numpy-dtype.ts'
import { quoted } from './quoted.ts'
import { emptyReport, type CheckpointReport, type Tensor } from './report.ts'
import { readRecordHead, type ZipRecord } from './zip/records.ts'

const MAGIC = Buffer.from('\x93NUMPY', 'latin1')
const MAX_HEADER = 1024 * 1024
const HEADER =
  /^\{'descr': (.+), 'fortran_order': (?:True|False), 'shape': \(((?:\d+L?, )*(?:\d+L?,?)?)\), \} *\n$/s
const NAMES: Record<string, string> = { f: 'float', i: 'int', u: 'uint', c: 'complex' }

export function isNpy(head: Buffer): boolean {
  return head.subarray(0, 6).equals(MAGIC)
}

/** @throws FormatError for what is no array of plain numbers. */
export function inspectNpy(source: ByteSource): CheckpointReport {
  const { dtype, shape, bytes, start } = readArray(source.read(0, 12), (length) => source.read(0, length))
  const count = shape.reduce((all, side) => all * side, 1)
  if (bytes !== null && start + count * bytes !== source.size)
    throw new FormatError('The array has another size than its header says.', 0)
  return { ...emptyReport('numpy', 'no-code'), tensors: [{ name: '', dtype, shape }], parameters: null }
}

/** True for an archive of nothing but arrays. */
export function isNpz(records: readonly ZipRecord[]): boolean {
  return records.length > 0 && records.every(({ name }) => name.endsWith('.npy'))
}

export function inspectNpz(source: ByteSource, records: readonly ZipRecord[]): CheckpointReport {
  const tensors = records.map((record): Tensor => {
    const read = (length: number) => readRecordHead(source, record, length)
    const head = read(12)
    if (!isNpy(head)) throw new FormatError(`${quoted(record.name)} is no array of numpy's.`, record.start)
    const { dtype, shape } = readArray(head, read, record.start)
    return { name: record.name.slice(0, -'.npy'.length), dtype, shape }
  })
  return { ...emptyReport('npz', 'no-code'), tensors }
}

function readArray(head: Buffer, read: (length: number) => Buffer, place = 0) {
  const isLong = head[6]! >= 2
  const skipped = isLong ? 12 : 10
  const length = head.length >= 12 ? (isLong ? head.readUInt32LE(8) : head.readUInt16LE(8)) : Infinity
  if (![1, 2, 3].includes(head[6]!) || head[7] !== 0 || length > MAX_HEADER)
    throw new FormatError('The header of the array is not one that numpy writes.', place)
  const text = read(skipped + length).toString('utf8', skipped, skipped + length)
  const [, descr, sides] = HEADER.exec(text) ?? []
  if (descr === undefined)
    throw new FormatError('The header of the array is not one that numpy writes.', place)
  return {
    ...plainDtype(descr, place),
    shape: (sides!.match(/\d+/g) ?? []).map(Number),
    start: skipped + length,
  }
}

function plainDtype(descr: string, place: number): { dtype: string; bytes: number | null } {
  const plain = dtypeAt(descr, place)
  if (plain === null) return { dtype: 'structured', bytes: null }
  const [, kind = '', size = ''] = /^[<>|=]?([a-zA-Z?])(\d+)$/.exec(plain) ?? []
  const word = NAMES[kind]
  return word ? { dtype: `${word}${Number(size) * 8}`, bytes: Number(size) } : { dtype: plain, bytes: null }
}

function dtypeAt(descr: string, place: number): string | null {
  try {
    return readDtype(descr)
  } catch (error) {
    if (error instanceof FormatError) error.byte = place
    throw error
  }
}
