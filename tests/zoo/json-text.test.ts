import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../src/zoo/problem.ts'
import { parseJsonObject } from '../../src/zoo/json-text.ts'

const problemOf = (text: string) =>
  parseJsonObject(text, 'zoo/a/info.json').problems.map(formatProblem).join()
const nested = (depth: number) => `{"a": ${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`

describe('parseJsonObject', () => {
  it.each([
    ['{}', {}],
    ['\ufeff{"a": [1, "b", null]}', { a: [1, 'b', null] }],
    ['{"a": "[[[[ \\" {{{{"}', { a: '[[[[ " {{{{' }],
  ])('reads %j', (text, value) => {
    expect(parseJsonObject(text, 'x')).toEqual({ value, problems: [] })
  })

  it('takes the bare NaN and Infinity that Python writes for null, but not in texts', () => {
    const text = '{"a": NaN, "b": [Infinity, -Infinity, -1], "NaN": "x\\" NaN"}'
    expect(parseJsonObject(text, 'x').value).toEqual({ a: null, b: [null, null, -1], NaN: 'x" NaN' })
  })

  it('takes __proto__ for a key like any other', () => {
    const { value } = parseJsonObject('{"__proto__": {"polluted": true}}', 'x')
    expect(Object.keys(value!)).toEqual(['__proto__'])
    expect('polluted' in {}).toBe(false)
  })

  it.each(['[]', '"a"', '1', 'null'])('refuses %s, which is no object', (text) => {
    expect(problemOf(text)).toBe('zoo/a/info.json:1: The JSON must be an object: { "key": value, … }.')
  })

  it.each([
    ['{"a": nan}', 1],
    ['{\n"a": 1,\n}', 3],
    ["{\n\n'a': 1}", 3],
    ['{\n"a": 1', 2],
    ['', 1],
  ])('names the line of what is no JSON in %j: %d', (text, line) => {
    expect(problemOf(text)).toMatch(
      new RegExp(`^zoo/a/info\\.json:${line}: This is not JSON: .+ Mend it here\\.$`),
    )
  })

  it('goes 64 levels deep and no further', () => {
    expect(problemOf(nested(64))).toBe('')
    expect(problemOf(nested(65))).toBe(
      'zoo/a/info.json: The JSON nests more than 64 levels. Write it flatter.',
    )
    expect(problemOf('['.repeat(1_000_000))).toContain('nests more than 64 levels')
  })

  it('never hands a control character on to the terminal', () => {
    expect(problemOf('{"a": \u001b[2J}')).not.toContain('\u001b')
  })
})
