/**
 * What a build shows while it runs: one line that is rewritten on a terminal, plain lines elsewhere.
 */
import { formatBytes, formatCount, plural } from '../src/site/format.ts'
import type { Progress } from '../src/publish/progress.ts'

/** A terminal is redrawn ten times a second; a log gets a line each ten seconds. */
const REDRAW_MS = { terminal: 100, log: 10_000 }
/** Rates over less time than this jump about. */
const RATE_SECONDS = 1

/** An id that is cut to less says nothing. */
const SHORTEST_ID = 9

/** How far a step has come. */
export interface StepState {
  what: string
  /** Of the entry that was begun last; empty: none yet. */
  entry: string
  entries: { done: number; total: number }
  bytes: { done: number; total: number }
  seconds: number
}

/**
 * `Packing liver-ct · 3 of 12 entries · 1.2 GB of 4.7 GB · 93 MB/s · 38 s left`, in at most `columns` characters: what is too long is cut
 * out of the middle of the entry's id.
 */
export function progressLine(state: StepState, columns = Infinity): string {
  const facts = [amount(state), ...(state.bytes.total > 0 ? rate(state) : [])].filter((fact) => fact !== '')
  const tail = facts.map((fact) => ` · ${fact}`).join('')
  const room = columns - state.what.length - tail.length - 1
  const id = state.entry === '' || room < SHORTEST_ID ? '' : ` ${shorten(state.entry, room)}`
  return `${state.what}${id}${tail}`.slice(0, Math.max(columns, 0))
}

function amount({ entries, bytes }: StepState): string {
  const begun = entries.done > 0 || bytes.done > 0
  const ofEntries = begun ? `${formatCount(Math.min(entries.done, entries.total))} of ` : ''
  const ofBytes = begun ? `${formatBytes(bytes.done)} of ` : ''
  return [
    ...(entries.total > 1 ? [`${ofEntries}${plural(entries.total, 'entry', 'entries')}`] : []),
    ...(bytes.total > 0 ? [`${ofBytes}${formatBytes(bytes.total)}`] : []),
  ].join(' · ')
}

function rate({ bytes, seconds }: StepState): string[] {
  if (seconds < RATE_SECONDS || bytes.done === 0) return []
  const left = Math.ceil(((bytes.total - bytes.done) * seconds) / bytes.done)
  return [`${formatBytes(Math.round(bytes.done / seconds))}/s`, `${duration(left)} left`]
}

/** `38 s`, `4 min 5 s`, `2 h 3 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`
  return `${formatCount(Math.floor(minutes / 60))} h ${minutes % 60} min`
}

function shorten(text: string, room: number): string {
  if (text.length <= room) return text
  const kept = room - 1
  return `${text.slice(0, Math.ceil(kept / 2))}…${text.slice(text.length - Math.floor(kept / 2))}`
}

/** What progress is written to; of `process.stderr`. */
export type ProgressStream = Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean; columns?: number }

/** Writes to standard error, so that standard output holds the summary alone. `end` clears the line. */
export function showProgress(
  stream: ProgressStream = process.stderr,
  terminal = process.env['TERM'],
): Progress & { end: () => void } {
  const rewrites = stream.isTTY === true && terminal !== 'dumb'
  let state = begin('', {})
  let began = 0
  let drawn = 0
  let width = 0
  const draw = () => {
    drawn = performance.now()
    state.seconds = (drawn - began) / 1000
    if (!rewrites) return void stream.write(`${progressLine(state)} …\n`)
    const line = progressLine(state, (stream.columns ?? 80) - 1)
    // Written over, not erased first: nothing flickers.
    stream.write(`\r${line.padEnd(width)}`)
    width = line.length
  }
  const drawIfDue = () => {
    if (performance.now() - drawn > (rewrites ? REDRAW_MS.terminal : REDRAW_MS.log)) draw()
  }
  return {
    step: (what, total = {}) => {
      state = begin(what, total)
      began = performance.now()
      draw()
    },
    entry: (id) => {
      state.entry = id
      state.entries.done++
      drawIfDue()
    },
    bytes: (count) => {
      state.bytes.done += count
      drawIfDue()
    },
    end: () => {
      if (rewrites) stream.write(`\r${' '.repeat(width)}\r`)
    },
  }
}

function begin(what: string, { entries = 0, bytes = 0 }: { entries?: number; bytes?: number }): StepState {
  return {
    what,
    entry: '',
    entries: { done: 0, total: entries },
    bytes: { done: 0, total: bytes },
    seconds: 0,
  }
}
