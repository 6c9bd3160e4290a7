import { describe, expect, it } from 'vitest'
import { comparisonQuery, parseComparison } from '../../src/site/compare-choice.ts'

const ids = (query: string) => parseComparison(query).models.map(({ id, version }) => [id, version])

describe('the address of a comparison', () => {
  it.each([
    ['', []],
    ['?models=', []],
    ['?models=lenet', [['lenet', null]]],
    [
      '?models=a,b@1.0.2',
      [
        ['a', null],
        ['b', '1.0.2'],
      ],
    ],
    [
      '?models=%20a%20,,a,A',
      [
        ['a', null],
        ['A', null],
      ],
    ],
    [
      '?models=a@1.0,a@2.0',
      [
        ['a', '1.0'],
        ['a', '2.0'],
      ],
    ],
    [
      '?models=a%2Cb',
      [
        ['a', null],
        ['b', null],
      ],
    ],
  ])('%s names models', (query, expected) => {
    expect(ids(query)).toEqual(expected)
  })

  it.each([
    ['?models=../secret', ['../secret']],
    ['?models=a/b,c@x,<b>', ['a/b', 'c@x', '<b>']],
    ['?models=a,b,c,d,e,a', ['e']],
    [`?models=${'x'.repeat(300)}`, ['x'.repeat(100)]],
    [`?models=${'!,'.repeat(3000)}`, ['!']],
    ['?models=!1,!2,!3,!4,!5,!6,!7,!8,!9', ['!1', '!2', '!3', '!4', '!5', '!6', '!7', '!8']],
  ])('%s names what is refused', (query, expected) => {
    expect(parseComparison(query).refused).toEqual(expected)
  })

  it.each(['', '?models=a,b@1.0', '?models=Data.set-1_x&only=differences'])(
    '%s comes back as it was',
    (query) => {
      expect(comparisonQuery(parseComparison(query))).toBe(query)
    },
  )
})
