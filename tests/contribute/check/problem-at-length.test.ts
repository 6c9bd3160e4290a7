import { describe, expect, it } from 'vitest'
import { widthOf } from '../../../src/client/cli/terminal-text.ts'
import { formatProblemAtLength } from '../../../src/contribute/check/problem-at-length.ts'
import type { Problem } from '../../../src/zoo/problem.ts'

const PLAIN = { isColoured: false }
const problem: Problem = {
  file: 'zoo/liver/README.md',
  line: 4,
  column: 10,
  text: '1.10',
  paste: 'version: "1.10"',
  message: 'version: This must be text. Quote it, as in "1.0": without quotes 1.10 is read as 1.1.',
  severity: 'error',
}

describe('formatProblemAtLength', () => {
  it('shows place, message, line and what to paste', () => {
    expect(formatProblemAtLength(problem, 'version: 1.10 # dot', PLAIN)).toMatchInlineSnapshot(`
      "zoo/liver/README.md:4:10: version: This must be text. Quote it, as in "1.0": without quotes 1.10 is read as 1.1.
        4 | version: 1.10 # dot
          |          ^^^^
        Paste: version: "1.10""
    `)
  })

  it('wraps the message in a terminal', () => {
    const text = formatProblemAtLength(problem, null, { ...PLAIN, columns: 60 })
    expect(text).toMatchInlineSnapshot(`
      "zoo/liver/README.md:4:10: version: This must be text. Quote
          it, as in "1.0": without quotes 1.10 is read as 1.1.
        Paste: version: "1.10""
    `)
  })

  it('puts the message below a place that leaves it no room', () => {
    const lines = formatProblemAtLength({ ...problem, file: `zoo/${'a'.repeat(50)}` }, null, {
      ...PLAIN,
      columns: 60,
    })
    expect(lines.split('\n')[1]).toMatch(/^ {4}version: This must be text\./)
  })

  it('shows several lines to paste as they are', () => {
    const text = formatProblemAtLength({ ...problem, paste: 'a:\n  b: 1' }, null, PLAIN)
    expect(text).toMatch(/\n {2}Paste:\na:\n {2}b: 1$/)
  })

  it.each([0, 50, 300, 590])('cuts a long line around column %i', (at) => {
    const source = `${'x'.repeat(at)}1.10${'y'.repeat(600)}`
    const [, line = '', mark = ''] = formatProblemAtLength({ ...problem, column: at + 1 }, source, {
      ...PLAIN,
      columns: 80,
    })
      .split('\n')
      .slice(-4)
    expect(widthOf(line)).toBeLessThanOrEqual(80)
    expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('1.10')
  })

  it('keeps the mark below letters of two columns', () => {
    const text = formatProblemAtLength({ ...problem, column: 5 }, '肝臓: 1.10', PLAIN)
    expect(text).toContain('  4 | 肝臓: 1.10\n    |       ^^^^\n')
  })

  it('escapes all that is not its own', () => {
    const hostile = '\u001b[31m\u202e'
    const evil = { ...problem, file: hostile, text: hostile, message: hostile, paste: hostile, column: 1 }
    const text = formatProblemAtLength(evil, `${hostile}\u0007`, { ...PLAIN, columns: 80 })
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  })

  it('colours the place and the mark, where that is wanted', () => {
    const text = formatProblemAtLength(problem, 'version: 1.10', { isColoured: true })
    expect(text).toContain('\u001b[31mzoo/liver/README.md:4:10:')
    expect(text).toMatch(/\u001b\[31m +\^\^\^\^\u001b/)
  })
})
