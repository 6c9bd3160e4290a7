/** A few lines at the end of a terminal that are written over again and again. */

const ERASE_TO_END = '\u001b[K'
const ERASE_BELOW = '\u001b[J'

/** What is written to; of `process.stderr`. */
export interface TerminalStream {
  write: (text: string) => unknown
  isTTY?: boolean
  columns?: number
  rows?: number
}

/** Only what sticks out of the old lines is erased: nothing flickers. */
export class RewrittenLines {
  readonly #stream: TerminalStream
  /** Of what stands there now. */
  #widths: number[] = []

  constructor(stream: TerminalStream) {
    this.#stream = stream
  }

  /** A character in the last column would begin a new line on some terminals. One that does not know its width says 0. */
  get columns(): number {
    return Math.max((this.#stream.columns || 80) - 1, 1)
  }

  /** Lines that may be drawn: were the first to scroll away, it could not be reached again. */
  get rows(): number {
    return Math.max((this.#stream.rows || 24) - 2, 1)
  }

  draw(lines: readonly string[]): void {
    const text = lines.map((line) => line + ERASE_TO_END).join('\r\n')
    this.#stream.write(`${this.#toStart()}${text}${ERASE_BELOW}`)
    this.#widths = lines.map((line) => line.length)
  }

  /** A line that stays, above the others. */
  say(text: string): void {
    this.#stream.write(`${this.#toStart()}${ERASE_BELOW}${text}\n`)
    this.#widths = []
  }

  clear(): void {
    if (this.#widths.length > 0) this.#stream.write(`${this.#toStart()}${ERASE_BELOW}`)
    this.#widths = []
  }

  /** A window made narrower has broken each line into several. */
  #toStart(): string {
    const columns = this.#stream.columns || 80
    const rows = this.#widths.reduce((sum, width) => sum + Math.max(Math.ceil(width / columns), 1), 0)
    return rows > 1 ? `\r\u001b[${rows - 1}A` : '\r'
  }
}
