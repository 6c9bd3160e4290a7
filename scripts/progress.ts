/**
 * What a build shows while it runs: one line that is rewritten on a terminal, plain lines elsewhere.
 */
import type { Progress } from '../src/publish.ts'
import { formatBytes } from '../src/site/format.ts'

const REDRAW_MS = 100

/** Writes to standard error, so that standard output holds the summary alone. */
export function terminalProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  let current = ''
  let packed = 0
  let drawn = 0
  const draw = () => {
    drawn = performance.now()
    stream.write(`\r\u001b[K${current}${packed > 0 ? `, ${formatBytes(packed)}` : ''} …`)
  }
  if (stream.isTTY) process.once('exit', () => stream.write('\r\u001b[K'))
  return {
    step: (what) => {
      current = what
      packed = 0
      if (stream.isTTY) draw()
      else stream.write(`${what} …\n`)
    },
    bytes: (count) => {
      packed += count
      if (stream.isTTY && performance.now() - drawn > REDRAW_MS) draw()
    },
  }
}
