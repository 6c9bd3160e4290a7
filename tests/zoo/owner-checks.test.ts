import { describe, expect, it } from 'vitest'
import { readAndCheck } from '../../src/prepare.ts'
import { applyOwnerChecks } from '../../src/zoo/owner-checks.ts'
import { formatProblem, type Problem } from '../../src/zoo/problem.ts'
import { parseStoreCard } from '../../src/zoo/store-card.ts'
import { card, writeZoo } from './folders.ts'

const parse = (...lines: string[]) =>
  parseStoreCard(`---\n${lines.join('\n')}\n---\n# The zoo\n`, 'zoo/README.md')
const problems = (...lines: string[]) => parse(...lines).problems.map(formatProblem)

/** What is found in a zoo whose card holds these lines, and one of whose models names its author in a log. */
async function found(...lines: string[]): Promise<string[]> {
  const zooDir = writeZoo({
    'README.md': `---\n${lines.join('\n')}\n---\n`,
    'a/README.md': card('license: mit'),
    'a/weights/log.txt': 'written by jane@lab.org in /home/jane/x\n',
  })
  const place = { root: zooDir, distDir: zooDir, cacheDir: zooDir, storeUrl: null }
  const zoo = await readAndCheck({ ...place, zooDir, label: 'zoo' })
  return zoo.problems.map(
    (problem) => /txt:1: (.*?): "/.exec(formatProblem(problem))?.[1] ?? formatProblem(problem),
  )
}

describe('checks in the card of a store', () => {
  it('make warnings of a kind errors, or leave them out', async () => {
    expect(await found()).toEqual(['warning: home-path', 'warning: e-mail'])
    expect(await found('checks: { home-path: error, e-mail: off }')).toEqual(['home-path'])
    expect(await found('checks:', '  e-mail: error', '  home-path: warning')).toEqual([
      'warning: home-path',
      'e-mail',
    ])
  })

  it('are settings by kind', () => {
    expect(parse('checks: { patient-data: error }').card.checks).toEqual({ 'patient-data': 'error' })
    expect(parse('checks:').card.checks).toEqual({})
  })

  it('name the nearest kind where one is misspelt', () => {
    expect(problems('title: x', 'checks:', '  home-paths: error', '  email: off', '  pickle: off')).toEqual([
      'zoo/README.md:4: checks: "home-paths" is not a kind of warning. Did you mean home-path?',
      'zoo/README.md:5: checks: "email" is not a kind of warning. Did you mean e-mail?',
      'zoo/README.md:6: checks: "pickle" is not a kind of warning. These can be set: checkpoint-code, e-mail, git-file-size, home-path, hostname, nnunet-plans, patient-data, release-size, site-size, turned-text, unrecognised-network.',
    ])
  })

  it.each([
    ['home-path: maybe', 'home-path must be error, warning or off, not "maybe".'],
    ['home-path: true', 'home-path must be error, warning or off, not "true".'],
    ['home-path:', 'home-path must be error, warning or off, not "null".'],
    ['constructor: error', '"constructor" is not a kind of warning.'],
  ])('do not hold %j', (line, message) => {
    expect(problems('checks:', `  ${line}`)).toEqual([expect.stringContaining(message)])
  })

  it.each(['checks: strict', 'checks: [home-path]', 'checks: 1'])('are no %j', (line) => {
    expect(problems(line)).toEqual([
      'zoo/README.md:2: checks: This must hold one kind a key, such as "home-path: error".',
    ])
  })

  it('never weaken an error, nor touch a warning without a kind', () => {
    const error: Problem = { file: 'x', kind: 'home-path', message: 'm', severity: 'error' }
    const plain: Problem = { file: 'x', message: 'm', severity: 'warning' }
    expect(applyOwnerChecks([error, plain], { 'home-path': 'off' })).toEqual([error, plain])
  })

  it("let the owner's own address stand", async () => {
    expect(await found('contact: Jane@lab.org')).toEqual(['warning: home-path'])
  })
})
