/** The last leg of every archive: counts and hashes the bytes on their way into a new file. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FILE_MODE } from '../lib/files.ts'
import { sha256, type Digest } from '../lib/hash.ts'

/** Hears of every byte read for an archive. */
export type OnBytes = (bytes: number) => void

/**
 * Streams `bytes` into a new file and tells what was written. It need not survive a power cut: whatever lies in the
 * cache is hashed before it is used.
 * Rejects with the first error of any of them; the half-written file stays behind for the caller.
 */
export async function writeHashed(bytes: NodeJS.ReadableStream, toPath: string): Promise<Digest> {
  const running = createHash('sha256')
  let size = 0
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      running.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(bytes, counter, createWriteStream(toPath, { flags: 'wx', mode: FILE_MODE }))
  return { size, sha256: running.digest('hex') }
}

/** The same for bytes that are in memory already. */
export async function writeWhole(bytes: Buffer, toPath: string): Promise<Digest> {
  await writeFile(toPath, bytes, { flag: 'wx', mode: FILE_MODE })
  return { size: bytes.length, sha256: sha256(bytes) }
}
