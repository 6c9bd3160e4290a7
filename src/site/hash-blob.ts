/** SHA-256 of a file in a browser: by the browser itself where it offers that, else by code of ours that holds a slice at a time. */
import { sha256 } from '@noble/hashes/sha2.js'

/** Web Crypto takes a file only as a whole. */
const MOST_IN_MEMORY = 512 * 2 ** 20
const SLICE = 8 * 2 ** 20

/**
 * Lower-case hex. `subtle` is undefined where the page came without TLS; `onProgress` hears of the bytes read so far.
 * @throws DOMException where the file cannot be read, or has changed since it was chosen.
 */
export async function hashBlob(
  blob: Blob,
  subtle: SubtleCrypto | undefined,
  onProgress: (bytes: number) => void,
): Promise<string> {
  const room = subtle && blob.size <= MOST_IN_MEMORY ? roomFor(blob.size) : null
  if (!subtle || room === null) return hashInSlices(blob, onProgress)
  await readInSlices(blob, (slice, at) => {
    room.set(slice, at)
    onProgress(at + slice.length)
  })
  return hex(new Uint8Array(await subtle.digest('SHA-256', room)))
}

/** In constant memory. */
async function hashInSlices(blob: Blob, onProgress: (bytes: number) => void): Promise<string> {
  const running = sha256.create()
  await readInSlices(blob, (slice, at) => {
    running.update(slice)
    onProgress(at + slice.length)
  })
  return hex(running.digest())
}

async function readInSlices(blob: Blob, take: (slice: Uint8Array, at: number) => void): Promise<void> {
  for (let at = 0; at < blob.size; at += SLICE) {
    take(new Uint8Array(await blob.slice(at, at + SLICE).arrayBuffer()), at)
  }
}

/** Null: the browser has not that much memory. */
function roomFor(size: number): Uint8Array<ArrayBuffer> | null {
  try {
    return new Uint8Array(size)
  } catch {
    return null
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
