import { describe, expect, it } from 'vitest'
import { escapeHidden, formatProblem, quote, sortProblems, quoteSome } from '../../src/zoo/problem.ts'

describe('formatProblem', () => {
  it('names file, line and what to do', () => {
    const problem = {
      file: 'zoo/a/README.md',
      line: 4,
      message: 'title: Write one.',
      severity: 'error',
    } as const
    expect(formatProblem(problem)).toBe('zoo/a/README.md:4: title: Write one.')
    expect(formatProblem({ ...problem, severity: 'warning' })).toBe(
      'zoo/a/README.md:4: warning: title: Write one.',
    )
  })

  it('shows hidden characters of a file name', () => {
    expect(formatProblem({ file: 'zoo/\u001b[31m', message: 'No.', severity: 'error' })).toBe(
      'zoo/\\x1b[31m: No.',
    )
  })
})

describe('sortProblems', () => {
  it('orders by file, line as a number, and text', () => {
    const at = (file: string, line: number, message = '') =>
      ({ file, line, message, severity: 'error' }) as const
    const sorted = sortProblems([at('b', 1), at('a', 10), at('a', 9, 'z'), at('a', 9, 'y')])
    expect(sorted.map(({ file, line, message }) => `${file}${line}${message}`)).toEqual([
      'a9y',
      'a9z',
      'a10',
      'b1',
    ])
  })
})

describe('escapeHidden', () => {
  it.each([
    ['\u001b', '\\x1b'],
    ['\u202e', '\\u202e'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud800', '\\ud800'],
    ['ü 字', 'ü 字'],
  ])('turns %j into %s', (text, shown) => expect(escapeHidden(text)).toBe(shown))
})

describe('quote', () => {
  it('cuts long text and shows values that are no text', () => {
    expect(quote('x'.repeat(100))).toHaveLength(82)
    expect([quote(1.5), quote(['a']), quote(undefined)]).toEqual(['"1.5"', '"["a"]"', '"null"'])
  })
})

describe('quoteSome', () => {
  it.each([
    [[], ''],
    [['a', 'b'], '"a", "b"'],
    [['a', 'b\u202e', 'c', 'd'], '"a", "b\\u202e" and 2 more'],
  ])('names %j', (names, text) => {
    expect(quoteSome(names, 2)).toBe(text)
  })
})
