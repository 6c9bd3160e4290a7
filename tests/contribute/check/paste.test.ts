/** A line to paste makes its problem go away: whoever pastes it must not be told the same again. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkZoo } from '../../../src/contribute/check/check-zoo.ts'
import { readTypedCheck } from '../../../src/contribute/check/typed-check.ts'
import { card, writeZoo } from '../../zoo/folders.ts'

interface Shown {
  file: string
  line: number | null
  column: number | null
  severity: string
  message: string
  paste: string | null
}

async function check(zooDir: string): Promise<Shown[]> {
  const workplace = { root: zooDir, distDir: zooDir, cacheDir: zooDir, storeUrl: null, zooDir, label: 'zoo' }
  const network = {
    env: {},
    patience: { idleMs: 1000, pauseMs: 1, tries: 1 },
    signal: new AbortController().signal,
  }
  const printed: string[] = []
  const output = {
    print: (text: string) => void printed.push(text),
    tell: () => undefined,
    display: { isColoured: false },
    network,
  }
  await checkZoo(readTypedCheck(['--json']), workplace, output)
  return (JSON.parse(printed.join('')) as { problems: Shown[] }).problems
}

/** Over the line that has something wrong, or behind the line where something is missing. From the end, so that lines keep their places. */
function pasteAll(zooDir: string, problems: readonly Shown[]): void {
  const path = join(zooDir, 'liver/README.md')
  const lines = readFileSync(path, 'utf8').split('\n')
  const pasted = problems.filter(({ paste, line }) => paste !== null && line !== null)
  const byLine = new Map(pasted.map((problem) => [problem.line!, problem]))
  for (const { line, column, paste } of [...byLine.values()].sort((a, b) => b.line! - a.line!)) {
    if (column !== null) lines.splice(line! - 1, 1, ...paste!.split('\n'))
    else if (paste!.startsWith('---')) lines.splice(0, 0, ...paste!.split('\n'))
    else lines.splice(line!, 0, ...paste!.split('\n'))
  }
  writeFileSync(path, lines.join('\n'))
}

const SUM = 'd85ec4c5d03b88b337d194846504b55c18edd72ee1cc523cee80aaa73421debb'
const HOSTED = ['downloads:', '  data:', '    url: https://example.org/d.tar.gz']

