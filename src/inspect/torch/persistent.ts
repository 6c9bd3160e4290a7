/**
 * Persistent ids of torch's files: `('storage', <class>, '<key>', '<device>', <numbers>[, <view>])` names the bytes of a tensor.
 */
import { FormatError } from '../finding.ts'
import { globalName, isKind, itemsOf, type Value } from '../pickle/value.ts'
import { storageClass } from './storages.ts'

export interface Storage {
  /** Decimal digits; the same storage may be named often. */
  key: string
  /** Null: the tensor says it. */
  dtype: string | null
  /** Numbers in it, or bytes where `dtype` is null. */
  length: number
  /** Bytes. */
  size: number
}

/** @throws FormatError where the id names anything but a storage. */
export function parseStorage(id: Value): Storage {
  const [tag, type, key, location, length, view, ...more] = itemsOf(id)
  if (tag === 'module')
    throw new FormatError('The source code of a module is kept in the file. Save a state_dict instead.')
  const known = isKind(type, 'global') ? storageClass(globalName(type)) : null
  const isWhole = more.length === 0 && (view === undefined || view === null || isView(view))
  if (
    tag !== 'storage' ||
    known === null ||
    typeof key !== 'string' ||
    !/^\d{1,20}$/.test(key) ||
    typeof location !== 'string' ||
    !isCount(length) ||
    !isWhole
  )
    throw new FormatError('A tensor is kept in a way that is not known.')
  return { key, dtype: known.dtype, length, size: length * known.bytes }
}

/** Old files cut views out of a storage: its key, where they begin, and how long they are. */
function isView(view: Value): boolean {
  const [key, offset, length, ...more] = itemsOf(view)
  return typeof key === 'string' && isCount(offset) && isCount(length) && more.length === 0
}

function isCount(value: Value | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
