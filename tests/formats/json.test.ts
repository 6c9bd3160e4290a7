import { describe, expect, it } from 'vitest'
import { formatJson, textOf } from '../../src/formats/json.ts'

describe('formatJson', () => {
  it('indents by two, keeps the order of keys and text as it is, and ends with one line end', () => {
    expect(formatJson({ b: ['Größe'], a: null })).toBe('{\n  "b": [\n    "Größe"\n  ],\n  "a": null\n}\n')
  })
})

describe('textOf', () => {
  it.each([
    ['a', 'a'],
    ['', ''],
    [undefined, ''],
    [null, ''],
    [7, ''],
    [['a'], ''],
  ])('of %j is %j', (value, text) => expect(textOf(value)).toBe(text))
})
