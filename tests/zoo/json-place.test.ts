import { describe, expect, it } from 'vitest'
import { placeOfKey } from '../../src/zoo/json-place.ts'

const JSON_TEXT = '{\n "a": {"b": 1},\n "b": "x\\"y", "c" :  12.5,\n "d"\n: null\n}'

describe('placeOfKey', () => {
  it.each([
    ['a', 2, 2, '"a"'],
    ['b', 3, 7, '"x\\"y"'],
    ['c', 3, 22, '12.5'],
    ['d', 4, 2, '"d"'],
  ])('finds %s', (key, line, column, text) => {
    const place = placeOfKey(JSON_TEXT, key)
    expect(place).toMatchObject({ line, column, text })
    expect(place?.source.slice(column - 1, column - 1 + text.length)).toBe(text)
  })

  it.each(['x', 'y', '12.5', ''])('finds no %j', (key) => {
    expect(placeOfKey(JSON_TEXT, key)).toBeNull()
  })
})
