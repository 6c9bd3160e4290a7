import { describe, expect, it } from 'vitest'
import { cardSchema } from '../../src/zoo/card-schema.ts'
import { parseFrontMatter } from '../../src/zoo/front-matter.ts'
import { parseFields } from '../../src/zoo/parse-fields.ts'
import { formatProblem } from '../../src/zoo/problem.ts'

function parse(...lines: string[]) {
  const front = parseFrontMatter(`---\n${lines.join('\n')}\n---\n`, 'README.md')
  const { fields, problems } = parseFields(cardSchema, front, 'README.md')
  return { fields, problems: problems.map(formatProblem) }
}

describe('a field that is wrong', () => {
  it('is told with its line, and the others are read all the same', () => {
    const { fields, problems } = parse('title: A', 'version: 1.0', 'tags: [a]')
    expect(problems).toEqual([expect.stringMatching(/^README\.md:3: version: This must be text\./)])
    expect(fields).toMatchObject({ title: 'A', version: '1.0', tags: ['a'] })
  })

  it('takes its own section of downloads along, not the others', () => {
    const { fields, problems } = parse('downloads:', '  a: {local_id: A}', '  b: {local_id: "b/c"}')
    expect(problems).toEqual([expect.stringMatching(/^README\.md:4: downloads\.b\.local_id: /)])
    expect(Object.keys(fields.downloads)).toEqual(['a'])
  })

  it('is told once where its key is misspelt and the right key therefore missing', () => {
    expect(parse('authors:', '  - {nane: A}').problems).toEqual([
      'README.md:3: authors 1: "nane" is not a known key. Did you mean name?',
    ])
  })

  it('is told of the first twenty only, with how many there are more', () => {
    const lines = Array.from({ length: 50 }, (_, at) => `  s${at}: {size: x}`)
    const { problems } = parse('downloads:', ...lines)
    expect(problems).toHaveLength(21)
    expect(problems.at(-1)).toBe('README.md:1: There are 30 more mistakes like these in the front matter.')
  })
})
