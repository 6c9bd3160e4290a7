import { describe, expect, it } from 'vitest'
import { GOOD, problemsOf, readFiles, type Files } from './folders.ts'

const OURS = 'Until then the store publishes a citation that it makes from the card.'

function withCitation(text: string | Uint8Array, name = 'CITATION.cff'): Files {
  return { ...GOOD.card, [`liver/${name}`]: text }
}

describe('CITATION.cff', () => {
  it.each([
    'cff-version: 1.2.0\ntitle: "Liver"\n',
    '\ufeffcff-version: 1.2.0\r\nauthors:\r\n  - name: A lab\r\n',
  ])('is kept as it is: %j', async (text) => {
    const { entries, problems } = await readFiles(withCitation(text))
    expect(problems).toEqual([])
    expect(entries[0]?.citationFile).toMatchObject({ from: 'CITATION.cff', text })
  })

  it.each<[string, string | Uint8Array, string]>([
    ['without its version', 'title: Liver\n', 'There is no "cff-version" in it, as in "cff-version: 1.2.0".'],
    ['that is a list', '- cff-version: 1.2.0\n', 'Line 1: '],
    ['that is no YAML', 'cff-version: 1.2.0\na: b: c\n', 'Line 2: YAML: '],
    ['with aliases', 'cff-version: &a 1.2.0\nb: *a\n', 'Line 2: YAML aliases (*name) are not read.'],
    ['that nests without end', `cff-version: ${'['.repeat(5000)}`, 'It nests too many brackets or lists.'],
    ['with a control character', 'cff-version: 1.2.0\0\n', 'The text holds a control character.'],
    [
      'that turns the direction of writing',
      'cff-version: "\u202e1.2.0"\n',
      'The text holds an invisible character',
    ],
    ['that is not text', Buffer.from([0xff, 0xfe, 0x00]), 'The file is not UTF-8 text.'],
    ['that is too large', `cff-version: 1.2.0\n# ${'x'.repeat(65_536)}`, 'The file is larger than 64 KiB'],
    ['that is empty', '', 'There is no "cff-version" in it'],
  ])('%s is a warning, and is not published', async (_, text, message) => {
    const files = withCitation(text)
    const { entries } = await readFiles(files)
    expect(entries[0]?.citationFile).toBeNull()
    expect(await problemsOf(files)).toEqual([
      expect.stringMatching(/^zoo\/liver\/CITATION\.cff: warning: /) as string,
    ])
    const [problem] = await problemsOf(files)
    expect(problem).toContain(message)
    expect(problem).toContain(OURS)
  })

  it('is searched for secrets like every file that is published', async () => {
    const key = `-----BEGIN RSA PRIVATE KEY-----\n  ${'QUJD'.repeat(16)}\n`
    const problems = await problemsOf(withCitation(`cff-version: 1.2.0\nmessage: |\n  ${key}`))
    expect(problems).toEqual([expect.stringContaining('zoo/liver/CITATION.cff')])
  })

  it('belongs to no download, whatever the layout and the case of its name', async () => {
    const text = 'cff-version: 1.2.0\n'
    const { entries, problems } = await readFiles({
      ...withCitation(text, 'citation.CFF'),
      ...GOOD.digits,
      'lenet/CITATION.cff': text,
    })
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(entries.map(({ citationFile }) => citationFile?.text)).toEqual([text, text])
    const files = entries.flatMap(({ digits, sections }) => [
      ...(digits?.files ?? []),
      ...sections.flatMap((section) => section.files ?? []),
    ])
    expect(files.map(({ from }) => from.toLowerCase())).not.toContain('citation.cff')
  })
})
