import { describe, expect, it } from 'vitest'
import { parseClasses } from '../../../src/pack/figures/classes.ts'

describe('a labels file', () => {
  it.each([
    ['zero\none\n', ['zero', 'one']],
    ['\ufeffzero\r\none', ['zero', 'one']],
    ['a\n\nb\n\n\n', ['a', '', 'b']],
    ['', []],
    ['\n\n', []],
    ['bad\u202e\u0000name', ['bad name']],
  ])('names the classes: %j', (text, classes) => {
    expect(parseClasses(text)).toEqual(classes)
  })

  it('is bounded in lines and letters', () => {
    const classes = parseClasses(`${'x'.repeat(5000)}\n${'y\n'.repeat(20_000)}`)
    expect(classes).toHaveLength(10_000)
    expect(classes[0]!.length).toBeLessThanOrEqual(120)
  })
})
