import { describe, expect, it } from 'vitest'
import { duration, progressLine, showProgress, type StepState } from '../../scripts/progress.ts'

const START: StepState = {
  what: 'Packing',
  entry: '',
  entries: { done: 0, total: 12 },
  bytes: { done: 0, total: 4_800_000_000 },
  seconds: 0,
}
const WAY: StepState = {
  ...START,
  entry: 'liver-ct',
  entries: { done: 3, total: 12 },
  bytes: { done: 1_200_000_000, total: 4_800_000_000 },
  seconds: 12,
}

function line(state: StepState, columns?: number): string {
  return progressLine(state, columns).replaceAll('\u00a0', ' ')
}

describe('progressLine', () => {
  it.each<[string, StepState, string]>([
    ['a step of a moment', { ...START, what: 'Looking', entries: none(), bytes: none() }, 'Looking'],
    ['the beginning', START, 'Packing · 12 entries · 4.8 GB'],
    ['the way', WAY, 'Packing liver-ct · 3 of 12 entries · 1.2 GB of 4.8 GB · 100 MB/s · 36 s left'],
    [
      'a step without bytes',
      { ...WAY, what: 'Writing', bytes: none() },
      'Writing liver-ct · 3 of 12 entries',
    ],
    [
      'one entry alone',
      { ...WAY, entries: { done: 1, total: 1 } },
      'Packing liver-ct · 1.2 GB of 4.8 GB · 100 MB/s · 36 s left',
    ],
  ])('tells %s', (_, state, expected) => {
    expect(line(state)).toBe(expected)
  })

  it.each([
    [90, 'Packing liver-ct-from-far-away · 3 of 12 entries · 1.2 GB of 4.8 GB · 100 MB/s · 36 s left'],
    [80, 'Packing liver-…-away · 3 of 12 entries · 1.2 GB of 4.8 GB · 100 MB/s · 36 s left'],
    [70, 'Packing · 3 of 12 entries · 1.2 GB of 4.8 GB · 100 MB/s · 36 s left'],
    [20, 'Packing · 3 of 12 en'],
    [0, ''],
  ])('fits into %d columns', (columns, expected) => {
    const fitted = line({ ...WAY, entry: 'liver-ct-from-far-away' }, columns)
    expect([fitted, fitted.length <= columns]).toEqual([expected, true])
  })
})

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [245, '4 min 5 s'],
    [7380, '2 h 3 min'],
  ])('of %d seconds is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text)
  })
})

describe('showProgress', () => {
  it('writes over its one line on a terminal, and leaves nothing of it', () => {
    const written: string[] = []
    const progress = showProgress(terminal(written), 'xterm')
    progress.step('Reading a long time', { entries: 3 })
    progress.step('Packing')
    progress.end()
    expect(written).toEqual([
      '\rReading a long time · 3 entries',
      `\r${'Packing'.padEnd('Reading a long time · 3 entries'.length)}`,
      `\r${' '.repeat('Packing'.length)}\r`,
    ])
  })

  it.each([
    ['a log', { isTTY: false }, 'xterm'],
    ['a terminal that cannot go back', { isTTY: true }, 'dumb'],
  ])('writes plain lines into %s', (_, kind, name) => {
    const written: string[] = []
    const progress = showProgress({ ...terminal(written), ...kind }, name)
    progress.step('Reading', { entries: 3 })
    progress.entry('liver')
    progress.end()
    expect(written).toEqual(['Reading · 3 entries …\n'])
  })
})

function none(): { done: number; total: number } {
  return { done: 0, total: 0 }
}

function terminal(written: string[]) {
  const write = (text: string): boolean => written.push(text) > 0
  return { write, isTTY: true, columns: 80 }
}
