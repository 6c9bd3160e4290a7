/** How fast something goes: an average in which the last seconds count most. */

/** After so many seconds a thing counts for about a third (1/e). */
const MEMORY_SECONDS = 8
/** Rates over less time than this jump about. */
const LEAST_SECONDS = 1

export class SmoothedRate {
  #amount = 0
  #seconds = 0

  /** `amount` more was done in the last `seconds`. */
  add(amount: number, seconds: number): void {
    const faded = Math.exp(-seconds / MEMORY_SECONDS)
    this.#amount = this.#amount * faded + amount
    this.#seconds = this.#seconds * faded + seconds
  }

  /** Null: too little time has gone by to tell. */
  get perSecond(): number | null {
    return this.#seconds < LEAST_SECONDS ? null : this.#amount / this.#seconds
  }
}
