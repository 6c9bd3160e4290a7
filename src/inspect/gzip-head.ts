/**
 * The first bytes of what a gzip file holds, and never more: a bomb of any size ends at the bound.
 */
import { constants, gunzipSync, inflateRawSync } from 'node:zlib'
import { bytesOf, type ByteSource } from '../lib/byte-source.ts'

// Deflate grows by 1032 at most, so what comes from the last of them always fits.
const INPUTS = [1024 * 1024, 128 * 1024, 16 * 1024, 4096]
const MOST = 5 * 1024 * 1024
const SOME = 4096

export function isGzip(head: Buffer): boolean {
  return head.length > 18 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8
}

/** A source of the first bytes: what 4 KiB inflate to, or `wanted` bytes if 1 MiB and a bound of 5 MiB yield them; null: damaged. */
export function gzipHead(source: ByteSource, wanted = SOME): ByteSource | null {
  return head(source, wanted, gunzipSync)
}

/** The same of a bare deflate stream. */
export function deflateHead(source: ByteSource, wanted = SOME): ByteSource | null {
  return head(source, wanted, inflateRawSync)
}

function head(source: ByteSource, wanted: number, inflate: typeof gunzipSync): ByteSource | null {
  // A flush in place of the end: input that is cut gives what it holds so far.
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST }
  for (const size of wanted > SOME ? INPUTS : INPUTS.slice(-1)) {
    try {
      return bytesOf(inflate(source.read(0, size), options))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return null
    }
  }
  return null
}
