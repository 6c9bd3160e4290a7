/**
 * What the disk says of the files of a folder. It is kept as one text and one row of numbers: measured, an object for each of
 * 100,000 files costs nearly half as much as asking the disk for them, and most folders are never looked into because nothing in them changed.
 */
import { sha256 } from '../lib/hash.ts'
import type { FileFacts } from '../lib/ledger.ts'

/** Of `fs.Stats`: `mode` is the kind of file and who may do what, `nlink` how many names the file has. */
export type FactsWithMode = FileFacts & { mode: number; nlink: number }

const NUMBERS = 6

export class Facts {
  /** When a file last changed in any way, by the clock of the file system: milliseconds since 1970. */
  changedMs = 0
  #paths: string[] = []
  #numbers: number[] = []
  /** Places of files with several names: there are hardly ever any. Whoever adds a name changes `ctimeMs`. */
  readonly #linked = new Set<number>()
  #text = ''
  #table = new Float64Array()

  add(path: string, { size, mode, mtimeMs, ctimeMs, ino, dev, nlink }: FactsWithMode): void {
    if (nlink > 1) this.#linked.add(this.#paths.length)
    this.#paths.push(path)
    this.#numbers.push(size, mode, mtimeMs, ctimeMs, ino, dev)
    if (ctimeMs > this.changedMs) this.changedMs = ctimeMs
  }

  /**
   * After the last `add`: lower-case hex that stays the same as long as nobody touches a file. It is of no use on another machine.
   */
  seal(): string {
    this.#text = this.#paths.join('\0')
    this.#table = new Float64Array(this.#numbers)
    this.#paths = []
    this.#numbers = []
    // No path holds a NUL.
    return sha256(Buffer.concat([Buffer.from(`${this.#text}\0\0`), Buffer.from(this.#table.buffer)]))
  }

  /** All that was added, in that order; after `seal`. */
  files(): { path: string; size: number; mode: number; isLinked: boolean }[] {
    const paths = this.#table.length === 0 ? [] : this.#text.split('\0')
    return paths.map((path, index) => {
      const [size = 0, mode = 0] = this.#table.subarray(index * NUMBERS, index * NUMBERS + 2)
      return { path, size, mode, isLinked: this.#linked.has(index) }
    })
  }
}
