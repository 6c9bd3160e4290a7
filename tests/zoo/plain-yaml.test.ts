/** The short way of reading YAML against the library: whatever it reads, it reads the same. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { parsePlainYaml, pathKey } from '../../src/zoo/plain-yaml.ts'

function byLibrary(yaml: string) {
  const document = parseDocument(yaml, { prettyErrors: false })
  const faults = [...document.errors, ...document.warnings].map(({ message }) => message)
  const sourceOf = (path: (string | number)[]) =>
    (document.getIn(path, true) as { source?: string } | undefined)?.source
  return { values: (document.toJS() ?? {}) as unknown, faults, sourceOf }
}

/** Every number in `values`, by the keys that lead to it. */
function numbersIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value === 'number') return [path]
  if (Array.isArray(value)) return value.flatMap((item, index) => numbersIn(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => numbersIn(item, [...path, key]))
}

function expectSame(yaml: string): void {
  const plain = parsePlainYaml(yaml)
  if (!plain) return
  const { values, faults, sourceOf } = byLibrary(yaml)
  expect({ values: plain.values, faults: [] }).toStrictEqual({ values, faults })
  expect(Object.keys(plain.values)).toEqual(Object.keys(values as object))
  const paths = numbersIn(values)
  expect(paths.map((path) => plain.numbers.get(pathKey(path)))).toEqual(paths.map(sourceOf))
}

describe('parsePlainYaml', () => {
  it.each([
    ['', {}],
    ['a: 1', { a: 1 }],
    ['a: b c\n\nd:   e  ', { a: 'b c', d: 'e' }],
    ['a:\nb: ~\nc: null', { a: null, b: null, c: null }],
    ['a: true\nb: False\nc: no\nd: tRUE', { a: true, b: false, c: 'no', d: 'tRUE' }],
    ['a: 007\nb: -0.50\nc: 3d\nd: "1.0"', { a: 7, b: -0.5, c: '3d', d: '1.0' }],
    ['a: 2024-01-01\nb: 2024-13-99', { a: '2024-01-01', b: '2024-13-99' }],
    ['a: \'it: # is\'\nb: ""', { a: 'it: # is', b: '' }],
    ['a: https://a.example/x?y#z', { a: 'https://a.example/x?y#z' }],
    ['a:\n  - x\n  - y\nb:\n- z', { a: ['x', 'y'], b: ['z'] }],
    ['a:\n  - b: 1\n    c: 2\n  - d:\n    - e', { a: [{ b: 1, c: 2 }, { d: ['e'] }] }],
    ['a:\n    b:\n     c: d\ne: f', { a: { b: { c: 'd' } }, e: 'f' }],
    ['a: |\n  @x{y,\n\n    z = {#}}  \n\nb: c', { a: '@x{y,\n\n  z = {#}}  \n', b: 'c' }],
    ['a:\n  b: |-\n    x\n\n  c: d', { a: { b: 'x', c: 'd' } }],
  ])('reads %j as the library does', (yaml, values) => {
    expect(parsePlainYaml(yaml)?.values).toEqual(values)
    expectSame(yaml)
  })

  it.each([
    'a: 1\na: 2',
    'a: b\n  c',
    'a: b\n  c: d',
    'a: b: c',
    'a: b # c',
    '# c\na: b',
    'a:\tb',
    'a: [b]',
    'a: {b: c}',
    'a: &b c',
    'a: *b',
    'a: !!str b',
    'a: "b\\n"',
    "a: 'it''s'",
    'a: >\n  b',
    'a: |2\n   b',
    'a: |\nb: c',
    'a: |\n   b\n  c',
    'a: |\n  b\n   \nc: d',
    'a:\n  b: c\n d: e',
    'a:\n  - b\n - c',
    'a: 1e3',
    'a: .5',
    'a: 0x1F',
    'a: 1234567890123456',
    '- a',
    '- - a',
    'a:\n  -',
    'a',
    '  a: b',
    'a b: c',
    '1: a',
    'true: a',
    '__proto__: a',
    '<<: a',
    '? a',
    '---\na: b',
    '...',
    '%YAML 1.2',
    '\ufeffa: b',
  ])('leaves %j to the library', (yaml) => {
    expect(parsePlainYaml(yaml)).toBeNull()
  })
})

