/** Ctrl-C and its like: the first asks the command to end well, the second ends it. */
import { constants } from 'node:os'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
export type EndingSignal = (typeof SIGNALS)[number]

/** npm, npx and a terminal may each pass on the same key press. */
const ONE_PRESS_MS = 250

/** What the signal of the command is aborted with. */
export class Interruption extends Error {
  override name = 'Interruption'
  readonly exitCode: number

  constructor(by: EndingSignal) {
    super(`Ended by ${by}.`)
    this.exitCode = 128 + constants.signals[by]
  }
}

/** Aborts with an `Interruption`; whoever asks again while the command ends gets `endNow`. */
export class InterruptionListener {
  readonly #controller = new AbortController()
  readonly #endNow: (exitCode: number) => void
  readonly #now: () => number
  #firstMs = 0

  constructor(endNow: (exitCode: number) => void, now: () => number) {
    this.#endNow = endNow
    this.#now = now
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Null: nobody asked to end. */
  get interruption(): Interruption | null {
    return this.signal.aborted ? (this.signal.reason as Interruption) : null
  }

  listen(target: NodeJS.Process): void {
    for (const name of SIGNALS) target.on(name, () => this.receive(name))
  }

  receive(name: EndingSignal): void {
    const { interruption } = this
    if (interruption === null) {
      this.#firstMs = this.#now()
      this.#controller.abort(new Interruption(name))
    } else if (this.#now() - this.#firstMs > ONE_PRESS_MS) this.#endNow(interruption.exitCode)
  }
}
