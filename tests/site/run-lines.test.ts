import { describe, expect, it } from 'vitest'
import { runLines } from '../../src/site/run-lines.ts'

const FENCE = '```'
const block = (language: string, code = 'run me') => `${FENCE}${language}\n${code}\n${FENCE}\n`

describe('the lines that a card says to run', () => {
  it.each([
    ['Usage', 'bash', 'shell'],
    ['How to use', 'sh', 'shell'],
    ['Run it', 'console', 'shell'],
    ['Quick start', 'python', 'python'],
    ['🚀 Quickstart:', 'py title="x"', 'python'],
    ['*Inference*', 'Python', 'python'],
  ])('are the block below "%s" in %s', (heading, language, expected) => {
    const card = `# Model\n\n${block('bash', 'not this')}\n## ${heading}\n\nText.\n\n${block(language)}`
    expect(runLines(card)).toEqual({ code: 'run me', language: expected })
  })

  it.each([
    ['has no such heading', `## Training\n\n${block('bash')}`],
    ['shows no code below it', `## Usage\n\nText with ${FENCE} in it.`],
    ['shows its code below the next heading', `## Usage\n\n## Training\n\n${block('bash')}`],
    ['shows something that nobody runs', `## Usage\n\n${block('yaml')}\n${block('')}`],
    ['shows more than can be copied', `## Usage\n\n${block('bash', 'x'.repeat(4001))}`],
    ['is empty', ''],
  ])('are none where the card %s', (_, card) => {
    expect(runLines(card)).toBeNull()
  })

  it('are looked for below smaller headings, and in lists', () => {
    const card = `# Usage\n\n### With bash\n\n1. First\n\n   ${block('bash').replaceAll('\n', '\n   ')}`
    expect(runLines(card)?.code).toBe('run me')
  })

  it('are the commands of a console, without prompts and what they print', () => {
    const card = `## Usage\n\n${block('console', '$ make\nDone.\n$ make test')}`
    expect(runLines(card)?.code).toBe('make\nmake test')
  })

  it('hold no characters that hide what they say', () => {
    const card = `## Usage\n\n${block('bash', 'echo \u202ea\u2066\u001b[2K\tb')}`
    expect(runLines(card)?.code).toBe('echo a[2K\tb')
  })

  it('are found in a long card in time that grows with its length', () => {
    const card = `${'###### Usage\n\n# Usage\n\n'.repeat(5000)}${block('bash')}`
    expect(runLines(card)?.code).toBe('run me')
  })
})
