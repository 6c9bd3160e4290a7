/**
 * Has the system bring to the disk what was written so far while more is on its way, so that a file that must last over a power cut is
 * not waited for at its end.
 */
import { fdatasync } from 'node:fs'

const EVERY = 32 * 1024 * 1024

export class WriteBehind {
  readonly #fd: number
  #since = 0
  #pending: Promise<void> | null = null
  /** The system tells of it once. */
  #fault: Error | null = null

  constructor(fd: number) {
    this.#fd = fd
  }

  /** Throws what went wrong with earlier bytes. */
  wrote(bytes: number): void {
    if (this.#fault !== null) throw this.#fault
    this.#since += bytes
    if (this.#since < EVERY || this.#pending !== null) return
    this.#since = 0
    this.#pending = new Promise((resolve) => {
      fdatasync(this.#fd, (error) => {
        this.#fault = error
        this.#pending = null
        resolve()
      })
    })
  }

  /** Resolves when the file may be closed; gives what went wrong. */
  async end(): Promise<Error | null> {
    await this.#pending
    return this.#fault
  }
}