/** One or several slips of one kind, and the front matter that they are in. */
const SLIPS: readonly (readonly [string, readonly string[]])[] = [
  ['a misspelt key', ['license: mit', 'sumary: Finds.']],
  ['a misspelt key with a wrong value', ['licence: Apache 2']],
  ['keys by other words', ['license: mit', 'release_date: 20.11.2026', 'keywords: ct', 'framework: pytorch']],
  [
    'a misspelt key of a download, in another form',
    [
      ...HOSTED,
      `    sha-256: ${SUM}`,
      '    size: 7',
      '    mirror: https://example.com/d.tar.gz',
      'license: mit',
    ],
  ],
  ['no licence', ['title: Liver']],
  ['a licence in words', ['license: Apache License 2.0']],
  ['a licence nearly right', ['license: CC-BY']],
  ['a licence without an id', ['license: proprietary']],
  ['"other" alone', ['license: other']],
  ['"other" with a name', ['license: other', 'license_name: Ours']],
  ['a version without quotes', ['license: mit', 'version: 1.10']],
  ['a version with a v', ['license: mit', 'version: v2.1']],
  ['a version in quotes of print', ['license: mit', 'version: “1.0”']],
  ['a day in another form', ['license: mit', 'date_released: 20.11.2026']],
  ['a day with its month in words', ['license: mit', 'date_released: Nov 20, 2026']],
  ['an ORCID iD without dashes', ['license: mit', 'authors: [{ name: A, orcid: 0000000218250097 }]']],
  [
    'an ORCID iD with its address',
    ['license: mit', 'authors:', '  - name: A', '    orcid: orcid.org/0000-0002-1825-0097'],
  ],
  ['a DOI with its address', ['license: mit', 'doi: doi.org/10.1109/TMI.2018.2806309']],
  ['an address without https', ['license: mit', 'homepage: www.example.org/liver']],
  ['a size with separators', ['license: mit', ...HOSTED, `    sha256: ${SUM}`, '    size: 17_853_647']],
  ['a sum with its kind', ['license: mit', ...HOSTED, `    sha256: sha256:${SUM}`, '    size: 7']],
  [
    'a mirror that is no list',
    [
      'license: mit',
      ...HOSTED,
      `    sha256: ${SUM}`,
      '    size: 7',
      '    mirrors: https://example.com/d.tar.gz',
    ],
  ],
  [
    'a destination in capitals',
    ['license: mit', ...HOSTED, `    sha256: ${SUM}`, '    size: 7', '    destination: Data'],
  ],
  [
    'a section without a place',
    [
      'license: mit',
      'downloads:',
      '  notes:',
      '    url: https://example.org/n.tar.gz',
      `    sha256: ${SUM}`,
      '    size: 7',
    ],
  ],
  ['tabs', ['license: mit', 'downloads:', '\tweights:', '\t\tlocal_id: liver']],
  ['a key too far to the right', ['license: mit', '  title: Liver']],
  ['keys too far to the right', ['  license: mit', 'title: Liver']],
  ['a key in no column', ['license: mit', 'authors:', '  - name: A', '   affiliation: B']],
  [
    'a key in no column of a map',
    ['license: mit', 'downloads:', '  weights:', '    local_id: liver', '   license: mit'],
  ],
  ['no blank behind colons', ['license:mit', 'title:Liver']],
  ['no blank behind a colon', ['license: mit', 'title:Liver']],
  ['equals signs', ['license = mit', 'title = Liver']],
  ['a colon in a value', ['license: mit', 'title: Liver: a model']],
  ['a quote that is not closed', ['license: mit', 'title: "Liver', 'summary: Finds.']],
  ['a quote that another one closes', ['license: mit', 'title: "Liver', 'summary: "Finds."']],
  ['an apostrophe in quotes', ['license: mit', "title: 'Liver's model'"]],
  ['quotes in quotes', ['license: mit', 'title: "The "best" model"']],
  ['quotes in quotes, with an apostrophe', ['license: mit', 'title: "Liver\'s "best" model"']],
  ['a value that goes on behind its quotes', ['license: mit', 'title: "Liver" model']],
  ['a value that begins with brackets', ['license: mit', 'title: [Liver] model']],
  ['a sign before a value', ['license: mit', 'title: @liver', 'summary: `It` finds.']],
  ['stars around a value', ['license: mit', 'title: *Liver*']],
  ['a list that is not closed', ['license: mit', 'tags: [ct, liver', 'version: "1.0"']],
  ['several people in one text', ['license: mit', 'authors: Ada Example and Bob Example']],
]

describe('the lines to paste', () => {
  it.each(SLIPS)('mend %s', async (_, lines) => {
    const zooDir = writeZoo({ 'liver/README.md': card(...lines), 'liver/weights/a.bin': 'x' })
    const before = await check(zooDir)
    expect(before.filter(({ paste }) => paste !== null)).not.toEqual([])
    pasteAll(zooDir, before)
    // What stops the parser hides what stands below it.
    for (let round = 0; round < 2; round++) {
      const hidden = await check(zooDir)
      if (hidden.some(({ paste }) => paste !== null)) pasteAll(zooDir, hidden)
    }
    expect((await check(zooDir)).map(({ message }) => message)).toEqual([])
  })

  it('mend a card without front matter', async () => {
    const zooDir = writeZoo({
      'liver/README.md': '# Liver\n\nIt finds livers.\n',
      'liver/weights/a.bin': 'x',
    })
    pasteAll(zooDir, await check(zooDir))
    expect(await check(zooDir)).toEqual([])
  })
})
