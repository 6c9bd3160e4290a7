import { describe, expect, it } from 'vitest'
import { contrast, lightness, mix, withLightness } from '../../src/lib/colour.ts'

describe('two colours', () => {
  // The numbers are those of WCAG's own examples.
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.48],
    ['#2b6a4d', '#fbfaf6', 6.15],
  ])('%s and %s have a contrast of %d, in either order', (one, other, expected) => {
    expect(contrast(one, other)).toBeCloseTo(expected, 2)
    expect(contrast(other, one)).toBe(contrast(one, other))
  })

  it('mix by their shares', () => {
    expect([
      mix('#ff0000', '#0000ff', 0),
      mix('#ff0000', '#0000ff', 1),
      mix('#ff0000', '#0000ff', 0.2),
    ]).toEqual(['#0000ff', '#ff0000', '#3300cc'])
  })
})

describe('the lightness of a colour', () => {
  it.each(['#2b6a4d', '#ff0000', '#0000ff', '#ffff00', '#808080', '#010101'])(
    'changes %s to itself where it stays the same',
    (colour) => {
      expect(withLightness(colour, lightness(colour))).toBe(colour)
    },
  )

  it('ends in black and white', () => {
    expect([withLightness('#2b6a4d', 0), withLightness('#2b6a4d', 1)]).toEqual(['#000000', '#ffffff'])
  })
})
