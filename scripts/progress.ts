/**
 * What a build shows while it runs: one line that is rewritten in place on a terminal, plain lines elsewhere.
 */
import { SmoothedRate } from '../src/lib/smoothed-rate.ts'
import type { Progress } from '../src/publish/progress.ts'
import { progressLine, type StepState } from './progress-line.ts'

/** A terminal is redrawn ten times a second at most; a log gets a line each ten seconds. */
const REDRAW_MS = { terminal: 100, log: 10_000 }
const ERASE_TO_END = '\u001b[K'
const ERASE_BELOW = '\u001b[J'

/** What progress is written to; of `process.stderr`. */
export type ProgressStream = Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean; columns?: number }

/** A build's own progress, and the end of it. */
export interface ShownProgress extends Progress {
  /** Clears the line: what follows is written where it stood. */
  done: () => void
}

/** What progress goes by; tests bring their own. */
export interface ProgressSurroundings {
  stream?: ProgressStream
  env?: NodeJS.ProcessEnv
  /** Milliseconds. */
  now?: () => number
}

/** Written to standard error by default, so that standard output holds the summary alone. */
export function showProgress({
  stream = process.stderr,
  env = process.env,
  now = () => performance.now(),
}: ProgressSurroundings = {}): ShownProgress {
  const line = isRewritable(stream, env) ? rewrittenLine(stream) : plainLines(stream)
  let step = newStep('', {}, now())
  const draw = () => line.draw(stateAt(step, now()))
  const drawIfDue = () => {
    if (step.state.what !== '' && now() - step.drawnMs >= line.everyMs) draw()
  }
  // Between two calls of a busy build, the time that is left goes on.
  const timer = setInterval(drawIfDue, REDRAW_MS.terminal).unref()
  return {
    step: (what, total = {}) => {
      step = newStep(what, total, now())
      draw()
    },
    entry: (id) => {
      step.state.entry = id
      step.state.entries.done++
      drawIfDue()
    },
    bytes: (count) => {
      step.state.bytes.done += count
      drawIfDue()
    },
    done: () => {
      clearInterval(timer)
      line.clear()
    },
  }
}

/** NO_COLOR asks for no escape codes (https://no-color.org); a dumb terminal and the logs of CI know none. */
function isRewritable(stream: ProgressStream, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && env['TERM'] !== 'dumb' && !env['NO_COLOR'] && !env['CI']
}

interface Step {
  state: StepState
  rate: SmoothedRate
  drawnMs: number
  /** Of what the step counts, when it was drawn last. */
  drawnAmount: number
}

type Total = NonNullable<Parameters<Progress['step']>[1]>

function newStep(what: string, { entries = 0, bytes = 0, unit = 'entry' }: Total, now: number): Step {
  const state: StepState = {
    ...{ what, entry: '', perSecond: null, unit },
    entries: { done: 0, total: entries },
    bytes: { done: 0, total: bytes },
  }
  return { state, rate: new SmoothedRate(), drawnMs: now, drawnAmount: 0 }
}

/** Takes notice of what was done since the last time. */
function stateAt(step: Step, now: number): StepState {
  const { state, rate } = step
  const { done } = state.bytes.total > 0 ? state.bytes : state.entries
  rate.add(done - step.drawnAmount, (now - step.drawnMs) / 1000)
  step.drawnMs = now
  step.drawnAmount = done
  state.perSecond = rate.perSecond
  return state
}

interface Line {
  everyMs: number
  draw: (state: StepState) => void
  clear: () => void
}

function plainLines(stream: ProgressStream): Line {
  const draw = (state: StepState) => void stream.write(`${progressLine(state)} …\n`)
  return { everyMs: REDRAW_MS.log, draw, clear: () => undefined }
}

/** Written over, and only what sticks out erased: nothing flickers. */
function rewrittenLine(stream: ProgressStream): Line {
  let width = 0
  // A terminal that does not know its width says 0.
  const columns = () => stream.columns || 80
  // A window made narrower has broken the line into several.
  const toStart = () => {
    const above = Math.ceil(width / columns()) - 1
    return above > 0 ? `\r\u001b[${above}A${ERASE_BELOW}` : '\r'
  }
  const draw = (state: StepState) => {
    // A character in the last column would begin a new line on some terminals.
    const text = progressLine(state, columns() - 1)
    stream.write(`${toStart()}${text}${ERASE_TO_END}`)
    width = text.length
  }
  const clear = () => {
    if (width > 0) stream.write(`${toStart()}${ERASE_TO_END}`)
    width = 0
  }
  return { everyMs: REDRAW_MS.terminal, draw, clear }
}
