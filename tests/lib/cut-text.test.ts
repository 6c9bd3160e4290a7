import { describe, expect, it } from 'vitest'
import { cutEnd, cutMiddle } from '../../src/lib/cut-text.ts'

describe('cut text', () => {
  it.each([
    [7, 'weights'],
    [6, 'wei…ts'],
    [3, 'w…s'],
    [1, '…'],
  ])('loses its middle in %d columns', (room, expected) => {
    expect(cutMiddle('weights', room)).toBe(expected)
  })

  it.each([
    [7, 'weights'],
    [6, 'weigh…'],
    [1, '…'],
    [0, ''],
    [-3, ''],
  ])('loses its end in %d columns', (room, expected) => {
    expect(cutEnd('weights', room)).toBe(expected)
  })
})
