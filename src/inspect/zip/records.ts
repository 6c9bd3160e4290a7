/**
 * The list of a zip archive, held against everything by which two readers could see two different archives.
 *
 * Python's zipfile, torch's miniz and others disagree about archives that are not plain: which of two end records counts, whether the
 * list or the header before a record is right, what lies between records. So whatever is not plain is refused.
 * Format: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3.
 */
import { crc32, inflateRawSync, constants } from 'node:zlib'
import { bytesOf, type ByteSource } from '../../lib/byte-source.ts'
import { Cursor } from '../cursor.ts'
import { FormatError } from '../finding.ts'
import { quoted } from '../quoted.ts'
import { readEnd } from './end.ts'
import { checkHeader, readWide, type ZipRecord } from './header.ts'

export type { ZipRecord } from './header.ts'

const STORED = 0
const DEFLATED = 8
const MAX_RECORDS = 1_000_000
/** The most bytes that a sum and two sizes take behind a file. */
const DESCRIPTOR = 24
/** Of zeros between two files, as alignment leaves them. */
const MOST_PADDING = 4096
const UNIX = 3
/** The first four bits of a link's mode. */
const LINK = 0xa
const MAX_NAMES = 256 * 1024 * 1024
/** More than any pickle of weights deflates to. */
const MAX_RATIO = 200
const HEAD_INPUT = 16 * 1024
/** Holds the table of codes that deflate begins with, and some. */
const FEW_INPUT = 1024
const HEAD_OUTPUT = 4 * 1024 * 1024

/** The records in the order of the list, folders left out. @throws FormatError where the archive is not plain. */
export function readZipRecords(source: ByteSource): ZipRecord[] {
  return readZipList(source).filter(({ name }) => !name.endsWith('/'))
}

/** The same with folders, whose names end in `/`. */
export function readZipList(source: ByteSource): ZipRecord[] {
  const end = readEnd(source)
  if (end.records > MAX_RECORDS || end.size > MAX_NAMES)
    throw new FormatError('The archive lists more than a million files.', end.offset)
  const cursor = new Cursor(source, end.offset, end.offset + end.size)
  const records: ZipRecord[] = []
  for (let index = 0; index < end.records; index++) records.push(checkedRecord(source, cursor, end.offset))
  if (cursor.left > 0)
    throw new FormatError('The list of the archive holds more than it says.', cursor.offset)
  checkPlaces(source, records, end.offset)
  checkNames(records)
  return records
}

/** The record's bytes, held in memory only where it is deflated. @throws FormatError where they are not what the list says. */
export function openRecord(source: ByteSource, record: ZipRecord, limit: number): ByteSource {
  if (record.method === STORED) return sliceOf(source, record.start, record.size)
  if (record.size > limit)
    throw new FormatError(`${quoted(record.name)} unpacks to more than ${limit} bytes.`, record.header)
  if (record.size > record.packed * MAX_RATIO)
    throw new FormatError(`${quoted(record.name)} is deflated beyond belief.`, record.header)
  return bytesOf(inflateWhole(source, record))
}

/** The same with the sum checked, which reads it all. */
export function openCheckedRecord(source: ByteSource, record: ZipRecord, limit: number): ByteSource {
  const bytes = openRecord(source, record, limit)
  let crc = 0
  for (let offset = 0; offset < bytes.size; offset += 1024 * 1024)
    crc = crc32(bytes.read(offset, 1024 * 1024), crc)
  if (crc !== record.crc)
    throw new FormatError(`The checksum of ${quoted(record.name)} is wrong.`, record.header)
  return bytes
}

/** The first bytes of a record, `length` at most. */
export function readRecordHead(source: ByteSource, record: ZipRecord, length: number): Buffer {
  if (record.method === STORED) return source.read(record.start, Math.min(length, record.size))
  // Little is read first: most of a bomb is never inflated.
  const few = inflateHead(source, record, FEW_INPUT)
  const isEnough = few.length >= length || record.packed <= FEW_INPUT
  return (isEnough ? few : inflateHead(source, record, HEAD_INPUT)).subarray(0, length)
}

