/**
 * The end of a zip archive, which says where its list lies. There must be exactly one, at the very end, with no comment.
 */
import type { ByteSource } from '../../lib/byte-source.ts'
import { FormatError } from '../finding.ts'

const END_BYTES = 22
const LOCATOR_BYTES = 20
const END64_BYTES = 56

export interface ZipEnd {
  /** Where the list begins. */
  offset: number
  /** Bytes of the list. */
  size: number
  records: number
}

export function readEnd(source: ByteSource): ZipEnd {
  const at = source.size - END_BYTES
  const end = at < 0 ? Buffer.alloc(0) : source.read(at, END_BYTES)
  if (end.length < END_BYTES || end.readUInt32LE(0) !== 0x06054b50 || end.readUInt16LE(20) !== 0)
    throw new FormatError('The archive does not end where the file ends.', Math.max(0, at))
  if (end.readUInt32LE(4) !== 0 || end.readUInt16LE(8) !== end.readUInt16LE(10))
    throw new FormatError('The archive spans several disks.', at)
  const narrow = { records: end.readUInt16LE(10), size: end.readUInt32LE(12), offset: end.readUInt32LE(16) }
  const wide = readEnd64(source, at)
  const [found, listEnd] = wide === null ? [narrow, at] : [merge(narrow, wide.end), wide.at]
  if (found.offset + found.size !== listEnd)
    throw new FormatError('Something lies before the archive, or between its list and its end.', at)
  return found
}

/** Each number of the short record holds, or says that the long one holds it. */
function merge(narrow: ZipEnd, wide: ZipEnd): ZipEnd {
  const isSame = (key: keyof ZipEnd, all: number) => narrow[key] === all || narrow[key] === wide[key]
  if (isSame('records', 0xffff) && isSame('size', 0xffffffff) && isSame('offset', 0xffffffff)) return wide
  throw new FormatError('The two end records of the archive differ.')
}

function readEnd64(source: ByteSource, endAt: number): { end: ZipEnd; at: number } | null {
  const locator = endAt < LOCATOR_BYTES ? Buffer.alloc(4) : source.read(endAt - LOCATOR_BYTES, LOCATOR_BYTES)
  if (locator.readUInt32LE(0) !== 0x07064b50) return null
  const at = Number(locator.readBigUInt64LE(8))
  const end = at + END64_BYTES > endAt - LOCATOR_BYTES ? Buffer.alloc(0) : source.read(at, END64_BYTES)
  if (
    end.length < END64_BYTES ||
    end.readUInt32LE(0) !== 0x06064b50 ||
    at + 12 + Number(end.readBigUInt64LE(4)) !== endAt - LOCATOR_BYTES
  )
    throw new FormatError('The long end record of the archive is broken.', endAt - LOCATOR_BYTES)
  if (
    end.readUInt32LE(16) !== 0 ||
    end.readUInt32LE(20) !== 0 ||
    end.readBigUInt64LE(24) !== end.readBigUInt64LE(32)
  )
    throw new FormatError('The archive spans several disks.', at)
  const number = (offset: number) => Number(end.readBigUInt64LE(offset))
  return { end: { records: number(32), size: number(40), offset: number(48) }, at }
}
