import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sectionValues } from '../../../src/client/niftynet/interpolate.ts'
import { parsePythonConfig } from '../../../src/client/niftynet/python-config.ts'
import { PYTHON3 } from '../../e2e/pythons.ts'

type Parsed = Record<string, Record<string, string>>

function parse(text: string | Buffer): Parsed {
  const config = parsePythonConfig(Buffer.from(text), 'main.ini')
  return Object.fromEntries(
    [...config.sections.keys()].map((name) => [
      name,
      Object.fromEntries(sectionValues(config, name, 'main.ini')),
    ]),
  )
}

it.each<[string, string, Parsed]>([
  ['= and : and blanks around them', '[a]\nx=1\ny : 2\nz   =3', { a: { x: '1', y: '2', z: '3' } }],
  ['an address, up to its first = or :', '[a]\nurl = http://h:8/?a=b', { a: { url: 'http://h:8/?a=b' } }],
  ['keys in lower case, sections as they are', '[A]\nURL = X', { A: { url: 'X' } }],
  ['comments on lines of their own', '# c\n[a]\n; c\n  # c\nx = 1 # 2 ; 3', { a: { x: '1 # 2 ; 3' } }],
  ['indented lines as part of the value', '[a]\nx = 1\n  2\n\n  3\ny = 4', { a: { x: '1\n2\n\n3', y: '4' } }],
  ['a comment inside a value', '[a]\nx = 1\n# c\n  2', { a: { x: '1\n2' } }],
  ['an indented first key', '[a]\n  x = 1\n  y = 2', { a: { x: '1', y: '2' } }],
  ['an indented [section]', '[a]\n  [b]\nx = 1', { a: {}, b: { x: '1' } }],
  ['line ends of Windows and of old Macs', '[a]\r\nx = 1\r\ry = 2\r\n', { a: { x: '1', y: '2' } }],
  ['an empty value', '[a]\nx =\ny = 1', { a: { x: '', y: '1' } }],
  [
    'defaults, which any section may change',
    '[DEFAULT]\nx = 1\n[a]\n[b]\nX = 2',
    { a: { x: '1' }, b: { x: '2' } },
  ],
  ['%% and %(name)s', '[a]\nx = 50%%\ny = %(X)s!%(z)s\nz =', { a: { x: '50%', y: '50%!', z: '' } }],
  ['names that JavaScript knows', '[__proto__]\nx = 1\n[a]\nconstructor = 2', { a: { constructor: '2' } }],
  ['a section named default', '[default]\nx = 1', { default: { x: '1' } }],
])('reads %s', (_, text, expected) => {
  expect(parse(text)).toMatchObject(expected)
})

describe('refuses, all at once and with the line,', () => {
  it.each([
    [
      '<html>',
      'main.ini:1: "<html>" stands before the first [section], so this is no spec or settings file.',
    ],
    ['\ufeff[a]\nx = 1', 'main.ini:1: "\\ufeff[a]" stands before the first [section]'],
    ['[a]\n[b]\n[a]', 'main.ini:3: the section "a" is there already. Each may be there once.'],
    [
      '[a]\nx = 1\nX : 2',
      'main.ini:3: the key "x" is there already in this section. Each may be there once.',
    ],
    [
      '[a]\nhello\n= 1',
      'main.ini:2: "hello" is neither "key = value" nor a [section].\nmain.ini:3: "= 1" is neither',
    ],
    ['[]', 'main.ini:1: "[]" stands before the first [section]'],
    ['[a]\nx\x1b[2J', 'main.ini:2: "x\\x1b[2J" is neither'],
  ])('%j', (text, message) => {
    expect(() => parse(text)).toThrow(message)
  })

  it('a value that Python could not complete', () => {
    expect(() => parse('[a]\nurl = a%20b')).toThrow(
      'main.ini: [a] url holds a "%" that is neither "%%" nor "%(key)s". A % of an address is written "%%".',
    )
    expect(() => parse('[a]\nx = %(y)s')).toThrow('main.ini: [a] x refers to "y", which is not there.')
    expect(() => parse('[a]\nx = %(x)s')).toThrow(
      'main.ini: [a] x refers to itself, or over more than 10 keys.',
    )
  })

  it('bytes that are no UTF-8', () => {
    expect(() => parse(Buffer.from('[a]\nx = \xff', 'latin1'))).toThrow('main.ini is not text in UTF-8.')
  })
})

