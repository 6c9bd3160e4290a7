/**
 * Writes .tar.gz archives: tar (POSIX ustar) in one member of gzip (RFC 1952).
 * Read by: NiftyNet's `tar.extractall`, DIGITS, GNU tar, bsdtar, `gzip -t`, Python's tarfile.
 */
import { gzipSync } from 'node:zlib'
import type { Digest } from '../lib/hash.ts'
import { writeArchive, type ArchiveFile, type OnWritten } from './archive-file.ts'
import { BlockStream } from './block-stream.ts'
import { coderFor, type Coder } from './coder.ts'
import { DEFLATE_ENGINE } from './deflate.ts'
import { passOn, type PackedSource, type Sink } from './source.ts'
import { BLOCK_SIZE, tarHeader, tarPadding } from './tar-header.ts'

/** Changes whenever the bytes of an archive with the same members may change. */
export const TAR_ENGINE = `tar-gz-3 ${DEFLATE_ENGINE}`

/** Hears of every byte read for an archive. */
export type OnBytes = (bytes: number) => void

export interface WrittenArchive extends Digest {
  /** SHA-256 of each member, in their order. */
  members: string[]
}

/** Deflate, no name, no time, no system: nothing that could differ. */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
/** Of zlib: what every gzip does by default. */
const LEVEL = 6
/** Bytes of tar that are packed in memory: blocks are for what is large. */
const SMALL = 256 * 1024

/**
 * Writes a new archive with the members in the order given.
 * @throws SourceError where a member is no longer what was found or hashed; the half-written file stays behind for the caller.
 */
export async function writeTarGz(
  members: readonly PackedSource[],
  toPath: string,
  onBytes: OnBytes,
  coder?: Coder,
  onWritten?: OnWritten,
): Promise<WrittenArchive> {
  const size = tarSize(members)
  const hashes: string[] = []
  const write = async (file: ArchiveFile) => {
    if (size <= SMALL) return writeSmall(members, size, file, onBytes, hashes)
    return writeBlocks(members, file, onBytes, hashes, coder ?? coderFor(size))
  }
  const digest = await writeArchive(toPath, write, onWritten)
  return { ...digest, members: hashes }
}

/** Bytes of the tar. */
function tarSize(members: readonly PackedSource[]): number {
  const sizes = members.map(
    ({ file: { path, size } }) => tarHeader(path, size).length + size + tarPadding(size).length,
  )
  return sizes.reduce((sum, size) => sum + size, 2 * BLOCK_SIZE)
}

async function writeSmall(
  members: readonly PackedSource[],
  size: number,
  file: ArchiveFile,
  onBytes: OnBytes,
  hashes: string[],
): Promise<void> {
  // The end of a tar is zeros, and so is what pads its members.
  const tar = Buffer.alloc(size)
  let at = 0
  const sink: Sink = { room: () => tar.subarray(at), filled: (count) => void (at += count) }
  for (const member of members) {
    at += tarHeader(member.file.path, member.file.size).copy(tar, at)
    hashes.push(await passOn(member, counting(sink, onBytes)))
    at += tarPadding(member.file.size).length
  }
  const packed = gzipSync(tar, { level: LEVEL })
  packed.set(HEAD)
  file.write(packed)
}

async function writeBlocks(
  members: readonly PackedSource[],
  file: ArchiveFile,
  onBytes: OnBytes,
  hashes: string[],
  coder: Coder,
): Promise<void> {
  file.write(HEAD)
  const stream = new BlockStream(file, coder)
  try {
    for (const member of members) {
      await stream.write(tarHeader(member.file.path, member.file.size))
      hashes.push(await passOn(member, counting(stream, onBytes)))
      await stream.write(tarPadding(member.file.size))
    }
    await stream.write(Buffer.alloc(2 * BLOCK_SIZE))
    const { crc, size } = await stream.end()
    const tail = Buffer.alloc(8)
    tail.writeUInt32LE(crc, 0)
    tail.writeUInt32LE(size % 2 ** 32, 4)
    file.write(tail)
  } finally {
    await stream.abandon()
  }
}

/** The same sink, that tells what goes through. */
export function counting(sink: Sink, onBytes: OnBytes): Sink {
  return {
    room: () => sink.room(),
    filled: (count) => {
      onBytes(count)
      return sink.filled(count)
    },
  }
}
