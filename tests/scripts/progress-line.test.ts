import { describe, expect, it } from 'vitest'
import { progressLine, type StepState } from '../../scripts/progress-line.ts'

const NONE = { done: 0, total: 0 }
const START: StepState = {
  what: 'Packing',
  entry: '',
  entries: { done: 0, total: 12 },
  bytes: { done: 0, total: 4_800_000_000 },
  perSecond: null,
  unit: 'entry',
}
const WAY: StepState = {
  ...START,
  entry: 'liver-ct',
  entries: { done: 3, total: 12 },
  bytes: { done: 1_200_000_000, total: 4_800_000_000 },
  perSecond: 100e6,
}

describe('progressLine', () => {
  it.each<[string, StepState, string]>([
    ['a step of a moment', { ...START, what: 'Looking', entries: NONE, bytes: NONE }, 'Looking'],
    ['the beginning', START, 'Packing · 12 entries · 4.8 GB'],
    [
      'the way through single files',
      { ...WAY, what: 'Checking', entry: 'a/b.zip', unit: 'file' },
      'Checking a/b.zip · 3 of 12 files · 1.2 GB of 4.8 GB · 100 MB/s · 36 s left',
    ],
    ['the way', WAY, 'Packing liver-ct · 3 of 12 entries · 1.2 GB of 4.8 GB · 100 MB/s · 36 s left'],
    [
      'the time left of a step without bytes',
      { ...WAY, what: 'Writing', bytes: NONE, perSecond: 0.5 },
      'Writing liver-ct · 3 of 12 entries · 18 s left',
    ],
    [
      'one entry alone',
      { ...WAY, entries: { done: 1, total: 1 } },
      'Packing liver-ct · 1.2 GB of 4.8 GB · 100 MB/s · 36 s left',
    ],
    [
      'a step that stands still',
      { ...WAY, perSecond: 0 },
      'Packing liver-ct · 3 of 12 entries · 1.2 GB of 4.8 GB',
    ],
    [
      'never more than there was to do',
      { ...WAY, entries: { done: 13, total: 12 }, bytes: { done: 5e9, total: 4_800_000_000 } },
      'Packing liver-ct · 12 of 12 entries · 4.8 GB of 4.8 GB · 100 MB/s · 0 s left',
    ],
  ])('tells %s', (_, state, expected) => {
    expect(progressLine(state)).toBe(expected)
  })

  it.each([
    [90, 'Packing liver-ct-from-far-away · 3 of 12 entries · 1.2 GB of 4.8 GB · 100 MB/s · 36 s left'],
    [80, 'Packing liver-…-away · 3 of 12 entries · 1.2 GB of 4.8 GB · 100 MB/s · 36 s left'],
    [70, 'Packing · 3 of 12 entries · 1.2 GB of 4.8 GB · 100 MB/s · 36 s left'],
    [20, 'Packing · 3 of 12 e…'],
    [1, '…'],
    [0, ''],
  ])('fits into %d columns', (columns, expected) => {
    const fitted = progressLine({ ...WAY, entry: 'liver-ct-from-far-away' }, columns)
    expect([fitted, fitted.length <= columns]).toEqual([expected, true])
  })
})
