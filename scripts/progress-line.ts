/**
 * How far a build has come, as one line of text.
 */
import type { Unit } from '../src/publish/progress.ts'
import { cutEnd, cutMiddle } from '../src/lib/cut-text.ts'
import { duration, formatBytes, formatCount, plain, plural } from '../src/site/format.ts'

/** An id that is cut to less says nothing. */
const SHORTEST_ID = 9

const PLURALS: Record<Unit, string> = { entry: 'entries', file: 'files' }

/** How far a step has come. A total of 0: there is nothing of the kind to count. */
export interface StepState {
  what: string
  /** Of the entry that was begun last; empty: none yet. */
  entry: string
  entries: { done: number; total: number }
  /** What `entries` counts. */
  unit: Unit
  bytes: { done: number; total: number }
  /** Of what the step counts, bytes before entries; null: not known yet. */
  perSecond: number | null
}

/**
 * `Packing liver-ct · 3 of 12 entries · 1.2 GB of 4.7 GB · 93 MB/s · 38 s left`, in at most `columns` characters: what is too long is
 * cut out of the middle of the entry's id.
 */
export function progressLine(state: StepState, columns = Infinity): string {
  const tail = [...amounts(state), ...pace(state)].map((fact) => plain(` · ${fact}`)).join('')
  const room = columns - state.what.length - tail.length - 1
  const id = state.entry === '' || room < SHORTEST_ID ? '' : ` ${cutMiddle(state.entry, room)}`
  return cutEnd(`${state.what}${id}${tail}`, columns)
}

function amounts({ entries, bytes, unit }: StepState): string[] {
  const isBegun = entries.done > 0 || bytes.done > 0
  const of = (text: string): string => (isBegun ? `${text} of ` : '')
  // An entry's bytes may grow by what was added since they were counted.
  const count = formatCount(Math.min(entries.done, entries.total))
  return [
    ...(entries.total > 1 ? [`${of(count)}${plural(entries.total, unit, PLURALS[unit])}`] : []),
    ...(bytes.total > 0
      ? [`${of(formatBytes(Math.min(bytes.done, bytes.total)))}${formatBytes(bytes.total)}`]
      : []),
  ]
}

/** What is counted, bytes before entries, tells how long the rest takes. */
function pace({ entries, bytes, perSecond }: StepState): string[] {
  const { done, total } = bytes.total > 0 ? bytes : entries
  if (perSecond === null || perSecond === 0 || total === 0) return []
  const left = `${duration(Math.round(Math.max(total - done, 0) / perSecond))} left`
  return bytes.total > 0 ? [`${formatBytes(Math.round(perSecond))}/s`, left] : [left]
}
