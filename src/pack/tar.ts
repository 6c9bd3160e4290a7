/**
 * Writes .tar.gz archives.
 * Read by: NiftyNet's `tar.extractall`, DIGITS, GNU tar, `gzip -t`, Python's tarfile.
 *
 * The tar layer is ours: archiver keeps the stream of a tar member to itself without listening for its errors, so a source that
 * changed or a full disk would end the whole process with a stack.
 */
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import type { Digest } from '../lib/hash.ts'
import { DEFLATE_ENGINE } from './deflate.ts'
import { gzip } from './gzip.ts'
import { writeHashed, writeWhole, type OnBytes } from './output.ts'
import { readSource, type HashedSource } from './source.ts'
import { BLOCK_SIZE, tarHeader, tarPadding } from './tar-header.ts'

/** Changes whenever the bytes of an archive with the same members may change. */
export const TAR_ENGINE = `tar-gz-2 ${DEFLATE_ENGINE}`

/** Of zlib: what every gzip does by default. */
const LEVEL = 6
/** The byte of a gzip header that names the operating system (RFC 1952, 2.3.1), and its value for none. */
const SYSTEM_BYTE = 9
const UNKNOWN_SYSTEM = 255
/** Bytes of members that are packed in memory. */
const SMALL = 256 * 1024

/**
 * Writes a new archive with the members in the order given.
 * @throws SourceError where a member is no longer what was hashed; the half-written file stays behind for the caller.
 */
export function writeTarGz(members: HashedSource[], toPath: string, onBytes: OnBytes): Promise<Digest> {
  if (members.reduce((sum, { file }) => sum + file.size, 0) <= SMALL)
    return writeSmall(members, toPath, onBytes)
  return writeHashed(Readable.from(gzip(tarBytes(members, onBytes)), { objectMode: false }), toPath)
}

/** Without streams, which cost several times as much as the rest for an archive of a few kilobytes. */
async function writeSmall(members: HashedSource[], toPath: string, onBytes: OnBytes): Promise<Digest> {
  const archive = gzipSync(Buffer.concat([...tarBytes(members, onBytes)]), { level: LEVEL })
  archive[SYSTEM_BYTE] = UNKNOWN_SYSTEM
  return writeWhole(archive, toPath)
}

function* tarBytes(members: HashedSource[], onBytes: OnBytes): Generator<Buffer> {
  let padding: Buffer = Buffer.alloc(0)
  for (const member of members) {
    const { path, size } = member.file
    yield Buffer.concat([padding, tarHeader(path, size)])
    for (const chunk of readSource(member)) {
      yield chunk
      onBytes(chunk.length)
    }
    padding = tarPadding(size)
  }
  yield Buffer.concat([padding, Buffer.alloc(2 * BLOCK_SIZE)])
}
