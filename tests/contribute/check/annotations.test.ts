import { describe, expect, it } from 'vitest'
import { formatAnnotations, withoutCommands } from '../../../src/contribute/check/annotations.ts'
import type { Problem } from '../../../src/zoo/problem.ts'

const problem: Problem = { file: 'zoo/a/README.md', line: 2, column: 3, message: 'Wrong.', severity: 'error' }

describe('formatAnnotations', () => {
  it('names file, line and column', () => {
    expect(formatAnnotations([problem])).toEqual([
      '::error file=zoo/a/README.md,line=2,col=3,title=npm run check::Wrong.',
    ])
  })

  it('escapes what the runner would take for its own', () => {
    const evil = {
      ...problem,
      file: 'zoo/a,b:c%/x',
      kind: 'k:1',
      message: '100%\r\n::set-output x',
      paste: 'a: 1\nb: 2',
    }
    expect(formatAnnotations([evil])).toEqual([
      '::error file=zoo/a%2Cb%3Ac%25/x,line=2,col=3,title=npm run check%3A k%3A1::100%25\\x0d%0A::set-output x%0APaste: a: 1%0Ab: 2',
    ])
  })

  it('are as many as GitHub shows, of each severity', () => {
    const many = Array.from({ length: 25 }, () => problem)
    const lines = formatAnnotations([
      ...many,
      ...many.slice(0, 10).map((one) => ({ ...one, severity: 'warning' as const })),
    ])
    expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10)
    expect(lines[9]).toBe('::error title=npm run check::There are 16 more problems: the log has all of them.')
    expect(lines.filter((line) => line.startsWith('::warning '))).toHaveLength(10)
    expect(lines.at(-1)).toContain('::Wrong.')
  })

  it('name files as the repository does', () => {
    expect(formatAnnotations([problem], (file) => `store/${file}`)[0]).toContain(
      ' file=store/zoo/a/README.md,',
    )
  })
})

describe('withoutCommands', () => {
  it('stops commands before the text and lets them go on after it', () => {
    expect(withoutCommands('::error::x', 'token')).toBe('::stop-commands::token\n::error::x\n::token::')
  })
})
