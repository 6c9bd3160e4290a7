/** The list of a signed store. A large one has hundreds of thousands of lines, of which most commands need two. */
import { parseSums, type Sums } from '../../verify-store/parse-sums.ts'

const DIGITS = 64

export class SignedList {
  readonly #bytes: Buffer
  readonly #file: string
  #sums: Sums | null = null

  /** `bytes` have been checked against their signature; `file` is what problems call them. */
  constructor(bytes: Buffer, file: string) {
    this.#bytes = bytes
    this.#file = file
  }

  /** SHA-256 of a file, lower-case hex; of a path that is listed twice, the first. Null: it is not listed. */
  sumOf(path: string): string | null {
    const sought = Buffer.from(`  ${path}\n`)
    for (let at = this.#bytes.indexOf(sought); at !== -1; at = this.#bytes.indexOf(sought, at + 1)) {
      const start = at - DIGITS
      const isLine = start === 0 || (start > 0 && this.#bytes[start - 1] === 0x0a)
      const sum = this.#bytes.toString('latin1', Math.max(start, 0), at)
      if (isLine && /^[0-9a-f]{64}$/.test(sum)) return sum
    }
    return null
  }

  /** All of it. */
  get sums(): Sums {
    return (this.#sums ??= parseSums(this.#bytes, this.#file).sums)
  }
}
