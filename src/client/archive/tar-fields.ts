/** The fields of a tar header: ustar (IEEE 1003.1), GNU's and that of Unix v7. */
import { ArchiveFault } from './member.ts'

export const BLOCK = 512

export interface TarHeader {
  name: Buffer
  size: number
  /** One character; a zero byte is an old file. */
  type: string
}

/** @throws ArchiveFault where the block is no header */
export function parseTarHeader(block: Buffer): TarHeader {
  if (!isTarHeader(block)) throw new ArchiveFault('It is broken: the checksum of a header is wrong.')
  const magic = block.toString('latin1', 257, 265)
  const isUstar = magic === 'ustar\x0000'
  if (!isUstar && magic !== 'ustar  \0' && magic !== '\0'.repeat(8))
    throw new ArchiveFault('It is a kind of tar that is not read: neither POSIX nor GNU.')
  const name = untilZero(block.subarray(0, 100))
  const prefix = isUstar ? untilZero(block.subarray(345, 500)) : Buffer.alloc(0)
  return {
    name: prefix.length > 0 ? Buffer.concat([prefix, Buffer.from('/'), name]) : name,
    size: parseNumber(block.subarray(124, 136)),
    type: block.toString('latin1', 156, 157),
  }
}

/** True where the checksum is right, which nothing but a tar has by accident. */
export function isTarHeader(block: Buffer): boolean {
  if (block.length < BLOCK) return false
  const told = /^ *([0-7]{1,8})[ \0]*$/.exec(block.toString('latin1', 148, 156))?.[1]
  // The sum counts its own field as blanks.
  let sum = 8 * 0x20
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += block[at]!
  return told !== undefined && parseInt(told, 8) === sum
}

/** Octal digits, or GNU's base 256 behind a first bit that is set. */
function parseNumber(field: Buffer): number {
  if ((field[0]! & 0x80) !== 0) return parseBase256(field)
  const text = field.toString('latin1')
  const digits = /^ *([0-7]*)[ \0]*$/.exec(text)?.[1]
  if (digits === undefined) throw new ArchiveFault('It is broken: a size in it is no number.')
  return digits === '' ? 0 : parseInt(digits, 8)
}

function parseBase256(field: Buffer): number {
  let value = BigInt(field[0]! & 0x7f)
  for (const byte of field.subarray(1)) value = value * 256n + BigInt(byte)
  // Of a negative number the second bit is set, which makes it larger than any file.
  if (value > BigInt(Number.MAX_SAFE_INTEGER))
    throw new ArchiveFault('It is broken: a size in it is larger than any file.')
  return Number(value)
}

function untilZero(field: Buffer): Buffer {
  const end = field.indexOf(0)
  return end === -1 ? field : field.subarray(0, end)
}
