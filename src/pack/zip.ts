/**
 * Writes .zip archives; zip64 where sizes, offsets or the number of members ask for it.
 * Read by: nnU-Net's `zipfile.extractall`, `unzip`, bsdtar.
 */
import { crc32, deflateRawSync } from 'node:zlib'
import { writeArchive, type ArchiveFile, type OnWritten } from './archive-file.ts'
import { BlockStream } from './block-stream.ts'
import { coderFor, type Coder } from './coder.ts'
import { BLOCK_BYTES, DEFLATE_ENGINE } from './deflate.ts'
import { passOn, type PackedSource, type Sink } from './source.ts'
import { counting, type OnBytes, type WrittenArchive } from './tar.ts'
import { centralHeader, dataDescriptor, endOfZip, localHeader, type ZipMember } from './zip-records.ts'

/** Changes whenever the bytes of an archive with the same members may change. */
export const ZIP_ENGINE = `zip-1 ${DEFLATE_ENGINE}`

/** Of zlib: what every zip does by default. */
const LEVEL = 6
/** Bytes of a member that is coded in memory, so that its header can tell the size. */
const SMALL = BLOCK_BYTES / 4

/**
 * Writes a new archive with the members in the order given.
 * @throws SourceError where a member is no longer what was found or hashed; the half-written file stays behind for the caller.
 */
export async function writeZip(
  members: readonly PackedSource[],
  toPath: string,
  onBytes: OnBytes,
  coder?: Coder,
  onWritten?: OnWritten,
): Promise<WrittenArchive> {
  const hashes: string[] = []
  const total = members.reduce((sum, { file }) => sum + file.size, 0)
  const write = async (file: ArchiveFile) => {
    let stream: BlockStream | undefined
    const written: ZipMember[] = []
    try {
      for (const source of members) {
        const isSmall = source.file.size <= SMALL
        if (!isSmall) stream ??= new BlockStream(file, coder ?? coderFor(total))
        const write = stream && !isSmall ? writeStreamed(stream) : writeSmall
        const { member, sha256 } = await write(source, file, onBytes)
        written.push(member)
        hashes.push(sha256)
      }
    } finally {
      await stream?.abandon()
    }
    writeDirectory(written, file)
  }
  const digest = await writeArchive(toPath, write, onWritten)
  return { ...digest, members: hashes }
}

interface WrittenMember {
  member: ZipMember
  sha256: string
}

async function writeSmall(source: PackedSource, file: ArchiveFile, onBytes: OnBytes): Promise<WrittenMember> {
  const { path: name, size } = source.file
  const bytes = Buffer.alloc(size)
  let at = 0
  const sink: Sink = { room: () => bytes.subarray(at), filled: (count) => void (at += count) }
  const sha256 = await passOn(source, counting(sink, onBytes))
  const coded = deflateRawSync(bytes, { level: LEVEL })
  const data = coded.length < size ? coded : bytes
  const member: ZipMember = {
    ...{ name, size, codedSize: data.length, crc: crc32(bytes), offset: file.size, streamed: false },
    method: data === bytes ? 0 : 8,
  }
  file.write(localHeader(member))
  file.write(data)
  return { member, sha256 }
}

function writeStreamed(stream: BlockStream) {
  return async (source: PackedSource, file: ArchiveFile, onBytes: OnBytes): Promise<WrittenMember> => {
    const { path: name, size } = source.file
    const member: ZipMember = {
      ...{ name, method: 8, size, codedSize: 0, crc: 0, offset: file.size, streamed: true },
    }
    file.write(localHeader(member))
    const begin = file.size
    const sha256 = await passOn(source, counting(stream, onBytes))
    member.crc = (await stream.end()).crc
    member.codedSize = file.size - begin
    file.write(dataDescriptor(member))
    return { member, sha256 }
  }
}

/** Many small members make a large directory, so it is written in pieces. */
function writeDirectory(members: readonly ZipMember[], file: ArchiveFile): void {
  const offset = file.size
  for (let at = 0; at < members.length; at += PIECE)
    file.write(Buffer.concat(members.slice(at, at + PIECE).map(centralHeader)))
  file.write(endOfZip(members.length, file.size - offset, offset))
}

const PIECE = 1000
