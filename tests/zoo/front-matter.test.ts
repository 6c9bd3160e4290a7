import { describe, expect, it } from 'vitest'
import { parseFrontMatter } from '../../src/zoo/front-matter.ts'
import { formatProblem } from '../../src/zoo/problem.ts'

const problems = (text: string) => parseFrontMatter(text, 'zoo/a/README.md').problems.map(formatProblem)

describe('parseFrontMatter', () => {
  it.each([
    ['---\na: 1\n---\nbody', { a: 1 }, 'body'],
    ['---\n---\nbody', {}, 'body'],
    ['body', {}, 'body'],
    ['\uFEFF---\r\na: 1\r\n---\r\nbody\r\n', { a: 1 }, 'body\n'],
    ['---\na: 1\n---', { a: 1 }, ''],
    ['---\nlanguage: no\n---\n', { language: 'no' }, ''],
  ])('splits %j', (text, values, body) => {
    const front = parseFrontMatter(text, 'x')
    expect([front.values, front.body, front.problems]).toEqual([values, body, []])
  })

  it('knows the line of a value, of a missing one by its parent', () => {
    const front = parseFrontMatter('---\na: 1\nb:\n  - c: 2\n    d: 3\n---\n', 'x')
    expect(front.lineOf(['a'])).toBe(2)
    expect(front.lineOf(['b', 0, 'd'])).toBe(5)
    expect(front.lineOf(['b', 0, 'missing'])).toBe(4)
  })

  it('keeps the source of a number', () => {
    expect(parseFrontMatter('---\nvalue: 0.9730\n---\n', 'x').sourceOf(['value'])).toBe('0.9730')
  })

  it.each([
    ['a key twice', '---\na: 1\na: 2\n---\n'],
    ['a tag', '---\na: !!js/function x\n---\n'],
    ['an alias', '---\na: &x [1]\nb: *x\n---\n'],
    ['a list as a key', '---\n? [a, b]\n: 1\n---\n'],
    ['an open bracket', '---\na: [1\n---\n'],
    ['a list', '---\n- a\n---\n'],
    ['no end', '---\na: 1\n'],
    ['deep nesting', `---\na: ${'['.repeat(2000)}\n---\n`],
    ['deep lists', `---\na:\n${'- '.repeat(2000)}x\n---\n`],
    ['70 kB', `---\na: ${'x'.repeat(70_000)}\n---\n`],
  ])('refuses front matter with %s', (_, text) => {
    expect(problems(text)).toHaveLength(1)
    expect(parseFrontMatter(text, 'x').values).toEqual({})
  })

  it('passes over blank lines before it, and counts them', () => {
    const front = parseFrontMatter('\n  \n---\na: 1\n---\nbody', 'x')
    expect([front.values, front.body, front.lineOf(['a'])]).toEqual([{ a: 1 }, 'body', 4])
  })

  it('says where and what', () => {
    expect(problems('---\ntitle: a\ntitle: b\nx: !!python/object y\n---\n')).toMatchInlineSnapshot(`
      [
        "zoo/a/README.md:3: YAML: This key stands here twice. Keep one of the two.",
        "zoo/a/README.md:4: YAML: the tag "!!python/object" is not read, since it would make something other than text. Write the value as plain text.",
      ]
    `)
  })

  it('gives __proto__ no meaning', () => {
    const { values } = parseFrontMatter('---\n__proto__:\n  polluted: true\n---\n', 'x')
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
