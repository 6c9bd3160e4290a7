import { describe, expect, it } from 'vitest'
import { parseSums } from '../../src/verify-store/parse-sums.ts'
import { formatProblem } from '../../src/zoo/problem.ts'

const SUM = '0a'.repeat(32)

function read(text: string | Buffer): { paths: string[]; problems: string[] } {
  const { sums, problems } = parseSums(Buffer.from(text), 'SHA256SUMS')
  return { paths: [...sums.keys()], problems: problems.map(formatProblem) }
}

describe('parseSums', () => {
  it.each([
    ['the list of sha256sum', `${SUM}  a/b.txt\n${SUM}  c\n`],
    ['its mark of binary files', `${SUM} *a/b.txt\n${SUM} *c\n`],
    ['a last line without its end', `${SUM}  a/b.txt\n${SUM}  c`],
  ])('reads %s', (_, text) => {
    expect(read(text)).toEqual({ paths: ['a/b.txt', 'c'], problems: [] })
  })

  it.each([
    'a b (1)+=@,.txt',
    '..a/b..',
    'a...b',
    '-rf',
    'ä/שלום.txt',
    '__proto__',
    'constructor/toString',
    'spleen/1.0/SHA256SUMS',
    '~/x',
    '%2e%2e/x',
  ])('takes %s for a path', (path) => {
    expect(read(`${SUM}  ${path}\n`)).toEqual({ paths: [path], problems: [] })
  })

  it.each([
    ['../etc/passwd'],
    ['a/../../b'],
    ['a/..'],
    ['..'],
    ['/etc/passwd'],
    ['//host/share'],
    ['a//b'],
    ['./a'],
    ['a/./b'],
    ['a/'],
    ['.'],
    ['..\\a'],
    ['a\\b'],
    ['C:a'],
    ['c:/a'],
    ['a\rb'],
    ['a\r'],
    ['a\u001b[2Jb'],
    ['a\u0000b'],
    ['a\u202eb'],
    ['a\u200bb'],
    ['a\u2028b'],
    ['SHA256SUMS'],
    ['SHA256SUMS.minisig'],
    ['a'.repeat(1025)],
  ])('refuses the path %j', (path) => {
    const { paths, problems } = read(`${SUM}  ${path}\n${SUM}  good\n`)
    expect(paths).toEqual(['good'])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(
      /^SHA256SUMS:1: The path "[^\u0000-\u001f\u202e\u200b\u2028]*" .* Publish the store again\.$/,
    )
  })

  it.each([
    ['an empty line', ''],
    ['a comment', '# sums'],
    ['a short hash', `${SUM.slice(1)}  a`],
    ['upper-case digits', `${SUM.toUpperCase()}  a`],
    ["one of sha256sum's escaped lines", `\\${SUM}  a`],
    ['one blank', `${SUM} a`],
    ['no path', `${SUM}  `],
    ["another program's list", `SHA256 (a) = ${SUM}`],
  ])('refuses %s', (_, line) => {
    const { paths, problems } = read(`${line}\n${SUM}  good\n`)
    expect(paths).toEqual(['good'])
    expect(problems).toEqual([
      'SHA256SUMS:1: This is not a line of SHA256SUMS: 64 lower-case hexadecimal digits, two blanks, a path. Publish the store again.',
    ])
  })

  it('refuses bytes that are not UTF-8', () => {
    const list = Buffer.concat([Buffer.from(`${SUM}  a`), Buffer.from([0xff]), Buffer.from('b\n')])
    expect(read(list).paths).toEqual([])
  })

  it('refuses what is listed twice, with another hash or without', () => {
    expect(read(`${SUM}  a\n${'b'.repeat(64)}  a\n`)).toEqual({
      paths: ['a'],
      problems: ['SHA256SUMS:2: The path "a" is listed twice. Publish the store again.'],
    })
  })

  it.each([
    ['Read.me', 'read.ME'],
    ['\u00e9', 'e\u0301'],
    ['ﬁle', 'file'],
  ])('refuses %s beside %s, which are one on some disks', (first, second) => {
    const { paths, problems } = read(`${SUM}  ${first}\n${SUM}  ${second}\n`)
    expect(paths).toEqual([first])
    expect(problems[0]).toContain('are one on some disks')
  })

  it.each([
    ['an empty file', ''],
    ['a page that a server sends in the place of every file', '<!doctype html>\n<title>Lab</title>\n'],
    ['nothing but line ends', '\n'.repeat(20_000_000)],
  ])('tells in one sentence that %s is no list', (_, text) => {
    const { paths, problems } = read(text)
    expect(paths).toEqual([])
    expect(problems).toEqual([
      'SHA256SUMS:1: This is no list of a store: no line of it is 64 lower-case hexadecimal digits, two blanks, a path. Is this where the store lies? If so, publish it again.',
    ])
  })

  it('tells the first hundred wrong lines, and how many more there are', () => {
    const { paths, problems } = read(`${SUM}  a\n${`${SUM}  /\n`.repeat(100_000)}`)
    expect(paths).toEqual(['a'])
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)).toBe(
      'SHA256SUMS:100001: Up to here, 99900 more lines of the list are wrong. Publish the store again.',
    )
  })
})
