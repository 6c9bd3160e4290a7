/**
 * Takes one value out of the dictionary that a pickle gives, by its opcodes: nothing is loaded.
 *
 * A value of a dictionary is a run of opcodes; `N` (None) can stand in its place. What the run puts into the memo and what is fetched from
 * there later is made again where it is first fetched, if it is a plain name or text, as torch's classes of storages are. Protocols 2 and 3
 * number the memo in the open, so that the numbers stay right; those after count.
 */
import { isKind, type Value } from '../../inspect/pickle/value.ts'
import { isSame } from './same-value.ts'
import { tracePickle, type Fetched, type Stored, type Trace } from './trace-pickle.ts'

export interface Cut {
  pickle: Buffer
  /** Keys of storages that only the value named. */
  dropped: Set<string>
}

interface Range {
  from: number
  to: number
}

const NONE = Buffer.from('N')
const ODD = 'its pickle is not made as torch makes them.'
/** GLOBAL and the opcodes of text: what they make cannot change, so that it can be made twice. */
const PLAIN = new Set(Buffer.from('cXUT'))

/** The reason, a sentence, where it cannot be done. */
export function cutPickle(pickle: Buffer, key: string): Cut | string {
  const trace = tracePickle(pickle)
  if (trace === null || trace.isCounted) return 'its pickle is of a protocol that is not 2 or 3, or broken.'
  const range = rangeOf(trace, key)
  if (range === null) return ODD
  const makings = makingsAfter(pickle, trace, range)
  if (makings === null)
    return 'something that the optimizer shares with the rest of the checkpoint is kept inside its state.'
  const cut = splice(pickle, range, makings)
  return isSameBut(key, trace.value, tracePickle(cut)?.value ?? null)
    ? { pickle: cut, dropped: onlyIn(trace, range) }
    : ODD
}

/** From the value's first opcode to the next key's, or to the end of the dictionary. */
function rangeOf({ tops }: Trace, key: string): Range | null {
  const [top, ...more] = tops
  if (top === undefined || more.length > 0) return null
  const at = top.items.findIndex(({ value }, index) => index % 2 === 0 && value === key)
  const found = top.items[at + 1]
  if (at === -1 || found === undefined) return null
  return { from: found.start, to: top.items[at + 2]?.start ?? top.end }
}

interface Making {
  /** The fetch that it stands for. */
  fetched: Fetched
  bytes: Buffer
}

/** What must be made anew because it was made in the range; null: it cannot be. */
function makingsAfter(pickle: Buffer, { stored, fetched }: Trace, { from, to }: Range): Making[] | null {
  const lost = new Map<number, Stored>()
  for (const one of stored) if (one.at >= from && one.at < to) lost.set(one.index, one)
  const again = new Set(stored.filter(({ at }) => at >= to).map(({ index }) => index))
  const makings: Making[] = []
  for (const fetch of fetched) {
    const one = lost.get(fetch.index)
    if (fetch.at < to || one === undefined) continue
    if (again.has(fetch.index) || !one.isWhole || !PLAIN.has(pickle[one.start]!)) return null
    makings.push({
      fetched: fetch,
      bytes: Buffer.concat([pickle.subarray(one.start, one.at), put(fetch.index)]),
    })
    lost.delete(fetch.index)
  }
  return makings
}

/** LONG_BINPUT */
function put(index: number): Buffer {
  const bytes = Buffer.from('r\0\0\0\0', 'latin1')
  bytes.writeUInt32LE(index, 1)
  return bytes
}

function splice(pickle: Buffer, { from, to }: Range, makings: readonly Making[]): Buffer {
  const parts = [pickle.subarray(0, from), NONE]
  let at = to
  for (const { fetched, bytes } of makings) {
    parts.push(pickle.subarray(at, fetched.at), bytes)
    at = fetched.end
  }
  return Buffer.concat([...parts, pickle.subarray(at)])
}

/** Held against the original, whatever the opcodes were: the same dictionary, with None at one key. */
function isSameBut(key: string, before: Value, after: Value): boolean {
  if (!isKind(before, 'dict') || !isKind(after, 'dict')) return false
  const value = after.items.get(key)
  // The machine keeps no None in dictionaries, but a value that says nothing.
  if (value !== null && !isKind(value, 'opaque')) return false
  return isSame({ kind: 'dict', items: new Map(before.items).set(key, value) }, after)
}

function onlyIn({ storages }: Trace, { from, to }: Range): Set<string> {
  const isInside = ({ at }: { at: number }) => at >= from && at < to
  const kept = new Set(storages.filter((one) => !isInside(one)).map(({ key }) => key))
  return new Set(
    storages
      .filter(isInside)
      .map(({ key }) => key)
      .filter((key) => !kept.has(key)),
  )
}
