import { describe, expect, it } from 'vitest'
import { card, problemsOf } from './folders.ts'

const inCard = (...lines: string[]) =>
  problemsOf({ 'a/README.md': card('license: mit', ...lines), 'a/weights/x': 'x' })

describe('YAML that surprises', () => {
  it.each<[string, string[], string]>([
    ['a version without quotes', ['version: 1.10'], '3: version: This must be text. Quote it'],
    ['a tag of JavaScript', ['title: !!js/function "x"'], '3: YAML: the tag "!!js/function" is not read'],
    [
      'a tag of Python',
      ['title: !!python/object/apply:os.system [x]'],
      '3: YAML: the tag "!!python/object/apply:os.system"',
    ],
    ['a tag of nobody', ['title: !mine x'], '3: YAML: the tag "!mine" is not read'],
    ['an alias', ['title: &a x', 'summary: *a'], '4: YAML aliases (*name) are not read'],
    ['a bomb of aliases', ['a: &a [x, x]', 'b: &b [*a, *a]', 'c: [*b, *b]'], '4: YAML aliases'],
    ['a merge key', ['<<: {title: x}'], '3: YAML merge keys (<<) are not read'],
    ['a key twice', ['title: a', 'title: b'], '4: YAML: This key stands here twice'],
    [
      'a nested key twice',
      ['downloads:', '  data: {local_id: a, local_id: b}'],
      '4: YAML: This key stands here twice',
    ],
    ['a tab', ['downloads:', '\tdata: x'], '4: YAML: There is a tab before the key'],
    ['a colon inside a value', ['title: a: b'], '3: YAML: There are two ": " in one line'],
    ['a quote that is not closed', ['title: "a'], '3: YAML: A value begins with " and does not end with it.'],
    ['a sign before a value', ['title: @x'], '3: YAML: A value must not begin with this character'],
    ['__proto__', ['__proto__: {a: 1}'], '3: A key must not be called __proto__'],
    ['half of a character', ['title: "\\ud800"'], '3: title: The text holds half of a character'],
    ['an infinite version', ['version: .inf'], '3: version: This must be text'],
    ['65 brackets', [`x: ${'['.repeat(65)}${']'.repeat(65)}`], '1: The front matter nests more than 64'],
    [
      'thousands of sections',
      ['downloads:', ...Array.from({ length: 5000 }, (_, i) => `  s${i}: {}`)],
      '3: downloads: There are more than 100 sections',
    ],
  ])('(%s) is one sentence with its line', async (_, lines, start) => {
    const problems = (await inCard(...lines)).filter((problem) => !problem.includes('warning'))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^zoo\/a\/README\.md:.*\.$/)
    expect(problems[0]).toContain(`README.md:${start}`)
  })

  it.each<[string, string[]]>([
    ['a version in quotes', ['version: "1.10"']],
    ['text with a tag of its own kind', ['title: !!str 12']],
    ['a name that nobody uses', ['title: &a x']],
    ['a tab inside a text', ['title: a\tb']],
    ['a number with 400 digits as a title', [`title: ${'9'.repeat(400)}`]],
    ['a face', ['title: "\\ud83d\\ude00"']],
    [
      '100 sections',
      [
        'downloads:',
        ...Array.from(
          { length: 100 },
          (_, i) =>
            `  s${i}: {url: "https://a.example/f${i}", sha256: "${'0'.repeat(64)}", size: 1, destination: data}`,
        ),
      ],
    ],
  ])('that is none passes: %s', async (_, lines) => {
    expect(await inCard(...lines)).toEqual([])
  })
})

describe('thousands of faults', () => {
  it.each(['"', ','])('are told of no more than the first: %s', async (sign) => {
    const problems = await inCard(`title: [${sign.repeat(30_000)}`)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.length).toBeLessThan(30)
  })
})

describe('the limits', () => {
  const padded = (text: string, size: number, tail = '') =>
    text + 'a'.repeat(size - text.length - tail.length) + tail
  const inFile = (text: string) => problemsOf({ 'a/README.md': text, 'a/weights/x': 'x' })

  it.each([
    [64 * 1024, []],
    [64 * 1024 + 1, [expect.stringContaining('The front matter is larger than 64 KiB')]],
  ])('of front matter are met by %d bytes', async (size, problems) => {
    const yaml = padded('license: mit\n# ', size)
    expect(await inFile(`---\n${yaml}\n---\n# A\n\nWords.\n`)).toEqual(problems)
  })

  it.each([
    [256 * 1024, []],
    [256 * 1024 + 1, [expect.stringContaining('The file is larger than 256 KiB')]],
  ])('of a card are met by %d bytes', async (size, problems) => {
    expect(await inFile(padded(card('license: mit'), size))).toEqual(problems)
  })
})
