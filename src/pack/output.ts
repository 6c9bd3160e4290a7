/** The last leg of every archive: counts and hashes the bytes on their way into a new file. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Transform, type Duplex } from 'node:stream'
import { writeFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { FILE_MODE } from '../lib/files.ts'
import { sha256, type Digest } from '../lib/hash.ts'

/** Hears of every byte read for an archive. */
export type OnBytes = (bytes: number) => void

/**
 * Streams `bytes` through `stages` into a new file and tells what was written. It need not survive a power cut: whatever lies in the
 * cache is hashed before it is used.
 * Rejects with the first error of any of them; the half-written file stays behind for the caller.
 */
export async function writeHashed(
  bytes: NodeJS.ReadableStream,
  stages: Duplex[],
  toPath: string,
): Promise<Digest> {
  const running = createHash('sha256')
  let size = 0
  const counter = tap((chunk) => {
    running.update(chunk)
    size += chunk.length
  })
  const file = createWriteStream(toPath, { flags: 'wx', mode: FILE_MODE })
  await pipeline([bytes, ...stages, counter, file])
  return { size, sha256: running.digest('hex') }
}

/** The same for bytes that are in memory already. */
export async function writeWhole(bytes: Buffer, toPath: string): Promise<Digest> {
  await writeFile(toPath, bytes, { flag: 'wx', mode: FILE_MODE })
  return { size: bytes.length, sha256: sha256(bytes) }
}

/** Lets `look` see, and change in place, each chunk that passes. */
export function tap(look: (chunk: Buffer) => void): Duplex {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      look(chunk)
      done(null, chunk)
    },
  })
}
