/**
 * The records of a zip file (PKWARE's APPNOTE 6.3, section 4.3). zip64 (4.5.3) where a size, an offset or the number of members asks for it,
 * and nowhere else, for the sake of old readers.
 */
import { FILE_MODE } from '../lib/files.ts'

/** Of a member, as its local header and the central directory tell it. */
export interface ZipMember {
  name: string
  /** 0: as it is; 8: DEFLATE. */
  method: 0 | 8
  /** Bytes before and after coding; of a `streamed` member only `size` is known when its header is written. */
  size: number
  codedSize: number
  crc: number
  /** Where its local header begins. */
  offset: number
  /** CRC and coded size stand behind the data. */
  streamed: boolean
}

const MAX_32 = 0xffffffff
const MAX_16 = 0xffff
/** Of PKWARE's specification that a reader must know: 2.0 for DEFLATE, 4.5 for zip64. */
const VERSION = { deflate: 20, zip64: 45 }
/** Written on Unix, so that the mode counts. */
const MADE_BY = (3 << 8) | VERSION.zip64
const FLAG_STREAMED = 1 << 3
const FLAG_UTF8 = 1 << 11
/** 1 January 1980, 0:00, in MS-DOS's form: the first moment that a zip can tell. */
const DATE = 0x21
const TIME = 0
const REGULAR_FILE = 0o100000
const ZIP64_ID = 1

/** What comes before a member's data. */
export function localHeader(member: ZipMember): Buffer {
  const name = Buffer.from(member.name)
  const sizes = member.streamed ? { size: 0, codedSize: 0, crc: 0 } : member
  const extra = isLarge(member) ? zip64Extra([sizes.size, sizes.codedSize]) : Buffer.alloc(0)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(isLarge(member) ? VERSION.zip64 : VERSION.deflate, 4)
  putCommon(header, 6, member, sizes.crc)
  header.writeUInt32LE(isLarge(member) ? MAX_32 : sizes.codedSize, 18)
  header.writeUInt32LE(isLarge(member) ? MAX_32 : sizes.size, 22)
  header.writeUInt16LE(name.length, 26)
  header.writeUInt16LE(extra.length, 28)
  return Buffer.concat([header, name, extra])
}

/** What comes behind the data of a streamed member. */
export function dataDescriptor(member: ZipMember): Buffer {
  const wide = isLarge(member)
  const record = Buffer.alloc(wide ? 24 : 16)
  record.writeUInt32LE(0x08074b50, 0)
  record.writeUInt32LE(member.crc, 4)
  if (wide) {
    record.writeBigUInt64LE(BigInt(member.codedSize), 8)
    record.writeBigUInt64LE(BigInt(member.size), 16)
  } else {
    record.writeUInt32LE(member.codedSize, 8)
    record.writeUInt32LE(member.size, 12)
  }
  return record
}

/** A member's line in the central directory. */
export function centralHeader(member: ZipMember): Buffer {
  const name = Buffer.from(member.name)
  const fields = [
    ...(isLarge(member) ? [member.size, member.codedSize] : []),
    ...(member.offset >= MAX_32 ? [member.offset] : []),
  ]
  const extra = fields.length > 0 ? zip64Extra(fields) : Buffer.alloc(0)
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(MADE_BY, 4)
  header.writeUInt16LE(extra.length > 0 ? VERSION.zip64 : VERSION.deflate, 6)
  putCommon(header, 8, member, member.crc)
  header.writeUInt32LE(isLarge(member) ? MAX_32 : member.codedSize, 20)
  header.writeUInt32LE(isLarge(member) ? MAX_32 : member.size, 24)
  header.writeUInt16LE(name.length, 28)
  header.writeUInt16LE(extra.length, 30)
  // The upper half holds the mode of Unix.
  header.writeUInt32LE(((REGULAR_FILE | FILE_MODE) << 16) >>> 0, 38)
  header.writeUInt32LE(Math.min(member.offset, MAX_32), 42)
  return Buffer.concat([header, name, extra])
}

/** The end of the file: how many members the central directory has, its size, and where it begins. */
export function endOfZip(members: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  for (const at of [8, 10]) end.writeUInt16LE(Math.min(members, MAX_16), at)
  end.writeUInt32LE(Math.min(size, MAX_32), 12)
  end.writeUInt32LE(Math.min(offset, MAX_32), 16)
  const needsMore = members >= MAX_16 || size >= MAX_32 || offset >= MAX_32
  return needsMore ? Buffer.concat([zip64End(members, size, offset), end]) : end
}

/** The wide end, and the note that says where it is. */
function zip64End(members: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(56 + 20)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(BigInt(56 - 12), 4)
  record.writeUInt16LE(MADE_BY, 12)
  record.writeUInt16LE(VERSION.zip64, 14)
  for (const at of [24, 32]) record.writeBigUInt64LE(BigInt(members), at)
  record.writeBigUInt64LE(BigInt(size), 40)
  record.writeBigUInt64LE(BigInt(offset), 48)
  record.writeUInt32LE(0x07064b50, 56)
  record.writeBigUInt64LE(BigInt(offset + size), 64)
  record.writeUInt32LE(1, 72)
  return record
}

/** Flags, method, time, date and CRC, which both headers have in this order. */
function putCommon(header: Buffer, at: number, { method, streamed }: ZipMember, crc: number): void {
  header.writeUInt16LE(FLAG_UTF8 | (streamed ? FLAG_STREAMED : 0), at)
  header.writeUInt16LE(method, at + 2)
  header.writeUInt16LE(TIME, at + 4)
  header.writeUInt16LE(DATE, at + 6)
  header.writeUInt32LE(crc, at + 8)
}

/** True where a size may need more than 32 bits: a coded block is never more than a hundredth larger than it was. */
function isLarge({ size }: ZipMember): boolean {
  return size * 1.01 >= MAX_32
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length)
  extra.writeUInt16LE(ZIP64_ID, 0)
  extra.writeUInt16LE(8 * values.length, 2)
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index)
  return extra
}
