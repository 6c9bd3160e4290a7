import { describe, expect, it } from 'vitest'
import { formatMeasure, formatMeasures, formatTick } from '../../src/site/format-measure.ts'

describe('formatMeasure', () => {
  it.each([
    [0.972, '0.9720'],
    [-1.25, '−1.250'],
    [12345.6, '12,346'],
    [0.0000321, '3.21e−5'],
    [0, '0'],
    [1e12, '1.00e12'],
    [100, '100.0'],
  ])('%d is %s', (value, text) => {
    expect(formatMeasure(value)).toBe(text)
  })
})

describe('formatMeasures', () => {
  it.each([
    [
      [0.1339, 0.0006, null, -0.00001],
      ['0.1339', '0.0006', '', '0.0000'],
    ],
    [
      [2.0316, 0.05868],
      ['2.032', '0.059'],
    ],
    [
      [-1234.5, 3],
      ['−1235', '3'],
    ],
    [
      [0.00001, 0],
      ['1.00e−5', '0'],
    ],
    [
      [12345.6, 1],
      ['12,346', '1.000'],
    ],
    [[null], ['']],
  ])('of %j are %j', (values, texts) => {
    expect(formatMeasures(values)).toEqual(texts)
  })
})

describe('formatTick', () => {
  it.each([
    [0.25, 0.05, '0.25'],
    [0.1 + 0.2, 0.1, '0.3'],
    [-1e-17, 0.2, '0'],
    [-0.8, 0.2, '−0.8'],
    [10_000, 5000, '10,000'],
    [2_500_000, 500_000, '2.5M'],
    [0.00002, 0.00001, '2e−5'],
    [3e99, 1e99, '3e99'],
  ])('%d, in steps of %d, is %s', (value, step, text) => {
    expect(formatTick(value, step)).toBe(text)
  })
})
