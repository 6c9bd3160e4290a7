/** What holds for every text that a stranger may hand in as a card. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { parseCard, type Card } from '../../src/zoo/card.ts'
import { CARD_KEYS } from '../../src/zoo/keys.ts'
import { formatProblem } from '../../src/zoo/problem.ts'

/** Text with the characters that matter: YAML's own, line ends, hidden and directional ones, halves of pairs. */
const PIECES = [
  '---\n',
  '\n',
  '\r',
  ': ',
  '- ',
  '[',
  '{',
  '"',
  "'",
  '#',
  '|\n',
  '>',
  '&a',
  '*a',
  '!!js',
  '%',
  '\t',
  ' ',
]
const HIDDEN = [
  '\0',
  '\u001b[31m',
  '\u0085',
  '\u2028',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\udc00',
]
const KEYS = [...CARD_KEYS, '__proto__', 'constructor', 'licence', 'extra']
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PIECES, ...HIDDEN, ...KEYS.map((key) => `${key}: `)),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

/** Front matter that YAML can read, with any value under any key. */
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    nasty,
    fc.constantFrom(null, true, 1.1, -0, Infinity, 'mit', 'https://a.example/', '1.0'),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS, 'name', 'results', 'metrics', 'value', 'dataset'), tie('any'), {
      maxKeys: 4,
    }),
  ),
})).any
const frontMatter = fc
  .dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 6, noNullPrototype: true })
  .map((keys) => `---\n${stringify(keys)}---\n# Title\n\nProse.\n`)

const card = fc.oneof(
  nasty,
  nasty.map((text) => `---\n${text}\n---\nProse.\n`),
  frontMatter,
)

/** Everything of a card that is shown on one line somewhere. */
function lines({ fields, license, results }: Card): string[] {
  const several = ['citation', 'downloads', 'model-index']
  const known = Object.entries(fields).filter(([key]) => CARD_KEYS.includes(key) && !several.includes(key))
  return textsIn([known, fields.downloads, license, results])
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const HIDDEN_CHARACTER = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u

/** The same cards on each run. */
const RUNS = { numRuns: 800, seed: 20_160_830 }

describe('whatever a card holds', () => {
  it('is read without an exception, and no field of one line has a hidden character', () => {
    fc.assert(
      fc.property(card, (text) => {
        expect(lines(parseCard(text, 'README.md')).filter((line) => HIDDEN_CHARACTER.test(line))).toEqual([])
      }),
      RUNS,
    )
  })

  it('is told in problems of one line, none of which a terminal obeys', () => {
    fc.assert(
      fc.property(card, (text) => {
        const told = parseCard(text, 'README.md').problems.map(formatProblem)
        expect(told.filter((line) => HIDDEN_CHARACTER.test(line))).toEqual([])
      }),
      RUNS,
    )
  })

  it('is named by a line that the file has', () => {
    fc.assert(
      fc.property(card, (text) => {
        const count = text.replaceAll(/\r\n?/g, '\n').split('\n').length
        const { problems } = parseCard(text, 'README.md')
        expect(problems.filter(({ line = 1 }) => line < 1 || line > count)).toEqual([])
      }),
      RUNS,
    )
  })

  it('gives its prose unchanged after front matter that can be read', () => {
    fc.assert(
      fc.property(frontMatter, (text) => {
        const { body, problems } = parseCard(text, 'README.md')
        if (!problems.some(({ message }) => message.startsWith('YAML')))
          expect(body).toBe('# Title\n\nProse.\n')
      }),
      RUNS,
    )
  })
})
