/**
 * Writes .tar.gz archives.
 * Read by: NiftyNet's `tar.extractall`, DIGITS, GNU tar, `gzip -t`, Python's tarfile.
 *
 * The tar layer is ours: archiver keeps the stream of a tar member to itself without listening for its errors, so a source that
 * changed or a full disk would end the whole process with a stack.
 */
import { Readable, type Duplex } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { Digest } from '../lib/hash.ts'
import { tap, writeHashed, type OnBytes } from './output.ts'
import { readSource, type HashedSource } from './source.ts'
import { BLOCK_SIZE, tarHeader, tarPadding } from './tar-header.ts'

/** Changes whenever the bytes of an archive with the same members may change. */
export const TAR_ENGINE = `tar-gz-1 zlib-${process.versions.zlib}`

/**
 * Writes a new archive with the members in the order given.
 * @throws SourceError where a member is no longer what was hashed; the half-written file stays behind for the caller.
 */
export function writeTarGz(members: HashedSource[], toPath: string, onBytes: OnBytes): Promise<Digest> {
  const bytes = Readable.from(tarBytes(members, onBytes), { objectMode: false })
  return writeHashed(bytes, [createGzip({ level: 6 }), hideSystem()], toPath)
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

/** Byte 9 of a gzip header names the operating system that wrote it (RFC 1952, 2.3.1); 255 is "unknown". */
function hideSystem(): Duplex {
  let isHeader = true
  return tap((chunk) => {
    if (isHeader) chunk[9] = 255
    isHeader = false
  })
}
