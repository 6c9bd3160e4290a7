import { describe, expect, it, onTestFinished } from 'vitest'
import { showProgress } from '../../scripts/progress.ts'

const CLEAR = '\u001b[K'

/** A progress that writes into a list, on a clock that stands still until it is set. */
function shown(kind: { isTTY?: boolean; columns?: number } = {}, env: NodeJS.ProcessEnv = {}) {
  const written: string[] = []
  const stream = { isTTY: true, columns: 80, ...kind, write: (text: string) => written.push(text) > 0 }
  const clock = { ms: 0 }
  const progress = showProgress({ stream, env: { TERM: 'xterm', ...env }, now: () => clock.ms })
  onTestFinished(progress.done)
  return { written, stream, clock, progress }
}

describe('on a terminal, progress', () => {
  it('writes over its one line, and leaves nothing of it', () => {
    const { written, progress } = shown()
    progress.step('Reading a long time', { entries: 3 })
    progress.step('Packing')
    progress.done()
    progress.done()
    expect(written).toEqual([`\rReading a long time · 3 entries${CLEAR}`, `\rPacking${CLEAR}`, `\r${CLEAR}`])
  })

  it('draws ten times a second at most', () => {
    const { written, clock, progress } = shown()
    progress.step('Packing', { entries: 1000 })
    for (; clock.ms < 1000; clock.ms++) progress.entry(`model-${clock.ms}`)
    expect(written.slice(-2)).toEqual([
      `\rPacking model-800 · 801 of 1,000 entries${CLEAR}`,
      `\rPacking model-900 · 901 of 1,000 entries${CLEAR}`,
    ])
    expect(written).toHaveLength(10)
  })

  it('tells a rate that follows what happens now', () => {
    const { written, clock, progress } = shown()
    progress.step('Packing', { bytes: 1e9 })
    const pass = (seconds: number, rate: number) => {
      for (let tenth = 0; tenth < seconds * 10; tenth++) {
        clock.ms += 100
        progress.bytes(rate / 10)
      }
      return written.at(-1)!.slice(1, -CLEAR.length)
    }
    expect([pass(0.9, 1e7), pass(10, 1e7), pass(40, 2e7)]).toEqual([
      'Packing · 9 MB of 1 GB',
      'Packing · 109 MB of 1 GB · 10 MB/s · 1 min 29 s left',
      'Packing · 909 MB of 1 GB · 19.9 MB/s · 5 s left',
    ])
  })

  it('takes a terminal of unknown width for one of 80 columns', () => {
    const { written, progress } = shown({ columns: 0 })
    progress.step('Packing', { entries: 3 })
    expect(written).toEqual([`\rPacking · 3 entries${CLEAR}`])
  })

  it('takes back the rows that a window made narrower has broken its line into', () => {
    const { written, stream, clock, progress } = shown()
    progress.step('Reading a long time', { entries: 3 })
    stream.columns = 12
    clock.ms = 100
    progress.entry('liver')
    expect(written.at(-1)).toBe(`\r\u001b[2A\u001b[JReading a …${CLEAR}`)
  })
})

describe('elsewhere, progress', () => {
  it.each<[string, { isTTY?: boolean }, NodeJS.ProcessEnv]>([
    ['a log', { isTTY: false }, {}],
    ['a terminal that cannot go back', {}, { TERM: 'dumb' }],
    ['a terminal without escape codes', {}, { NO_COLOR: '1' }],
    ['the terminal of a CI', {}, { CI: 'true' }],
  ])('writes plain lines into %s', (_, kind, env) => {
    const { written, progress } = shown(kind, env)
    progress.step('Reading', { entries: 3 })
    progress.entry('liver')
    progress.done()
    expect(written).toEqual(['Reading · 3 entries …\n'])
  })

  it('writes a line each ten seconds of a long step', () => {
    const { written, clock, progress } = shown({ isTTY: false })
    progress.step('Packing', { entries: 1000 })
    for (let tenth = 1; tenth <= 250; tenth++) {
      clock.ms += 100
      progress.entry(`model-${tenth}`)
    }
    expect(written).toEqual([
      'Packing · 1,000 entries …\n',
      'Packing model-100 · 100 of 1,000 entries · 1 min 30 s left …\n',
      'Packing model-200 · 200 of 1,000 entries · 1 min 20 s left …\n',
    ])
  })
})
