/**
 * Files that are compressed as a whole: by gzip, or by zlib, as joblib does.
 */
import { constants, gunzipSync, inflateSync } from 'node:zlib'
import type { ByteSource } from '../lib/byte-source.ts'

/** What the start is inflated from; it may give a thousand times as much. */
const START_BYTES = 16 * 1024

/** Judged by the first bytes. */
export function isCompressed(head: Buffer): boolean {
  if (head.length < 4) return false
  return isGzip(head) || (head[0] === 0x78 && head.readUInt16BE(0) % 31 === 0)
}

/** The first of what is inside; null: nothing can be made of it. */
export function inflateStart(bytes: ByteSource): Buffer | null {
  const input = bytes.read(0, START_BYTES)
  return tryInflate(input, { finishFlush: constants.Z_SYNC_FLUSH })
}

/** All that is inside; null: it cannot be inflated, or is larger than `limit`, as it would be in bytes or on the way there. */
export function inflateWhole(bytes: ByteSource, limit: number): Buffer | null {
  return bytes.size > limit ? null : tryInflate(bytes.read(0, bytes.size), { maxOutputLength: limit })
}

function tryInflate(
  input: Buffer,
  options: { finishFlush?: number; maxOutputLength?: number },
): Buffer | null {
  try {
    return (isGzip(input) ? gunzipSync : inflateSync)(input, options)
  } catch {
    return null
  }
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b
}
