/**
 * What the documents of a store promise of its files. However much a hostile store promises, what is kept of it is bounded by its list
 * of files.
 */
import { SIGNATURE_FILE, SUMS_FILE } from '../lib/foreign.ts'
import { quote, type Problem } from '../zoo/problem.ts'
import type { Sums } from './parse-sums.ts'

/** One document's word about one file. */
export interface Claim {
  /** The path is one below the address of the store's artifacts, where it publishes its archives apart; absent: in the store. */
  isArtifact?: true
  /** Of a version before the newest. */
  isEarlier?: boolean
  /** The document; path in the store. */
  by: string
  /** Path in the store, or what stands in the place of one. */
  path: string
  /** Bytes. */
  size?: number
  sha256?: string
}

/** Different sizes that are noted of one file: documents of a store that is whole agree. */
const MOST_SIZES = 4
const MOST_PROBLEMS = 10_000

export class Promises {
  readonly #label: string
  readonly #sums: Sums
  /** By path and size, the document that states it; of several, the first by name, whatever the order in which they came. */
  readonly #sizes = new Map<string, Map<number, string>>()
  readonly #problems = new Map<string, Problem>()

  /** `label` is what problems call the store. */
  constructor(label: string, sums: Sums) {
    this.#label = label
    this.#sums = sums
  }

  add({ by, path, size, sha256 }: Claim): void {
    if (path === SUMS_FILE || path === SIGNATURE_FILE) return
    const listed = this.#sums.get(path)
    if (listed === undefined)
      this.#refuse(by, `It names ${quote(path)}, which is not in the store. Publish the store again.`)
    else if (sha256 !== undefined && sha256 !== listed)
      this.#refuse(
        by,
        `It states another SHA-256 for ${quote(path)} than SHA256SUMS. Publish the store again.`,
      )
    else if (size !== undefined) this.#note(path, size, by)
  }

  /** The largest size that is stated for a file; undefined: none is. */
  sizeOf(path: string): number | undefined {
    const sizes = this.#sizes.get(path)
    return sizes && Math.max(...sizes.keys())
  }

  /** The promises that are not kept. `found`: bytes of each file that could be read. */
  broken(found: ReadonlyMap<string, number>): Problem[] {
    for (const [path, sizes] of this.#sizes) {
      const actual = found.get(path)
      for (const [size, by] of actual === undefined ? [] : sizes) {
        if (size !== actual)
          this.#refuse(
            by,
            `It states ${size} bytes for ${quote(path)}, which has ${actual}. Publish the store again.`,
          )
      }
    }
    return [...this.#problems.values()]
  }

  #note(path: string, size: number, by: string): void {
    const sizes = this.#sizes.get(path) ?? new Map<number, string>()
    const other = sizes.get(size)
    if (other === undefined ? sizes.size < MOST_SIZES : by < other) sizes.set(size, by)
    this.#sizes.set(path, sizes)
  }

  #refuse(by: string, message: string): void {
    const file = `${this.#label}/${by}`
    if (this.#problems.size < MOST_PROBLEMS)
      this.#problems.set(`${file}\n${message}`, { file, message, severity: 'error' })
  }
}
