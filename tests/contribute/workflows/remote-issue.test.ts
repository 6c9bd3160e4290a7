import { describe, expect, it } from 'vitest'
import { formatRemoteIssue } from '../../../src/contribute/workflows/remote-issue.ts'

function report(problems: object[], remote: object = { addresses: 12, dead: problems.length }): string {
  return JSON.stringify({ formatVersion: 1, problems, remote })
}

function dead(message: string) {
  return { file: 'zoo/liver/README.md', line: 9, severity: 'error', kind: 'remote-file', message }
}

describe('the issue about files hosted elsewhere', () => {
  it('lists what is not as it should be', () => {
    expect(formatRemoteIssue(report([dead('The server answers with status 404.')]), 'report.json'))
      .toMatchInlineSnapshot(`
      "12 addresses were asked, 1 is not as it should be:

      - \`zoo/liver/README.md:9\` \`The server answers with status 404.\`

      Ask again with \`npm run check -- --remote\`. This issue follows the weekly check, which closes it once all is well.
      "
    `)
  })

  it('is not there where all is well', () => {
    const warning = { ...dead('It leads on.'), severity: 'warning' }
    expect(
      formatRemoteIssue(report([warning, { ...dead('No licence.'), kind: null }]), 'report.json'),
    ).toBeNull()
  })

  it('mentions nobody, whatever a server says', () => {
    const text = formatRemoteIssue(report([dead('`@everyone` <b> #1\n- [x] done')]), 'report.json')!
    expect(text).toContain("- `zoo/liver/README.md:9` `'@everyone' <b> #1\\x0a- [x] done`")
  })

  it('fits into an issue', () => {
    const many = Array.from({ length: 5000 }, () => dead('x'.repeat(400)))
    expect(formatRemoteIssue(report(many), 'report.json')!.length).toBeLessThan(65_536)
    const hidden = Array.from({ length: 100 }, () => dead('\u202e'.repeat(300)))
    const text = formatRemoteIssue(report(hidden), 'report.json')!
    expect(text.length).toBeLessThan(65_536)
    expect(text).toMatch(/^- and \d+ more$/m)
  })

  it.each(['', 'npm error', '{"formatVersion":1,"problems":[]}'])(
    'is not made of %j, so that no fault closes it',
    (text) => {
      expect(() => formatRemoteIssue(text, 'report.json')).toThrow(/^report\.json is no report of/)
    },
  )
})