/** Values as they may stand behind a key: plain ones, ones that are not, and ones that only look plain. */
const TEXTS =
  `x|two words|1.50|-3|007|~|null|True|nULL|"q: x"|'s # y'|http://x.y/z|é😀|3d|a:b|a#b|x-y|a, b|[x|"|a "b" c|-0|+x|e5|
  0x|0o7|.inf|x?|$x|(y)|=|<<|!x|a: b|a #c|a:|yes|2024-01-01|1_000|-.5|- x|?|...|---|%|"a\\n"|'it''s'|\u00a0a|a\u2028`.split(
    '|',
  )
const text = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...TEXTS.slice(0, 18)) },
  fc.constantFrom('', ...TEXTS),
  fc.string({ maxLength: 8 }),
)
const key = fc.oneof(
  { weight: 80, arbitrary: fc.constantFrom('a', 'b', 'c', 'd_e', 'f-g', 'H1', 'no', 'valueOf') },
  fc.constantFrom('null', 'true', '__proto__', '1', 'a b'),
)
const indent = fc.integer({ min: 1, max: 4 })

/** What stands behind a key or a dash, and the lines below it without the indentation of what is above. */
interface Written {
  head: string
  below: string[]
}

const inner = (lines: string[], by: number): string[] => lines.map((line) => ' '.repeat(by) + line)

function writeMap(pairs: [string, Written][]): string[] {
  return pairs.flatMap(([name, { head, below }]) => [`${name}:${head && ' '}${head}`, ...below])
}

function writeList(items: Written[], gap: number): string[] {
  return items.flatMap(({ head, below }) => {
    const by = head === '' ? /^ */.exec(below[0] ?? '')![0].length : 0
    const [first = '', ...rest] = head === '' ? below.map((line) => line.slice(by)) : [head]
    const deeper = head === '' ? inner(rest, gap + 1) : inner(below, 1)
    return [`-${' '.repeat(gap)}${first}`, ...deeper]
  })
}

const { written } = fc.letrec<{ written: Written; pairs: [string, Written][] }>((tie) => ({
  written: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text.map((head) => ({ head, below: [] })),
    fc
      .tuple(fc.constantFrom('|', '|-'), fc.array(fc.oneof(text, fc.constant('')), { maxLength: 4 }), indent)
      .map(([head, lines, by]) => ({ head, below: lines.map((line) => line && ' '.repeat(by) + line) })),
    fc.tuple(tie('pairs'), indent).map(([pairs, by]) => ({ head: '', below: inner(writeMap(pairs), by) })),
    fc
      .tuple(fc.array(tie('written'), { maxLength: 3 }), fc.nat(3), indent)
      .map(([items, by, gap]) => ({ head: '', below: inner(writeList(items, gap), by) })),
  ),
  pairs: fc.uniqueArray(fc.tuple(key, tie('written')), { maxLength: 4, selector: ([name]) => name }),
}))
const page = fc
  .uniqueArray(fc.tuple(key, written), { minLength: 1, maxLength: 5, selector: ([name]) => name })
  .map((pairs) => writeMap(pairs).join('\n'))

/** A slip of the hand somewhere. */
const slip = fc.tuple(
  fc.nat(),
  fc.constantFrom('', ' ', '  ', '\n', '-', '- ', ':', ': ', '#', '"', "'", '|', '\n\n', '  \n', 'a: ', '\t'),
  fc.nat(2),
)
const slipped = fc.tuple(page, fc.array(slip, { maxLength: 2 })).map(([yaml, slips]) =>
  slips.reduce((before, [at, typed, lost]) => {
    const place = at % (before.length + 1)
    return before.slice(0, place) + typed + before.slice(place + lost)
  }, yaml),
)

/** The same pages on each run. */
const RUNS = { numRuns: 3000, seed: 20_260_101 }

describe('whatever YAML a card holds', () => {
  it('is read as by the library, or left to it', () => {
    fc.assert(fc.property(slipped, expectSame), RUNS)
  })

  it('is often plain', () => {
    const plain = fc.sample(page, RUNS).filter((yaml) => yaml !== '' && parsePlainYaml(yaml))
    expect(plain.length).toBeGreaterThan(RUNS.numRuns / 5)
  })
})
