import { describe, expect, it } from 'vitest'
import { progressLine } from '../../scripts/progress.ts'

describe('progressLine', () => {
  it.each([
    ['a step without bytes', ['Reading', 0, 0, 5], 'Reading'],
    ['the beginning', ['Packing', 0, 4_700_000_000, 0], 'Packing: 0 B of 4.7 GB'],
    [
      'the way',
      ['Packing', 1_200_000_000, 4_800_000_000, 12],
      'Packing: 1.2 GB of 4.8 GB, 100 MB/s, 36 s left',
    ],
    ['the end', ['Packing', 5_000_000, 5_000_000, 2], 'Packing: 5 MB of 5 MB, 2.5 MB/s, 0 s left'],
  ] as const)('tells %s', (_, [what, done, total, seconds], line) => {
    expect(progressLine(what, done, total, seconds).replaceAll('\u00a0', ' ')).toBe(line)
  })
})
