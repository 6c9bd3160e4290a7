/**
 * SHA-256 of a file that is still being written: a thread of its own reads what is there, close behind the writer, so that hashing costs
 * no time beside the transfer, and no memory beside one buffer. What is small is hashed at the end, without a thread.
 */
import { once } from 'node:events'
import { createHash } from 'node:crypto'
import { readSync } from 'node:fs'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'

/** Starting a thread costs as much as hashing this. */
const SMALL_BYTES = 4 * 1024 * 1024
const BUFFER_BYTES = 256 * 1024
const WORKER = new URL(`./hash-worker${extname(import.meta.url)}`, import.meta.url)

export class FileHash {
  readonly #fd: number
  /** Twice the bytes that may be read; one more when there will be no others. */
  readonly #state = new BigInt64Array(new SharedArrayBuffer(8))
  #worker: Worker | null = null
  #answer: Promise<unknown[]> | null = null
  #size = 0

  /** `fd` stays the caller's, and open until `stop` resolves. */
  constructor(fd: number) {
    this.#fd = fd
  }

  /** The first `size` bytes of the file will not change any more. */
  grow(size: number): void {
    this.#size = size
    if (this.#worker === null && size >= SMALL_BYTES) this.#start()
    this.#tell(BigInt(size) * 2n)
  }

  /** Lower-case hex, of all that it was told of. Rejects with the signal's reason, or with what reading throws. */
  async digest(signal: AbortSignal): Promise<string> {
    signal.throwIfAborted()
    if (this.#answer === null) return hashStart(this.#fd, this.#size)
    this.#tell(BigInt(this.#size) * 2n + 1n)
    const stopped = new AbortController()
    try {
      const [digest] = await Promise.race([this.#answer, once(signal, 'abort', { signal: stopped.signal })])
      signal.throwIfAborted()
      return digest as string
    } finally {
      stopped.abort()
    }
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate()
  }

  #start(): void {
    const workerData = { fd: this.#fd, state: this.#state, bufferBytes: BUFFER_BYTES }
    this.#worker = new Worker(WORKER, { workerData, resourceLimits: { maxOldGenerationSizeMb: 16 } })
    this.#answer = once(this.#worker, 'message')
    // Whoever asks for the digest hears of it.
    this.#answer.catch(() => undefined)
  }

  #tell(state: bigint): void {
    Atomics.store(this.#state, 0, state)
    Atomics.notify(this.#state, 0)
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
