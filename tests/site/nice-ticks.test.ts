import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { niceTicks } from '../../src/site/nice-ticks.ts'

describe('niceTicks', () => {
  it.each([
    [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0.05, 2.03, [0, 0.5, 1, 1.5, 2, 2.5]],
    [-0.89, 0.19, [-1, -0.8, -0.6, -0.4, -0.2, 0, 0.2]],
    [0, 1000, [0, 200, 400, 600, 800, 1000]],
    [5, 5, [2, 3, 4, 5, 6, 7, 8]],
    [0, 0, [-1, -0.5, 0, 0.5, 1]],
    [0, 1e-323, [-1, -0.5, 0, 0.5, 1]],
    [-5e-324, 1e-310, [-1, -0.5, 0, 0.5, 1]],
  ])('from %d to %d are %j', (least, greatest, expected) => {
    const { values } = niceTicks(least, greatest, 4)
    expect(values.map((value) => Number(value.toFixed(6)) + 0)).toEqual(expected)
  })

  it('are few, ascend, and take in both ends', () => {
    const number = fc.double({ min: -1e100, max: 1e100, noNaN: true })
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [least, greatest] = a < b ? [a, b] : [b, a]
        const { values, step } = niceTicks(least, greatest, 4)
        expect(values.length).toBeGreaterThanOrEqual(2)
        expect(values.length).toBeLessThanOrEqual(16)
        expect(values[0]!).toBeLessThanOrEqual(least + step * 1e-6)
        expect(values.at(-1)!).toBeGreaterThanOrEqual(greatest - step * 1e-6)
        expect(values.every((value, at) => at === 0 || values[at - 1]! < value)).toBe(true)
      }),
    )
  })
})
