/**
 * An nnU-Net checkpoint without the state of its optimizer, which only the resuming of a training needs and which is as large as the weights, or
 * twice. The checkpoint is never loaded: its pickle gets None in place of the state, and the bytes that only the state named are left out.
 */
import { crc32 } from 'node:zlib'
import type { ByteSource } from '../../lib/byte-source.ts'
import { FormatError } from '../../inspect/finding.ts'
import { inspectFile } from '../../inspect/recognise.ts'
import { isTorchZip } from '../../inspect/torch/zip.ts'
import { openCheckedRecord, readZipRecords, type ZipRecord } from '../../inspect/zip/records.ts'
import { centralHeader, endOfZip, localHeader, type ZipMember } from '../../pack/zip-records.ts'
import { cutPickle } from './cut-pickle.ts'
import { joinedBytes, type Segment } from './joined-bytes.ts'

export interface Stripped {
  /** The checkpoint as it is where there is a reason. */
  bytes: ByteSource
  /** Why the state stays, in a sentence; null: it is gone, or there was none. */
  reason: string | null
}

const KEY = 'optimizer_state'
/** Real ones have one or two. */
const PICKLE_BYTES = 64 * 1024 * 1024
/** Where torch lets the bytes of a storage begin, so that they can be mapped into memory. */
const ALIGNMENT = 64
const MOST_BYTES = 0xf0000000

export function withoutOptimizer(bytes: ByteSource): Stripped {
  const before = inspectFile(bytes, 'checkpoint.pth', { own: new Set(), paths: new Set() }).report
  if (before?.hasOptimizer === false) return { bytes, reason: null }
  const stripped =
    before?.format === 'torch' ? strip(bytes) : 'it is not in the format of torch 1.6 and later.'
  if (typeof stripped === 'string') return { bytes, reason: stripped }
  const after = inspectFile(stripped, 'checkpoint.pth', { own: new Set(), paths: new Set() }).report
  const isSame = after !== null && JSON.stringify({ ...after, ...changes(before) }) === JSON.stringify(before)
  return isSame && after.hasOptimizer === false
    ? { bytes: stripped, reason: null }
    : { bytes, reason: 'what is left would not be the same model.' }
}

/** What may differ without the state: its imports may be fewer. */
function changes(before: ReturnType<typeof inspectFile>['report']) {
  return { hasOptimizer: before!.hasOptimizer, imports: before!.imports, ownImports: before!.ownImports }
}

function strip(bytes: ByteSource): ByteSource | string {
  try {
    return stripRecords(bytes, readZipRecords(bytes))
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
}

function stripRecords(bytes: ByteSource, records: readonly ZipRecord[]): ByteSource | string {
  const data = records.find(({ name }) => /^[^/]+\/data\.pkl$/.test(name))
  if (!isTorchZip(records) || data === undefined || records.some(({ method }) => method !== 0))
    return 'its zip is not stored as torch stores it.'
  if (data.size > PICKLE_BYTES || records.some(({ size }) => size > MOST_BYTES))
    return 'it is too large for that.'
  const pickle = openCheckedRecord(bytes, data, PICKLE_BYTES).read(0, data.size)
  const cut = cutPickle(pickle, KEY)
  if (typeof cut === 'string') return cut
  const root = data.name.split('/')[0]!
  const kept = records
    .filter(({ name }) => !isDropped(name, root, cut.dropped))
    .toSorted((a, b) => a.header - b.header)
  return torchZip(kept.map((record) => toMember(bytes, record, record === data ? cut.pickle : null)))
}

function isDropped(name: string, root: string, dropped: ReadonlySet<string>): boolean {
  const above = `${root}/data/`
  return name.startsWith(above) && dropped.has(name.slice(above.length))
}

interface TorchMember {
  name: string
  crc: number
  content: Segment
}

function toMember(
  source: ByteSource,
  { name, crc, start, size }: ZipRecord,
  changed: Buffer | null,
): TorchMember {
  return changed === null
    ? { name, crc, content: { source, start, size } }
    : { name, crc: crc32(changed), content: changed }
}

function torchZip(members: readonly TorchMember[]): ByteSource {
  const segments: Segment[] = []
  const list: Buffer[] = []
  let offset = 0
  for (const { name, crc, content } of members) {
    const size = Buffer.isBuffer(content) ? content.length : content.size
    const member: ZipMember = { name, method: 0, size, codedSize: size, crc, offset, streamed: false }
    const header = aligned(localHeader(member), offset)
    segments.push(header, content)
    list.push(centralHeader(member))
    offset += header.length + size
  }
  const central = Buffer.concat(list)
  return joinedBytes([...segments, central, endOfZip(list.length, central.length, offset)])
}

/** With an extra field of torch's own kind, `FB`, as long as it takes. */
function aligned(header: Buffer, offset: number): Buffer {
  const length = (ALIGNMENT - ((offset + header.length + 4) % ALIGNMENT)) % ALIGNMENT
  const extra = Buffer.alloc(4 + length, 'Z')
  extra.write('FB', 0, 'latin1')
  extra.writeUInt16LE(length, 2)
  header.writeUInt16LE(extra.length, 28)
  return Buffer.concat([header, extra])
}
