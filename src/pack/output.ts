/** The last leg of every archive: counts and hashes the bytes on their way into a new file. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Transform, type Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FILE_MODE } from '../lib/files.ts'
import type { Digest } from '../lib/hash.ts'

/** Hears of every byte read for an archive. */
export type OnBytes = (bytes: number) => void

/**
 * Streams `bytes` through `stages` into a new file, which is on the disk when the promise resolves, and tells what was written.
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
  const file = createWriteStream(toPath, { flags: 'wx', mode: FILE_MODE, flush: true })
  await pipeline([bytes, ...stages, counter, file])
  return { size, sha256: running.digest('hex') }
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
