/**
 * The header before a record's bytes, which must say what the list of the archive says.
 */
import type { ByteSource } from '../../lib/byte-source.ts'
import { Cursor } from '../cursor.ts'
import { FormatError } from '../finding.ts'
import { quoted } from '../quoted.ts'

export interface ZipRecord {
  name: string
  method: number
  /** The first four bits of Unix's mode: 8 for a file, 4 for a folder; 0: not told. */
  kind: number
  /** Bytes in the archive. */
  packed: number
  /** Bytes unpacked. */
  size: number
  crc: number
  /** Where its header lies. */
  header: number
  /** Where its bytes begin. */
  start: number
  /** Its sizes may stand behind its bytes, too. */
  hasDescriptor: boolean
}

interface Listed {
  flags: number
  name: Buffer
  listStart: number
}

/** Where the record's bytes begin. The header must say what the list says, or leave it to the descriptor behind the bytes. */
export function checkHeader(
  source: ByteSource,
  record: ZipRecord,
  { flags, name, listStart }: Listed,
): number {
  const { header } = record
  const differs = () => new FormatError(`The list and the header of ${quoted(record.name)} differ.`, header)
  if (!Number.isSafeInteger(header) || header + 30 > listStart)
    throw new FormatError('A file lies outside the archive.', header)
  const cursor = new Cursor(source, header, listStart)
  if (cursor.u32() !== 0x04034b50) throw new FormatError('The header of a file is missing.', header)
  cursor.skip(2)
  const here = { flags: cursor.u16(), method: cursor.u16() }
  cursor.skip(4)
  const [crc, packed, size] = [cursor.u32(), cursor.u32(), cursor.u32()]
  const [nameLength, extraLength] = [cursor.u16(), cursor.u16()]
  if (
    here.method !== record.method ||
    ((here.flags ^ flags) & 0x2049) !== 0 ||
    !cursor.bytes(nameLength).equals(name)
  )
    throw differs()
  const wide = readWide(cursor.bytes(extraLength), { size, packed, header: 0 })
  const isSaid = crc === record.crc && wide.size === record.size && wide.packed === record.packed
  const isLeft =
    (flags & 8) !== 0 &&
    [0, record.crc].includes(crc) &&
    [0, record.size].includes(wide.size) &&
    [0, record.packed].includes(wide.packed)
  if (!isSaid && !isLeft) throw differs()
  const start = cursor.offset
  if (start + record.packed > listStart)
    throw new FormatError(`${quoted(record.name)} is longer than the archive.`, header)
  return start
}

interface Sizes {
  size: number
  packed: number
  header: number
}

/** The sizes, with those of more than 32 bits taken from the extra field. */
export function readWide(extra: Buffer, narrow: Sizes): Sizes {
  const wide = { ...narrow }
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === 1) fillWide(wide, extra.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return wide
}

function fillWide(wide: Sizes, field: Buffer): void {
  let at = 0
  for (const key of ['size', 'packed', 'header'] as const) {
    if (wide[key] !== 0xffffffff || at + 8 > field.length) continue
    wide[key] = Number(field.readBigUInt64LE(at))
    at += 8
  }
}
