/**
 * What a build shows while it runs: one line that is rewritten on a terminal, plain lines elsewhere.
 */
import type { Progress } from '../src/publish.ts'
import { formatBytes } from '../src/site/format.ts'

/** A terminal is redrawn ten times a second; a log gets a line each ten seconds. */
const REDRAW_MS = { terminal: 100, log: 10_000 }

/** `Packing: 1.2 GB of 4.7 GB, 93 MB/s, 38 s left`; without bytes only what is done. */
export function progressLine(what: string, done: number, total: number, seconds: number): string {
  if (total === 0) return what
  const amount = `${what}: ${formatBytes(done)} of ${formatBytes(total)}`
  if (seconds < 1 || done === 0) return amount
  const left = Math.ceil(((total - done) * seconds) / done)
  return `${amount}, ${formatBytes(Math.round(done / seconds))}/s, ${left} s left`
}

/** Writes to standard error, so that standard output holds the summary alone. `end` clears the line. */
export function terminalProgress(
  stream: NodeJS.WriteStream = process.stderr,
): Progress & { end: () => void } {
  let step = { what: '', total: 0, done: 0, began: 0 }
  let drawn = 0
  const every = stream.isTTY ? REDRAW_MS.terminal : REDRAW_MS.log
  const draw = () => {
    drawn = performance.now()
    const line = progressLine(step.what, step.done, step.total, (drawn - step.began) / 1000)
    stream.write(stream.isTTY ? `\r\u001b[K${line} …` : `${line} …\n`)
  }
  return {
    step: (what, total = 0) => {
      step = { what, total, done: 0, began: performance.now() }
      draw()
    },
    bytes: (count) => {
      step.done += count
      if (performance.now() - drawn > every) draw()
    },
    end: () => {
      if (stream.isTTY) stream.write('\r\u001b[K')
    },
  }
}
