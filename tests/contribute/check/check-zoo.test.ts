import { join } from 'node:path'
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkZoo } from '../../../src/contribute/check/check-zoo.ts'
import { readTypedCheck } from '../../../src/contribute/check/typed-check.ts'
import { newProse } from '../../../src/contribute/new/card-prose.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { card, GOOD, writeZoo, type Files } from '../../zoo/folders.ts'

interface Report {
  formatVersion: number
  entries: number
  problems: { file: string; line: number | null; message: string; fixable: boolean }[]
  fixed: { file: string; action: string }[]
}

async function check(zooDir: string, args: string[], env: NodeJS.ProcessEnv = {}) {
  const [out, err]: [string[], string[]] = [[], []]
  const workplace = { root: zooDir, distDir: zooDir, cacheDir: zooDir, storeUrl: null, zooDir, label: 'zoo' }
  const network = {
    env,
    patience: { idleMs: 1000, pauseMs: 1, tries: 1 },
    signal: new AbortController().signal,
  }
  const code = await checkZoo(readTypedCheck(args), workplace, {
    print: (text) => out.push(text),
    tell: (text) => err.push(text),
    display: { isColoured: false },
    network,
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const checkFiles = (files: Files, ...args: string[]) => check(writeZoo(files), args)
const BAD: Files = { 'bad/README.md': card('licence: mit', 'colour: red'), 'bad/weights/a.bin': 'x' }

describe('check', () => {
  it('says how many entries are fit', async () => {
    expect(await checkFiles(GOOD.card)).toEqual({ code: 0, out: '1 entry is fit to be published.', err: '' })
  })

  it('shows every problem with its line, and how many can be mended', async () => {
    const { code, out, err } = await checkFiles({ ...GOOD.card, ...BAD })
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatchInlineSnapshot(`
      "zoo/bad/README.md:2:1: "licence" is not a known key. Did you mean license?
        2 | licence: mit
          | ^^^^^^^
        Paste: license: mit
      zoo/bad/README.md:3:1: warning: "colour" is not a known key; it is passed over.
        3 | colour: red
          | ^^^^^^
      1 problem, 1 warning. Nothing was built. 1 of them can be mended by npm run check -- --fix."
    `)
  })

  it('warns of what npm run new left to be written', async () => {
    const text = `${card('license: mit')}\n${newProse('A model')}\n`
    const { code, err } = await checkFiles({ 'liver/README.md': text, 'liver/weights/a.bin': 'x' })
    expect(code).toBe(0)
    expect(err).toContain(
      'zoo/liver/README.md:12:1: warning: This line says what should be written here. So do 4 further lines.',
    )
  })

  it.each([
    [['bad'], 'npm run check -- bad --fix.'],
    [['zoo/bad/', '--zoo', 'our zoo'], "npm run check -- zoo/bad/ --zoo 'our zoo' --fix."],
  ])('names the command that mends what was looked at alone: %j', async (args, command) => {
    const { err } = await checkFiles({ ...GOOD.card, ...BAD }, ...args)
    expect(err).toContain(` 1 of them can be mended by ${command}`)
  })

  it('says how it is typed to whoever asks for help', () => {
    expect(() => readTypedCheck(['--hepl'])).toThrow(
      'Unknown option \'--hepl\'. "npm run check -- --help" lists the options.',
    )
  })

  it('shows nothing of a line with something private', async () => {
    const { err } = await checkFiles({ ...GOOD.card, 'liver/weights/log.txt': 'a\n  /home/jane/x secret\n' })
    expect(err).toContain('zoo/liver/weights/log.txt:2:3: warning: home-path: ')
    expect(err).not.toContain('secret')
  })

  it('finds the key of a JSON file that is meant', async () => {
    const info = '{\n  "snapshot file": "a",\n  "framework": "Caffe",\n  "network file": "b.txt"\n}'
    const { err } = await checkFiles({ 'lenet/info.json': info, 'lenet/a': 'x' })
    expect(err).toContain('zoo/lenet/info.json:3:16: framework is "Caffe".')
    expect(err).toContain('\n  4 |   "network file": "b.txt"\n    |                   ^^^^^^^\n')
  })

  it('prints JSON and nothing else with --json', async () => {
    const { code, out, err } = await checkFiles({ ...GOOD.card, ...BAD }, '--json')
    const report = JSON.parse(out) as Report
    expect([code, err, report.formatVersion, report.entries, report.fixed]).toEqual([1, '', 1, 2, []])
    expect(report.problems[0]).toEqual({
      file: 'zoo/bad/README.md',
      line: 2,
      column: 1,
      byte: null,
      severity: 'error',
      kind: null,
      message: '"licence" is not a known key. Did you mean license?',
      text: 'licence',
      paste: 'license: mit',
      fixable: true,
    })
  })

  it('prints JSON that a terminal shows and never obeys', async () => {
    const { out } = await checkFiles(
      { 'a/README.md': card('license: mit', 'orcid\u202e: 1', 'doi: "\\e[31m\u{e0041}"') },
      '--json',
    )
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|\u{e0041}/u)
    expect((JSON.parse(out) as Report).problems.length).toBeGreaterThan(0)
  })

  it('mends with --fix, and tells what remains', async () => {
    const zooDir = writeZoo(BAD)
    const { code, out, err } = await check(zooDir, ['--fix'])
    expect(code).toBe(0)
    expect(out).toBe(
      'zoo/bad/README.md\n  2 - licence: mit\n    + license: mit\n1 change made.\n\n1 entry is fit to be published.',
    )
    expect(err).toContain('zoo/bad/README.md:3:1: warning: "colour" is not a known key')
    expect(readFileSync(join(zooDir, 'bad/README.md'), 'utf8')).toContain('\nlicense: mit\n')
  })

  it('tells in the JSON what was mended', async () => {
    const { out } = await checkFiles(BAD, '--fix', '--json')
    expect((JSON.parse(out) as Report).fixed).toEqual([
      { file: 'zoo/bad/README.md', action: 'line', line: 2, before: 'licence: mit', after: 'license: mit' },
    ])
  })

  it('annotates where GitHub runs it, and shuts the runner off from the text of others', async () => {
    const { err } = await check(writeZoo(BAD), [], { GITHUB_ACTIONS: 'true' })
    const [first = '', ...lines] = err.split('\n')
    const token = first.replace('::stop-commands::', '')
    expect(lines.indexOf(`::${token}::`)).toBeGreaterThan(5)
    expect(
      lines.filter((line) => /^::(error|warning) file=.*zoo\/bad\/README\.md,line=/.test(line)),
    ).toHaveLength(2)
    const plain = await check(writeZoo(BAD), ['--no-annotations'], { GITHUB_ACTIONS: 'true' })
    expect(plain.err).not.toContain('::')
  })
})

describe('check of one entry', () => {
  it.each(['liver', 'zoo/liver', './zoo/liver/'])('(%s) says nothing of the others', async (id) => {
    expect(await checkFiles({ ...GOOD.card, ...BAD }, id)).toMatchObject({ code: 0, err: '' })
  })

  it('finds what is wrong with it alone', async () => {
    expect((await checkFiles({ ...GOOD.card, ...BAD }, 'bad', '--json')).out).toContain('licence')
  })

  it('mends nothing of the others', async () => {
    const zooDir = writeZoo({ ...GOOD.card, ...BAD })
    await check(zooDir, ['liver', '--fix'])
    expect(readFileSync(join(zooDir, 'bad/README.md'), 'utf8')).toContain('licence')
  })

  it.each(['Dataset123_Liver', 'Dataset123_Spleen'])('finds that another has its number (%s)', async (id) => {
    const other = Object.entries(GOOD.nnunet).map(
      ([path, content]) => [path.replace('Liver', 'Spleen'), content] as const,
    )
    const { err } = await checkFiles({ ...GOOD.nnunet, ...Object.fromEntries(other) }, id)
    expect(err).toContain(
      `zoo/${id}: The number 123 is that of zoo/Dataset123_${id.endsWith('Liver') ? 'Spleen' : 'Liver'} too`,
    )
  })

  it('finds that another differs in case alone', async () => {
    const { err } = await checkFiles({ ...GOOD.card, 'Liver/README.md': 'x' }, 'liver')
    expect(err).toContain('zoo/liver: The name differs from zoo/Liver only in upper and lower case.')
  })

  it('finds what the host of the store refuses', async () => {
    const zooDir = writeZoo({ ...GOOD.card, 'README.md': '---\nhost: github-pages\n---\n' })
    writeFileSync(join(zooDir, 'liver/weights/large.bin'), '')
    truncateSync(join(zooDir, 'liver/weights/large.bin'), 100 * 2 ** 20 + 1)
    expect((await check(zooDir, ['liver'])).err).toContain('large.bin: warning: git-file-size: ')
  })

  it('takes warnings as the store card wants them', async () => {
    const files = {
      ...GOOD.card,
      'liver/weights/log.txt': '/home/jane/x\n',
      'README.md': '---\nchecks: {home-path: off}\n---\n',
    }
    expect((await checkFiles(files, 'liver')).err).toBe('')
  })

  it('names the nearest where there is none', async () => {
    await expect(checkFiles(GOOD.card, 'livre', '../x')).rejects.toThrow(
      'There is no entry "livre". Did you mean "liver"?\nThere is no entry "../x". Give the name of a folder in zoo/.',
    )
  })
})

describe('what is typed', () => {
  it.each([[['--dry-run']], [['--remote=all']], [['--foo']], [['--json=1']]])(
    '%j is refused in a sentence',
    (args) => {
      expect(() => readTypedCheck(args)).toThrow(UserError)
    },
  )

  it.each([
    [['--remote'], 'size'],
    [['--remote', 'liver'], 'size'],
    [['--remote=full'], 'full'],
    [['--remote', '--sums'], 'full'],
    [[], null],
  ])('%j asks the network for %j', (args, remote) => {
    expect(readTypedCheck(args).remote).toBe(remote)
  })
})
