/**
 * Writes a zip of files that may be larger than memory, with nothing but what every Node brings.
 * The same files give the same bytes: fixed times and modes, and what is deflated depends on content alone.
 * Read by: `zipfile.extractall` of nnU-Net's importer.
 */
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import type { ByteSource } from '../../lib/byte-source.ts'
import type { Digest } from '../../lib/hash.ts'
import { writeArchive, type ArchiveFile } from '../../pack/archive-file.ts'
import {
  centralHeader,
  dataDescriptor,
  endOfZip,
  localHeader,
  type ZipMember,
} from '../../pack/zip-records.ts'

/** A member to be. */
export interface ZipSource {
  path: string
  /** Opens the bytes for the time of `work`. @throws UserError where they change meanwhile. */
  open: <Result>(work: (bytes: ByteSource) => Promise<Result>) => Promise<Result>
}

export interface ZipOptions {
  signal: AbortSignal
  /** Told of each member before it is written. */
  onMember?: (path: string, size: number) => void
}

const PIECE = 1024 * 1024
const SAMPLES = 8
const SAMPLE_BYTES = 32 * 1024
/** Weights deflate to some 93 %, at a hundredth of the pace of a disk. */
const WORTH = 0.9

/** Throws EEXIST where there is such a file; a half-written one stays behind for the caller. */
export function writeZipFile(
  toPath: string,
  sources: readonly ZipSource[],
  options: ZipOptions,
): Promise<Digest> {
  return writeArchive(toPath, async (file) => {
    const members: ZipMember[] = []
    for (const { path, open } of sources)
      members.push(await open((bytes) => writeMember(path, bytes, file, options)))
    const offset = file.size
    for (const member of members) file.write(centralHeader(member))
    file.write(endOfZip(members.length, file.size - offset, offset))
  })
}

async function writeMember(
  name: string,
  bytes: ByteSource,
  file: ArchiveFile,
  { signal, onMember }: ZipOptions,
): Promise<ZipMember> {
  signal.throwIfAborted()
  onMember?.(name, bytes.size)
  const member: ZipMember = {
    name,
    method: 0,
    size: bytes.size,
    codedSize: bytes.size,
    crc: 0,
    offset: file.size,
    streamed: false,
  }
  if (bytes.size <= PIECE) writeSmall(member, bytes, file)
  else if (isWorthDeflating(bytes)) await writeDeflated(member, bytes, file, signal)
  else await writeStored(member, bytes, file, signal)
  return member
}

function writeSmall(member: ZipMember, bytes: ByteSource, file: ArchiveFile): void {
  const whole = bytes.read(0, bytes.size)
  const coded = deflateRawSync(whole)
  const isShorter = coded.length < whole.length
  Object.assign(member, {
    crc: crc32(whole),
    codedSize: isShorter ? coded.length : whole.length,
    method: isShorter ? 8 : 0,
  })
  file.write(localHeader(member))
  file.write(isShorter ? coded : whole)
}

/** Tried on pieces from all over the file. */
function isWorthDeflating(bytes: ByteSource): boolean {
  const step = Math.floor((bytes.size - SAMPLE_BYTES) / (SAMPLES - 1))
  let coded = 0
  for (let sample = 0; sample < SAMPLES; sample++)
    coded += deflateRawSync(bytes.read(sample * step, SAMPLE_BYTES)).length
  return coded < SAMPLES * SAMPLE_BYTES * WORTH
}

/** Read twice, since the sum stands before the bytes. */
async function writeStored(
  member: ZipMember,
  bytes: ByteSource,
  file: ArchiveFile,
  signal: AbortSignal,
): Promise<void> {
  for await (const piece of piecesOf(bytes, signal)) member.crc = crc32(piece, member.crc)
  file.write(localHeader(member))
  for await (const piece of piecesOf(bytes, signal)) file.write(piece)
}

async function writeDeflated(
  member: ZipMember,
  bytes: ByteSource,
  file: ArchiveFile,
  signal: AbortSignal,
): Promise<void> {
  Object.assign(member, { method: 8, streamed: true })
  file.write(localHeader(member))
  const begin = file.size
  const summed = async function* () {
    for await (const piece of piecesOf(bytes, signal)) {
      member.crc = crc32(piece, member.crc)
      yield piece
    }
  }
  await pipeline(summed, createDeflateRaw(), async (coded: AsyncIterable<Buffer>) => {
    for await (const piece of coded) file.write(piece)
  })
  member.codedSize = file.size - begin
  file.write(dataDescriptor(member))
}

/** Ctrl-C is heard between two pieces. */
async function* piecesOf(bytes: ByteSource, signal: AbortSignal): AsyncGenerator<Buffer> {
  for (let offset = 0; offset < bytes.size; offset += PIECE) {
    await setImmediate()
    signal.throwIfAborted()
    yield bytes.read(offset, Math.min(PIECE, bytes.size - offset))
  }
}