describe('of a hostile server', () => {
  it.each([
    ['a long file', `[a]\nx = ${'1'.repeat(64 * 1024)}`, 'has more than 65536 bytes'],
    ['many sections', Array.from({ length: 201 }, (_, i) => `[${i}]\n`).join(''), 'more than 200 sections'],
    [
      'many keys',
      `[a]\n${Array.from({ length: 2001 }, (_, i) => `k${i}=\n`).join('')}`,
      'more than 2000 keys',
    ],
    ['many faults', '[a]\n' + 'x\n'.repeat(1000), 'main.ini:21: "x" is neither'],
    [
      'values that double',
      `[a]\nx0 = ${'0'.repeat(5000)}\n${Array.from({ length: 9 }, (_, i) => `x${i + 1} = ${`%(x${i})s`.repeat(9)}\n`).join('')}`,
      'refers to so many others that the section would never end',
    ],
    [
      'values that double nothing',
      `[a]\nx0 =\n${Array.from({ length: 9 }, (_, i) => `x${i + 1} = ${`%(x${i})s`.repeat(500)}\n`).join('')}`,
      'refers to so many others that the section would never end',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(message)
  })

  it('names twenty faults at most', () => {
    expect(() => parse('[a]\n' + 'x\n'.repeat(1000))).toThrow(/^([^\n]+\n){19}[^\n]+$/)
  })
})

/** Answers each JSON text of a line with the sections that ConfigParser reads from it, or null. */
const CONFIGPARSER = `
import configparser, json, sys
def read(text):
    parser = configparser.ConfigParser()
    try:
        parser.read_file(text.replace('\\r\\n', '\\n').replace('\\r', '\\n').split('\\n'))
        return {name: dict(parser.items(name)) for name in parser.sections()}
    except configparser.Error:
        return None
for line in sys.stdin:
    print(json.dumps(read(json.loads(line))))
`

/** Lines such as specs have, and such as they should not have. Python 3.9 changed what \`[a]]\` means; that is left out. */
const word = fc.constantFrom(
  'url',
  'URL',
  'a',
  'x y',
  '',
  'DEFAULT',
  'config',
  'é',
  'İ',
  '#',
  '%',
  '\xa0',
  '\x1f',
  '\ufeff',
)
const blanks = fc.constantFrom('', '', '', ' ', '  ', '\t', '\x0b', '\u2003')
const value = fc
  .array(
    fc.constantFrom(
      'http://h/a',
      '1.0',
      '%%',
      '%(url)s',
      '%(A)s',
      '%',
      '%(',
      ' ',
      '=',
      ':',
      ';',
      '#',
      'ü',
      '\x85',
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''))
const line = fc.oneof(
  fc.tuple(blanks, fc.constant('['), word, fc.constant(']'), blanks),
  fc.tuple(blanks, word, blanks, fc.constantFrom('=', ':', ''), blanks, value, blanks),
  fc.tuple(blanks, fc.constantFrom('#', ';'), value),
  fc.tuple(blanks),
)
const file = fc
  .tuple(
    fc.constantFrom('[a]\n', '[config]\r\n', ''),
    fc.array(line, { maxLength: 8 }),
    fc.constantFrom('\n', '\r\n', '\r'),
  )
  .map(([head, lines, end]) => head + lines.map((parts) => parts.join('')).join(end))

it('reads any text as Python does, and refuses what Python refuses', () => {
  const texts = fc.sample(file, { numRuns: 3000, seed: 6 })
  const input = texts.map((text) => `${JSON.stringify(text)}\n`).join('')
  const { stdout, status } = spawnSync(PYTHON3, ['-c', CONFIGPARSER], { input, encoding: 'utf8' })
  expect(status).toBe(0)
  const theirs = stdout
    .trimEnd()
    .split('\n')
    .map((answer) => JSON.parse(answer) as Parsed | null)
  const ours = texts.map((text) => {
    try {
      return parse(text)
    } catch {
      return null
    }
  })
  expect(theirs.filter((answer) => answer !== null).length).toBeGreaterThan(300)
  expect(texts.map((text, index) => [text, ours[index]])).toEqual(
    texts.map((text, index) => [text, theirs[index]]),
  )
})
