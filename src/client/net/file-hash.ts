/**
 * SHA-256 of a file that is still being written: a thread reads what is there, close behind the writer, so that hashing costs no time
 * beside the transfer, and no memory beside one buffer. What is small is hashed at the end, without the thread.
 */
import { createHash } from 'node:crypto'
import { readSync } from 'node:fs'
import { HashThread } from './hash-thread.ts'

/** Starting a thread costs as much as hashing this. */
const SMALL_BYTES = 4 * 1024 * 1024
/** The thread is told of this much at once. */
const STEP_BYTES = 1024 * 1024
const BUFFER_BYTES = 256 * 1024

export class FileHash {
  readonly #fd: number
  #thread: HashThread | null = null
  #size = 0
  #told = 0

  /** `fd` stays the caller's, and open until `stop` resolves. */
  constructor(fd: number) {
    this.#fd = fd
  }

  /** The first `size` bytes of the file will not change any more. */
  grow(size: number): void {
    this.#size = size
    if (size < SMALL_BYTES || size < this.#told + STEP_BYTES) return
    this.#thread ??= new HashThread(this.#fd)
    this.#thread.hashUpTo(size)
    this.#told = size
  }

  /** Lower-case hex, of all that it was told of. Rejects with the signal's reason, or with what reading throws. */
  digest(signal: AbortSignal): Promise<string> {
    if (this.#thread !== null) return this.#thread.digest(this.#size, signal)
    signal.throwIfAborted()
    return Promise.resolve(hashStart(this.#fd, this.#size))
  }

  async stop(): Promise<void> {
    await this.#thread?.stop()
    this.#thread = null
  }
}

function hashStart(fd: number, size: number): string {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(Math.min(size, BUFFER_BYTES))
  for (let at = 0; at < size;) {
    const count = readSync(fd, buffer, 0, Math.min(buffer.length, size - at), at)
    if (count === 0) throw new Error('The file has become shorter while it was hashed.')
    hash.update(buffer.subarray(0, count))
    at += count
  }
  return hash.digest('hex')
}
