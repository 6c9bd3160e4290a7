/** The one thread that hashes for all transfers of this process; it lives as long as one of them needs it. */
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Reply, Task } from './hash-worker.ts'

const WORKER = new URL(`./hash-worker${extname(import.meta.url)}`, import.meta.url)

let worker: Worker | null = null
const users = new Map<number, HashThread>()
let lastId = 0

/** One file's place in the thread. */
export class HashThread {
  readonly #id = ++lastId
  readonly #fd: number
  readonly #answer: Promise<string>
  readonly #left: Promise<void>
  #resolve!: (digest: string) => void
  #reject!: (error: Error) => void
  #leave!: () => void

  constructor(fd: number) {
    this.#fd = fd
    this.#answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Whoever asks for the digest hears of it.
    this.#answer.catch(() => undefined)
    this.#left = new Promise((resolve) => (this.#leave = resolve))
    users.set(this.#id, this)
    worker ??= start()
  }

  hashUpTo(size: number): void {
    this.#post({ id: this.#id, fd: this.#fd, size, then: 'wait' })
  }

  async digest(size: number, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted()
    this.#post({ id: this.#id, fd: this.#fd, size, then: 'digest' })
    const stop = () => this.#reject(signal.reason as Error)
    signal.addEventListener('abort', stop)
    return this.#answer.finally(() => signal.removeEventListener('abort', stop))
  }

  /** Resolves when the thread does not touch the file any more. */
  async stop(): Promise<void> {
    this.#post({ id: this.#id, fd: this.#fd, size: 0, then: 'forget' })
    await this.#left
  }

  hear({ digest, error }: Reply): void {
    if (digest !== undefined) this.#resolve(digest)
    else if (error !== undefined) this.#reject(new Error(error))
    else this.#end()
  }

  /** The thread itself has ended. */
  fail(error: Error): void {
    this.#reject(error)
    this.#end()
  }

  #end(): void {
    this.#leave()
    users.delete(this.#id)
    if (users.size > 0) return
    void worker?.terminate()
    worker = null
  }

  #post(task: Task): void {
    if (users.has(this.#id)) worker?.postMessage(task)
  }
}

function start(): Worker {
  // No options of this process: a thread of `node --input-type=module` would not start.
  const started = new Worker(WORKER, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 16 } })
  started.on('message', (reply: Reply) => users.get(reply.id)?.hear(reply))
  started.on('error', (error: Error) => {
    for (const user of users.values()) user.fail(error)
  })
  return started
}
