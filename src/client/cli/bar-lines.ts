/** How far downloads have come, as lines of text. */
import { cutEnd, cutMiddle } from '../../lib/cut-text.ts'
import { duration, formatBytes, plain } from '../../site/format.ts'
import { escapeHidden } from '../../zoo/problem.ts'

/** A name that is cut to less says nothing. */
const SHORTEST_NAME = 14
/** Longer names are cut, so that bars stand below each other. */
const NAME_COLUMNS = 32

/** One file, or all of them. */
export interface Amount {
  /** Of a stranger. */
  label: string
  /** Bytes. */
  done: number
  /** Null: nobody knows. */
  total: number | null
  /** Null: not known yet. */
  perSecond: number | null
}

/** `weights.tar.gz  ██████████░░░░░░░░░░  50%  1.2 GB of 2.4 GB · 93 MB/s · 13 s left`, one line each, at most `columns` wide. */
export function barLines(amounts: readonly Amount[], columns: number): string[] {
  const names = amounts.map(({ label }) => cutMiddle(oneColumnEach(label), NAME_COLUMNS))
  const longest = Math.max(...names.map((name) => name.length), 0)
  for (const form of FORMS) {
    const rests = amounts.map((amount) => form(amount))
    const room = columns - GAP.length - Math.max(...rests.map((rest) => rest.length), 0)
    if (room < Math.min(longest, SHORTEST_NAME)) continue
    const width = Math.min(longest, room)
    return names.map((name, index) => `${cutMiddle(name, width).padEnd(width)}${GAP}${rests[index]!}`)
  }
  return names.map((name) => cutEnd(name, columns))
}

const GAP = '  '

/** What follows the name; the first form that leaves the name legible is taken. */
const FORMS: readonly ((amount: Amount) => string)[] = [
  (amount) => row(bar(amount, 20), percent(amount), soFar(amount) + pace(amount)),
  (amount) => row(bar(amount, 10), percent(amount), soFar(amount) + pace(amount)),
  (amount) => row(percent(amount), soFar(amount) + pace(amount)),
  (amount) => row(percent(amount), soFar(amount)),
  (amount) => row(percent(amount)),
]

function row(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(GAP)
}

function bar({ done, total }: Amount, columns: number): string {
  if (!total) return ''
  const filled = Math.floor((Math.min(done, total) / total) * columns)
  return '█'.repeat(filled) + '░'.repeat(columns - filled)
}

function percent({ done, total }: Amount): string {
  return total ? `${Math.floor((Math.min(done, total) / total) * 100)}%`.padStart(4) : ''
}

function soFar({ done, total }: Amount): string {
  return plain(
    total === null ? formatBytes(done) : `${formatBytes(Math.min(done, total))} of ${formatBytes(total)}`,
  )
}

function pace({ done, total, perSecond }: Amount): string {
  if (perSecond === null || perSecond <= 0) return ''
  const left = total === null ? '' : ` · ${duration(Math.round(Math.max(total - done, 0) / perSecond))} left`
  return plain(` · ${formatBytes(Math.round(perSecond))}/s${left}`)
}

/** The same without a bar, for logs: `weights.tar.gz: 50%, 1.2 GB of 2.4 GB · 93 MB/s · 13 s left`. */
export function plainLine(amount: Amount): string {
  const share = percent(amount).trim()
  return `${escapeHidden(amount.label)}: ${share === '' ? '' : `${share}, `}${soFar(amount)}${pace(amount)}`
}

/** A terminal gives other letters two columns, or none, and the lines are counted. */
function oneColumnEach(text: string): string {
  return escapeHidden(text).replace(/[^ -~¡-ɏ…]/gu, '?')
}
