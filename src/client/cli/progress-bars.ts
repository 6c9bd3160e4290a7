/**
 * What the client shows while it downloads: a bar for each file and one for all on a terminal, rewritten in place; plain lines
 * elsewhere; nothing where nobody wants it.
 */
import { SmoothedRate } from '../../lib/smoothed-rate.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { formatBytes, plain, plural } from '../../site/format.ts'
import type { DownloadListener, Wanted } from '../net/download.ts'
import { barLines, plainLine, type Amount } from './bar-lines.ts'
import { RewrittenLines, type TerminalStream } from './rewritten-lines.ts'

/** A terminal is redrawn ten times a second at most; a log gets a line of each long file each ten seconds. */
const REDRAW_MS = { terminal: 100, log: 10_000 }

export interface ProgressBars extends DownloadListener {
  /** What will be downloaded, so that the total is known before the last of it is begun. */
  expect: (files: readonly Wanted[]) => void
  /** Takes the bars away: what follows is written where they stood, and what begins later is counted anew. */
  done: () => void
}

export interface BarsOptions {
  env: NodeJS.ProcessEnv
  quiet: boolean
  /** Milliseconds. */
  now?: () => number
}

export function progressBars(stream: TerminalStream, options: BarsOptions): ProgressBars {
  const now = options.now ?? (() => performance.now())
  if (options.quiet) return new Bars(new Nothing(), now)
  return new Bars(isRewritable(stream, options.env) ? new Terminal(stream) : new Log(stream), now)
}

/** NO_COLOR asks for no escape codes (https://no-color.org); a dumb terminal and the logs of CI know none. */
function isRewritable(stream: TerminalStream, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && env['TERM'] !== 'dumb' && !env['NO_COLOR'] && !env['CI']
}

/** One file on its way. */
class Course {
  label: string
  readonly rate = new SmoothedRate()
  done = 0
  total: number | null = null
  shownMs: number
  #ratedMs: number
  #ratedBytes = 0

  constructor(label: string, now: number) {
    this.label = label
    this.shownMs = now
    this.#ratedMs = now
  }

  /** What was there before this download says nothing of its pace. */
  begin(have: number, total: number | null): void {
    this.done += have
    this.#ratedBytes += have
    this.total = total
  }

  amount(now: number): Amount {
    this.rate.add(Math.max(this.done - this.#ratedBytes, 0), (now - this.#ratedMs) / 1000)
    this.#ratedMs = now
    this.#ratedBytes = this.done
    return { label: this.label, done: this.done, total: this.total, perSecond: this.rate.perSecond }
  }
}

/** Where progress is shown. */
interface Place {
  everyMs: number
  begin: (file: Course) => void
  end: (file: Course) => void
  say: (text: string) => void
  draw: (files: readonly Course[], all: Course | null, now: number) => void
  clear: () => void
}

class Bars implements ProgressBars {
  readonly #place: Place
  readonly #now: () => number
  readonly #running = new Map<Wanted, Course>()
  /** Sizes by file; null: unknown. */
  readonly #expected = new Map<Wanted, number | null>()
  #all: Course
  readonly #timer: NodeJS.Timeout
  #drawnMs = -Infinity
  #ended = 0

  constructor(place: Place, now: () => number) {
    this.#place = place
    this.#now = now
    this.#all = new Course('', now())
    // While no byte comes, the time that is left goes on.
    this.#timer = setInterval(() => this.#drawIfDue(), REDRAW_MS.terminal).unref()
  }

  expect = (files: readonly Wanted[]): void => {
    for (const file of files) this.#expected.set(file, file.size)
  }

  begin = (file: Wanted, have: number, total: number | null): void => {
    const course = new Course(file.label, this.#now())
    course.begin(have, total ?? file.size)
    // Another server may begin the same file anew.
    this.#all.begin(have - (this.#running.get(file)?.done ?? 0), null)
    this.#running.set(file, course)
    this.#expected.set(file, course.total)
    this.#place.begin(course)
    this.#drawIfDue()
  }

  bytes = (file: Wanted, count: number): void => {
    const course = this.#running.get(file)
    if (course !== undefined) course.done += count
    this.#all.done += count
    this.#drawIfDue()
  }

  note = (file: Wanted, sentence: string): void => {
    this.#place.say(`${escapeHidden(file.label)}: ${escapeHidden(sentence)}`)
  }

  end = (file: Wanted): void => {
    const course = this.#running.get(file)
    if (course === undefined) return
    this.#running.delete(file)
    this.#ended++
    this.#place.end(course)
    this.#drawIfDue()
  }

  done = (): void => {
    clearInterval(this.#timer)
    this.#place.clear()
    this.#expected.clear()
    this.#ended = 0
    this.#all = new Course('', this.#now())
  }

  #drawIfDue(): void {
    const now = this.#now()
    if (now - this.#drawnMs < this.#place.everyMs || this.#running.size === 0) return
    this.#drawnMs = now
    this.#place.draw([...this.#running.values()], this.#total(), now)
  }

  /** Null: it would say what the one bar says. */
  #total(): Course | null {
    const sizes = [...this.#expected.values()]
    if (sizes.length < 2) return null
    this.#all.label = plain(`${this.#ended} of ${plural(sizes.length, 'file')}`)
    this.#all.total = sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + size!, 0)
    return this.#all
  }
}

class Terminal implements Place {
  readonly everyMs = REDRAW_MS.terminal
  readonly begin = () => undefined
  readonly end = () => undefined
  readonly #lines: RewrittenLines

  constructor(stream: TerminalStream) {
    this.#lines = new RewrittenLines(stream)
  }

  say = (text: string) => this.#lines.say(text)
  clear = () => this.#lines.clear()

  draw = (files: readonly Course[], all: Course | null, now: number): void => {
    const total = all?.amount(now)
    const room = Math.max(this.#lines.rows - (total === undefined ? 0 : 1), 1)
    const amounts = files.map((file) => file.amount(now)).slice(0, room)
    if (total !== undefined && this.#lines.rows > 1) amounts.push(total)
    this.#lines.draw(barLines(amounts, this.#lines.columns))
  }
}

class Log implements Place {
  readonly everyMs = 100
  readonly clear = () => undefined
  readonly #stream: TerminalStream

  constructor(stream: TerminalStream) {
    this.#stream = stream
  }

  say = (text: string): void => void this.#stream.write(`${text}\n`)

  begin = ({ label, done, total }: Course): void => {
    const size = total === null ? '' : ` (${formatBytes(total)})`
    const have = done === 0 ? '' : `, from ${formatBytes(done)} on`
    this.say(plain(`${escapeHidden(label)}${size}${have} …`))
  }

  end = ({ label, done, total }: Course): void =>
    this.say(
      plain(
        total !== null && done < total
          ? `${escapeHidden(label)}: stopped at ${formatBytes(done)} of ${formatBytes(total)}`
          : `${escapeHidden(label)}: done, ${formatBytes(done)}`,
      ),
    )

  draw = (files: readonly Course[], _all: Course | null, now: number): void => {
    for (const file of files) {
      if (now - file.shownMs < REDRAW_MS.log) continue
      file.shownMs = now
      this.say(`${plainLine(file.amount(now))} …`)
    }
  }
}

class Nothing implements Place {
  readonly everyMs = Infinity
  readonly begin = () => undefined
  readonly end = () => undefined
  readonly say = () => undefined
  readonly draw = () => undefined
  readonly clear = () => undefined
}
