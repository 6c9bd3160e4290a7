/** Where in a pickle its values are made, kept in the memo, and fetched from there. */
import { Cursor } from '../../inspect/cursor.ts'
import { FormatError } from '../../inspect/finding.ts'
import { Machine } from '../../inspect/pickle/machine.ts'
import type { Value } from '../../inspect/pickle/value.ts'
import { parseStorage } from '../../inspect/torch/persistent.ts'
import { bytesOf } from '../../lib/byte-source.ts'

/** A value that was put into the memo. */
export interface Stored {
  index: number
  /** Where the opcode lies that does it. */
  at: number
  /** Where the making of the value begins. */
  start: number
  /** Nothing but one opcode made it. */
  isWhole: boolean
}

export interface Fetched {
  index: number
  at: number
  /** Behind the opcode. */
  end: number
}

/** What was set at once in the value at the bottom of the stack: keys and values in turn. */
export interface Top {
  items: { value: Value; start: number }[]
  /** Where the opcode lies that sets them. */
  end: number
}

export interface Trace {
  value: Value
  tops: Top[]
  stored: Stored[]
  fetched: Fetched[]
  storages: { key: string; at: number }[]
  /** The memo is numbered by counting. */
  isCounted: boolean
}

/** Null: it breaks off. */
export function tracePickle(pickle: Buffer): Trace | null {
  const machine = new TracingMachine(new Cursor(bytesOf(pickle)))
  try {
    const value = machine.run()
    return { ...machine.trace, value, isCounted: machine.isCounted || pickle[0] !== 0x80 || pickle[1]! > 3 }
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}

interface Slot {
  start: number
  isWhole: boolean
}

class TracingMachine extends Machine {
  readonly trace: Omit<Trace, 'value' | 'isCounted'> = { tops: [], stored: [], fetched: [], storages: [] }
  isCounted = false
  /** One for each value on the stack. */
  readonly #slots: Slot[] = []
  readonly #heights: { slots: number; start: number }[] = []
  /** Where the lowest value began that the opcode at `at` took. */
  #taken: { at: number; start: number } | null = null

  constructor(cursor: Cursor) {
    super(cursor, { persistent: () => undefined, isCallable: () => true })
  }

  override push(value: Value): void {
    const taken = this.#taken?.at === this.at ? this.#taken : null
    this.#slots.push({ start: taken?.start ?? this.at, isWhole: taken === null })
    super.push(value)
  }

  override pop(): Value {
    this.#take(this.#slots.pop()?.start)
    return super.pop()
  }

  override popSome(count: number): Value[] {
    for (const slot of this.#slots.splice(-count).reverse()) this.#take(slot.start)
    return super.popSome(count)
  }

  override mark(): void {
    this.#heights.push({ slots: this.#slots.length, start: this.at })
    super.mark()
  }

  override popToMark(): Value[] {
    const values = super.popToMark()
    const { slots, start } = this.#heights.pop()!
    const taken = this.#slots.splice(slots)
    this.#take(start)
    if (slots === 1 && this.#heights.length === 0)
      this.trace.tops.push({
        items: values.map((value, index) => ({ value, start: taken[index]!.start })),
        end: this.at,
      })
    return values
  }

  /** POP: no checkpoint has it, and a mark that it took away would go unnoticed. */
  override drop(): never {
    return this.refuse('POP')
  }

  override put(index: number): void {
    super.put(index)
    this.trace.stored.push({ index, at: this.at, ...this.#slots.at(-1)! })
  }

  override memoize(): void {
    this.isCounted = true
    super.memoize()
  }

  override get(index: number): void {
    super.get(index)
    this.trace.fetched.push({ index, at: this.at, end: this.cursor.offset })
  }

  override persistent(id: Value): void {
    this.trace.storages.push({ key: parseStorage(id).key, at: this.at })
    super.persistent(id)
  }

  #take(start = 0): void {
    this.#taken = { at: this.at, start }
  }
}
