/** Numbers that look random and are the same for the same seed on every machine: Marsaglia's xorshift of 32 bits. */
export class Random {
  #state: number

  /** Every pair of whole numbers gives a sequence of its own. */
  constructor(seed: number, stream = 0) {
    const mixed = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca77)
    // Zero would stay zero for ever.
    this.#state = mixed === 0 ? 1 : mixed
    for (let round = 0; round < 8; round++) this.#next()
  }

  #next(): number {
    let state = this.#state
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    this.#state = state
    return state >>> 0
  }

  /** From 0, and below 1. */
  fraction(): number {
    return this.#next() / 2 ** 32
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1))
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.whole(0, items.length - 1)]!
  }

  /** Some of the items, in the order given. */
  some<Item>(items: readonly Item[], count: number): Item[] {
    const chosen = new Set<number>()
    while (chosen.size < Math.min(count, items.length)) chosen.add(this.whole(0, items.length - 1))
    return items.filter((_, index) => chosen.has(index))
  }

  /** From the normal distribution around 0 with a standard deviation of 1 (Box and Muller). */
  gaussian(): number {
    return Math.sqrt(-2 * Math.log(1 - this.fraction())) * Math.cos(2 * Math.PI * this.fraction())
  }
}
