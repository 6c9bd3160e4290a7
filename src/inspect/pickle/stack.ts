/**
 * Stack, marks and memo of the pickle machine, with limits.
 */
import { FormatError, LimitError } from '../finding.ts'
import { isKind, NO_ITEMS, OPAQUE, type Dict, type Key, type List, type Tuple, type Value } from './value.ts'

/** No call that is judged by its arguments has more, and no storage's name. */
const SHORT = 8

export interface StackLimits {
  /** Values on the stack. */
  stack: number
  /** Values in the memo. */
  memo: number
  /** Values inside tuples, lists and dicts; what goes beyond is passed over, not refused. */
  kept: number
}

export class PickleStack {
  readonly #limits: StackLimits
  readonly #values: Value[] = []
  /** How high the stack was at each mark. */
  readonly #marks: number[] = []
  readonly #memo = new Map<number, Value>()
  #kept = 0

  constructor(limits: StackLimits) {
    this.#limits = limits
  }

  push(value: Value): void {
    if (this.#values.length >= this.#limits.stack)
      throw new LimitError('The stack of the pickle grows without bound.')
    this.#values.push(value)
  }

  pop(): Value {
    if (this.#values.length <= (this.#marks.at(-1) ?? 0)) throw underflow()
    return this.#values.pop()!
  }

  top(): Value {
    if (this.#values.length <= (this.#marks.at(-1) ?? 0)) throw underflow()
    return this.#values.at(-1)!
  }

  /** The last `count` values, in the order in which they were pushed. */
  popSome(count: number): Value[] {
    if (this.#values.length - count < (this.#marks.at(-1) ?? 0)) throw underflow()
    return this.#values.splice(-count)
  }

  mark(): void {
    if (this.#marks.length >= this.#limits.stack)
      throw new LimitError('The stack of the pickle grows without bound.')
    this.#marks.push(this.#values.length)
  }

  popToMark(): Value[] {
    const height = this.#marks.pop()
    if (height === undefined) throw new FormatError('A mark is missing.')
    return this.#values.splice(height)
  }

  /** What POP takes away: the last value, or the mark above it. */
  drop(): void {
    if (this.#marks.at(-1) === this.#values.length) this.#marks.pop()
    else this.pop()
  }

  put(index: number): void {
    if (!this.#memo.has(index) && this.#memo.size >= this.#limits.memo)
      throw new LimitError('The memo of the pickle grows without bound.')
    this.#memo.set(index, this.top())
  }

  memoize(): void {
    this.put(this.#memo.size)
  }

  get(index: number): void {
    const value = this.#memo.get(index)
    if (value === undefined) throw new FormatError('The memo holds nothing at the index that is asked for.')
    this.push(value)
  }

  tuple(items: Value[]): Tuple {
    return { kind: 'tuple', items: this.#keepShort(items) }
  }

  list(items: Value[]): List {
    return { kind: 'list', items: this.#keep(items) }
  }

  dict(pairs: Value[]): Dict {
    const dict: Dict = { kind: 'dict', items: new Map() }
    this.#set(dict.items, pairs)
    return dict
  }

  append(items: Value[]): void {
    const target = this.top()
    if (isKind(target, 'list')) for (const item of this.#keep(items)) target.items.push(item)
    else if (!isKind(target, 'called'))
      throw new FormatError('Values are appended to something that is no list.')
  }

  setItems(pairs: Value[]): void {
    const target = this.top()
    if (isKind(target, 'dict')) this.#set(target.items, pairs)
    else if (isKind(target, 'called')) {
      const items = target.items === NO_ITEMS ? new Map<Key, Value>() : (target.items as Map<Key, Value>)
      this.#set(items, pairs)
      target.items = items
    } else throw new FormatError('Values are set in something that is no dict.')
  }

  #set(items: Map<Key, Value>, pairs: Value[]): void {
    if (pairs.length % 2 === 1) throw new FormatError('A key stands without its value.')
    const kept = this.#keep(pairs)
    for (let index = 0; index < kept.length; index += 2) {
      const key = kept[index]
      if (typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint')
        items.set(key, kept[index + 1] ?? OPAQUE)
    }
  }

  /** What calls and storages are named by counts however much has been kept; what lies inside it does not. */
  #keepShort(values: Value[]): Value[] {
    const kept = this.#keep(values)
    return kept.length < values.length && values.length <= SHORT ? values.map(flat) : kept
  }

  /** The values, or none of them when so many have been kept that memory would grow with the file. */
  #keep(values: Value[]): Value[] {
    this.#kept += values.length
    return this.#kept <= this.#limits.kept ? values : []
  }
}

function flat(value: Value): Value {
  return typeof value === 'object' && value !== null && value.kind !== 'global' ? OPAQUE : value
}

function underflow(): FormatError {
  return new FormatError('A value is missing on the stack.')
}
