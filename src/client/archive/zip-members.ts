/** The members of a zip: its list by the strict reader of `inspect/zip`, its bytes inflated a piece at a time, sums checked. */
import { crc32 } from 'node:zlib'
import { FormatError } from '../../inspect/finding.ts'
import { readZipList, type ZipRecord } from '../../inspect/zip/records.ts'
import type { ByteSource } from '../../lib/byte-source.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import { inflatedRaw, piecesOf } from './inflated.ts'
import { ArchiveFault, type MemberListener, type RawMember } from './member.ts'

/** Deflate cannot make more of a byte than 1032. */
const MAX_RATIO = 1100
const REGULAR = 0x8
const FOLDER = 0x4

/** @throws ArchiveFault */
export function listZip(source: ByteSource, member: MemberListener['member']): void {
  for (const record of records(source)) member(memberOf(record))
}

/** @throws ArchiveFault */
export async function readZip(
  source: ByteSource,
  listener: MemberListener,
  signal: AbortSignal,
): Promise<void> {
  for (const record of records(source)) {
    const member = memberOf(record)
    listener.member(member)
    if (member.kind === 'file') await readRecord(source, record, listener, signal)
  }
}

function records(source: ByteSource): ZipRecord[] {
  try {
    return readZipList(source)
  } catch (error) {
    if (error instanceof FormatError)
      throw new ArchiveFault(`It is not a plain zip: ${escapeHidden(error.message)}`)
    throw error
  }
}

function memberOf({ name, size, packed, kind }: ZipRecord): RawMember {
  const raw = (path: string, kind: RawMember['kind'], refusal?: string): RawMember => ({
    name: Buffer.from(path),
    size,
    kind,
    ...(refusal !== undefined && { refusal }),
  })
  if (name.endsWith('/') && size === 0 && [0, FOLDER].includes(kind)) return raw(name.slice(0, -1), 'folder')
  if (name.endsWith('/')) return raw(name.slice(0, -1), 'refused', 'is a folder that has bytes of its own.')
  if (![0, REGULAR].includes(kind)) return raw(name, 'refused', 'is neither a file nor a folder.')
  if (size > packed * MAX_RATIO) return raw(name, 'refused', 'claims to be larger than it can be.')
  return raw(name, 'file')
}

async function readRecord(
  source: ByteSource,
  record: ZipRecord,
  listener: MemberListener,
  signal: AbortSignal,
): Promise<void> {
  const { start, packed, size, method } = record
  const end = start + packed
  const pieces = method === 0 ? piecesOf(source, start, end) : inflatedRaw(source, start, end)
  let [length, crc] = [0, 0]
  for await (const piece of pieces) {
    signal.throwIfAborted()
    length += piece.length
    if (length > size) break
    crc = crc32(piece, crc)
    listener.bytes(piece)
  }
  if (length !== size)
    throw new ArchiveFault(`It is broken: ${quote(record.name)} does not have the size that is listed.`)
  if (crc !== record.crc)
    throw new ArchiveFault(`It is broken: the checksum of ${quote(record.name)} is wrong.`)
}
