import { describe, expect, it } from 'vitest'
import { parseCard } from '../../src/zoo/card.ts'
import { parseFrontMatter } from '../../src/zoo/front-matter.ts'
import { parseJsonObject } from '../../src/zoo/json-text.ts'
import { problemAtPlace } from '../../src/zoo/place.ts'
import { parseOwnImports } from '../../src/zoo/own-imports.ts'
import type { Problem } from '../../src/zoo/problem.ts'
import { parseStoreCard } from '../../src/zoo/store-card.ts'
import { readFiles } from './folders.ts'

const front = parseFrontMatter(
  '---\na: 1\nb: "two" # c\nlist:\n  - x\n  - {k: v}\nlong: |\n  text\n---\n',
  'x',
)

/** Line, column, text and replacement of all problems of a card. */
function places(...lines: string[]) {
  return parseCard(`---\n${lines.join('\n')}\n---\n`, 'README.md').problems.map(shown)
}

function shown({ line, column, text, replacement }: Problem) {
  return [`${line}:${column}`, text, ...(replacement === undefined ? [] : [replacement])]
}

describe('the place of', () => {
  it.each([
    ['a value', ['a'], 2, 4, '1'],
    ['a value in quotes', ['b'], 3, 4, '"two"'],
    ['an item', ['list', 0], 5, 5, 'x'],
    ['a value in braces', ['list', 1, 'k'], 6, 9, 'v'],
    ['a value of several lines', ['long'], 7, 1, 'long'],
    ['a list of several lines', ['list'], 4, 1, 'list'],
  ])('%s is where it stands, or its key', (_, path, line, column, text) => {
    expect(front.placeOf(path)).toMatchObject({ line, column, text })
  })

  it('a key is the key', () => {
    expect(front.placeOf(['b'], 'key')).toEqual({ line: 3, column: 1, text: 'b', source: 'b: "two" # c' })
  })

  it('what is missing is its parent, without a text', () => {
    expect(front.placeOf(['list', 1, 'missing'])).toEqual({ line: 6, column: 5, source: '  - {k: v}' })
  })

  it('every line is that of lineOf', () => {
    for (const path of [['a'], ['list', 1], ['list', 1, 'k'], ['long'], ['nothing']])
      expect(front.placeOf(path).line).toBe(front.lineOf(path))
  })
})

describe('a problem', () => {
  it('with a replacement has the whole line to paste', () => {
    const place = { line: 3, column: 4, text: '"two"', source: 'b: "two" # c' }
    expect(problemAtPlace('x', place, 'm', { replacement: '2' })).toMatchObject({ paste: 'b: 2 # c' })
  })

  it('of a card tells column, text and replacement', () => {
    expect(places('licence: MIT License')).toEqual([['2:1', 'licence', 'license']])
    expect(places('license: MIT License', 'version: 1.10')).toEqual([
      ['3:10', '1.10', '"1.10"'],
      ['2:10', 'MIT License', 'mit'],
    ])
    expect(places('license: mit', 'authors:', '  - {nane: A}')).toEqual([['4:6', 'nane', 'name']])
  })

  it('with a licence in a list points at that one', () => {
    expect(places('license:', '  - mit', '  - Apache 2.0')).toEqual([['4:5', 'Apache 2.0', 'apache-2.0']])
  })

  it.each([
    ['two keys could be meant', ['license: mit', 'title: A', 'titel: B']],
    ['the version of the licence is unknown', ['license: CC-BY']],
    ['a date can be read in two ways', ['license: mit', 'date_released: 03/04/2026']],
  ])('has no replacement where %s', (_, lines) => {
    expect(places(...lines).map((place) => place.length)).toEqual([2])
  })

  it('of the YAML tells the column, and quotes what can be quoted', () => {
    const [problem] = parseCard('---\ntitle: Liver: a model\n---\n', 'x').problems
    expect(problem).toMatchObject({ line: 2, column: 8, paste: 'title: "Liver: a model"' })
  })

  it('of "other" has the keys that it needs', () => {
    const [problem] = parseCard('---\nlicense: other\n---\n', 'x').problems
    expect(problem?.paste).toBe('license: other\nlicense_name: My licence\nlicense_link: LICENSE')
  })

  it('of the store card tells the same', () => {
    const { problems } = parseStoreCard('---\nacent: red\nchecks: {home-pat: off}\nhost: Nginx\n---\n', 'x')
    expect(problems.map(shown)).toEqual([
      ['4:7', 'Nginx', 'nginx'],
      ['3:10', 'home-pat', 'home-path'],
      ['2:1', 'acent', 'accent'],
    ])
  })

  it('of JSON tells column and text', () => {
    expect(parseJsonObject('{\n "a": 1, "a": 2}', 'x').problems.map(shown)).toEqual([['2:10', '"a"']])
    expect(parseJsonObject('{\n "a" 1}', 'x').problems).toMatchObject([{ line: 2, column: 6 }])
  })

  it('of the allowed imports tells column and text', () => {
    expect(parseOwnImports('# ours\n  os.system\n', 'x').problems.map(shown)).toEqual([['2:3', 'os.system']])
  })

  it('with the case of a picture names the one that is there', async () => {
    const { problems } = await readFiles({
      'a/README.md': '---\nlicense: mit\nthumbnail: Figure.PNG\n---\n',
      'a/figure.png': 'x',
      'a/weights/a.bin': 'x',
    })
    expect(problems.map(shown)[0]).toEqual(['3:12', 'Figure.PNG', 'figure.png'])
  })

  it('of a section has the lines that it lacks, below its key', async () => {
    const { problems } = await readFiles({
      'a/README.md': `---\nlicense: mit\ndownloads:\n  notes:\n    url: https://a.example/b.tgz\n    sha256: ${'a'.repeat(64)}\n    size: 1\n---\n`,
    })
    expect(problems[0]?.paste).toBe('  notes:\n    destination: extensions')
  })

  it('of a section whose file nobody has measured names the command that does', async () => {
    const { problems } = await readFiles({
      'a/README.md':
        '---\nlicense: mit\ndownloads:\n  code:\n    url: https://a.example/b.tgz\n    size:\n---\n',
    })
    expect(problems[0]?.message).toBe(
      'The section "code" lacks sha256 and size. "npm run pin -- a code" fetches the file once and writes what is missing into the card.',
    )
  })
})