function inflateHead(source: ByteSource, record: ZipRecord, length: number): Buffer {
  const input = source.read(record.start, Math.min(length, record.packed))
  try {
    return inflateRawSync(input, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: HEAD_OUTPUT })
  } catch {
    throw new FormatError(`${quoted(record.name)} cannot be inflated.`, record.header)
  }
}

function inflateWhole(source: ByteSource, record: ZipRecord): Buffer {
  try {
    const bytes = inflateRawSync(source.read(record.start, record.packed), {
      maxOutputLength: record.size + 1,
    })
    if (bytes.length === record.size) return bytes
  } catch {
    // Told below.
  }
  throw new FormatError(`${quoted(record.name)} does not inflate to the size that is listed.`, record.header)
}

/** One line of the list, held against the header before the record's bytes. */
function checkedRecord(source: ByteSource, cursor: Cursor, listStart: number): ZipRecord {
  const at = cursor.offset
  if (cursor.u32() !== 0x02014b50) throw new FormatError('The list of the archive is broken.', at)
  const system = cursor.u16() >> 8
  cursor.skip(2)
  const flags = cursor.u16()
  const method = cursor.u16()
  cursor.skip(4)
  const [crc, packed, size] = [cursor.u32(), cursor.u32(), cursor.u32()]
  const [nameLength, extraLength, commentLength] = [cursor.u16(), cursor.u16(), cursor.u16()]
  const disk = cursor.u16()
  cursor.skip(2)
  const kind = cursor.u32() >>> 28
  const header = cursor.u32()
  const name = cursor.bytes(nameLength)
  const wide = readWide(cursor.bytes(extraLength), { size, packed, header })
  cursor.skip(commentLength)
  if (disk !== 0 && disk !== 0xffff) throw new FormatError('The archive spans several disks.', at)
  if (flags & 0x2041) throw new FormatError(`${quoted(name.toString('latin1'))} is encrypted.`, at)
  if (method !== STORED && method !== DEFLATED)
    throw new FormatError(
      `${quoted(name.toString('latin1'))} is packed by method ${method}; only 0 and 8 are read.`,
      at,
    )
  if (method === STORED && wide.size !== wide.packed)
    throw new FormatError('Two sizes of a stored file differ.', at)
  if (system === UNIX && kind === LINK)
    throw new FormatError(`${quoted(name.toString('latin1'))} is a link.`, at)
  const record = {
    name: name.toString('utf8'),
    method,
    kind: system === UNIX ? kind : 0,
    crc,
    ...wide,
    start: 0,
    hasDescriptor: (flags & 8) !== 0,
  }
  record.start = checkHeader(source, record, { flags, name, listStart })
  return record
}

/** Records lie one behind the other from the first byte on; what overlaps is read twice by one reader and once by another. */
function checkPlaces(source: ByteSource, records: readonly ZipRecord[], listStart: number): void {
  const sorted = records.toSorted((a, b) => a.header - b.header)
  if (sorted.length > 0 && sorted[0]!.header !== 0)
    throw new FormatError('Something lies before the archive.', 0)
  for (const [index, record] of sorted.entries()) {
    const next = sorted[index + 1]?.header ?? listStart
    const gap = next - record.start - record.packed
    if (gap < 0) throw new FormatError(`${quoted(record.name)} overlaps what comes after it.`, record.header)
    if (!isEmpty(source, next - gap + (record.hasDescriptor ? Math.min(gap, DESCRIPTOR) : 0), next))
      throw new FormatError(`Something that is not listed lies behind ${quoted(record.name)}.`, record.header)
  }
}

function isEmpty(source: ByteSource, from: number, to: number): boolean {
  return to - from <= MOST_PADDING && source.read(from, to - from).every((byte) => byte === 0)
}

function checkNames(records: readonly ZipRecord[]): void {
  const seen = new Set<string>()
  for (const { name, header } of records) {
    const key = name.normalize('NFKC').toLowerCase()
    if (seen.has(key)) throw new FormatError(`Two files of the archive are called ${quoted(name)}.`, header)
    seen.add(key)
    if (/^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)|[\0-\x1f]/i.test(name))
      throw new FormatError(`${quoted(name)} leads out of the archive.`, header)
  }
}

function sliceOf(source: ByteSource, start: number, size: number): ByteSource {
  return {
    size,
    read: (offset, length) => source.read(start + offset, Math.max(0, Math.min(length, size - offset))),
  }
}
