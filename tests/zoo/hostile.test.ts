/** Entries that once got past the reader, or made it stumble. Each writes the evil input itself. */
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { card, GOOD, problemsIn, problemsOf, readFiles, writeZoo, type Files } from './folders.ts'

/** Each takes a second on a quiet machine; the limit is for a busy one, and far below what a bomb would take. */
const A_MINUTE = 60_000

const LICENSED = card('license: mit')

describe('a file whose name nobody can type', () => {
  it.each([
    ['no UTF-8', Buffer.from([0x61, 0xff])],
    ['a line end', Buffer.from('a\nb')],
  ])('(%s) is reported and takes nothing along', async (_, name) => {
    const zooDir = writeZoo({ 'a/README.md': LICENSED, 'a/weights/x': 'x' })
    writeFileSync(Buffer.concat([Buffer.from(`${zooDir}/a/weights/`), name]), 'x')
    const problems = await problemsIn(zooDir)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^zoo\/a\/weights\/a\S*: This has a name that not every system can keep/)
  })
})

describe('hostile JSON', () => {
  it.each([
    ['100,000 backslashes', `{"a":"${'\\"'.repeat(100_000)}`],
    ['a text of 9 MB', `{"a":"${'a'.repeat(9_000_000)}"`],
    ['a million brackets', '['.repeat(1_000_000)],
  ])(
    '(%s) is refused at once',
    async (_, text) => {
      const problems = await problemsOf({ ...GOOD.digits, 'lenet/info.json': text })
      expect(problems.filter((problem) => !problem.includes('warning'))).toHaveLength(1)
    },
    A_MINUTE,
  )

  it('may hold the NaN and Infinity that Python writes', async () => {
    const info = GOOD.digits['lenet/info.json'].replace(
      '{',
      '{"loss": NaN, "best": -Infinity, "note": "NaN, -Infinity", ',
    )
    const { entries, problems } = await readFiles({ ...GOOD.digits, 'lenet/info.json': info })
    expect(problems).toEqual([])
    expect(entries[0]?.digits?.info).toMatchObject({ loss: null, best: null, note: 'NaN, -Infinity' })
  })
})

describe('a hostile card', () => {
  it(
    'of thousands of mistakes is read in time, and its first ones are told',
    async () => {
      const problems = await problemsOf({
        'a/README.md': card('license: mit', `authors: [${'{a: b},'.repeat(8_000)}]`),
      })
      expect(problems.length).toBeLessThan(30)
      expect(problems.join('\n')).toContain('more mistakes like these')
    },
    A_MINUTE,
  )

  it.each<[string, Files]>([
    ['constructor', { 'a/README.md': LICENSED, 'a/constructor/x': 'x' }],
    ['toString', { 'a/README.md': LICENSED, 'a/toString/x': 'x' }],
    ['__proto__', { 'a/README.md': card('license: mit', 'downloads: { __proto__: { url: 3 } }') }],
    ['404', { '404/README.md': LICENSED, '404/weights/x': 'x' }],
  ])('with the name %s is refused in a sentence', async (_, files) => {
    const problems = (await problemsOf(files)).filter((problem) => !problem.includes('warning'))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^zoo\/.*\.$/)
  })

  it('writes nothing raw on a terminal', async () => {
    const evil = '"\\e[31mX\\nfake: ok"'
    const problems = await problemsOf({
      'a/README.md': card('license: mit', `downloads: { ${evil}: { url: 3, "\\e": 1 } }`, `${evil}: 1`),
    })
    expect(problems.length).toBeGreaterThan(1)
    expect(problems.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
  })
})

describe('an honest entry', () => {
  it.each<[string, Files]>([
    [
      'a clone with weights/ and loose files',
      { 'a/.gitattributes': '', 'a/config.json': '{}', 'a/weights/x': 'x', 'a/README.md': LICENSED },
    ],
    [
      'an SVG in its card',
      { 'a/README.md': `${LICENSED}![](logo.svg)`, 'a/logo.svg': '<svg/>', 'a/weights/x': 'x' },
    ],
    [
      'a clone with keys of its own',
      { 'a/.gitattributes': '', 'a/README.md': card('license: mit', 'author: me'), 'a/x': 'x' },
    ],
    [
      'a blank title',
      { 'a/README.md': card('license: mit', 'title: " "', 'tags: [""]', 'version:'), 'a/x': 'x' },
    ],
    [
      'a section of which nothing is said',
      { 'a/README.md': card('license: mit', 'downloads:', '  weights:'), 'a/weights/x': 'x' },
    ],
    ['C-UDA', { 'a/README.md': card('license: c-uda'), 'a/x': 'x' }],
    ['an expression', { 'a/README.md': card('license: MIT OR Apache-2.0'), 'a/x': 'x' }],
  ])('of %s is published', async (_, files) => {
    const { entries } = await readFiles(files)
    expect((await problemsOf(files)).filter((problem) => !problem.includes('warning'))).toEqual([])
    expect(entries).toHaveLength(1)
  })

  it('keeps a picture that its card shows in the section it lies in', async () => {
    const files = {
      'a/README.md': `${LICENSED}![](data/x.png) ![](figures/y.png)`,
      'a/data/x.png': 'x',
      'a/figures/y.png': 'y',
    }
    const [entry] = (await readFiles(files)).entries
    expect(entry?.sections.map(({ name }) => name)).toEqual(['data'])
    expect(entry?.pictures.map(({ path }) => path)).toEqual(['data/x.png', 'figures/y.png'])
  })

  it("hosted as a single file that is no tar is left out of NiftyNet's spec", async () => {
    const hosted = (url: string) =>
      card('license: mit', `downloads: { weights: { url: "${url}", sha256: "${'0'.repeat(64)}", size: 1 } }`)
    const destination = async (url: string) =>
      (await readFiles({ 'a/README.md': hosted(url) })).entries[0]?.sections[0]?.destination
    expect(await destination('https://example.org/model.safetensors?x=1')).toBeNull()
    expect(await destination('https://example.org/w.tar.gz')).toBe('models')
    expect(await destination('https://example.org/dl?id=5')).toBe('models')
  })
})
