import { describe, expect, it } from 'vitest'
import { card, GOOD, problemsOf, readFiles, type Files } from '../folders.ts'

const INFO = JSON.parse(GOOD.digits['lenet/info.json']) as Record<string, unknown>
const withInfo = (changes: Record<string, unknown>, files: Files = {}): Files => ({
  ...GOOD.digits,
  'lenet/info.json': JSON.stringify({ ...INFO, ...changes }),
  ...files,
})

describe('a DIGITS snapshot', () => {
  it('needs no card', async () => {
    const { entries, problems } = await readFiles({
      ...withInfo({ username: 'Ann', note: 'Reads digits. Slowly.' }),
      'lenet/aux.json': '{"license": "MIT", "dataset": "MNIST", "affiliate": "The lab"}',
    })
    expect(problems).toEqual([])
    expect(entries[0]).toMatchObject({
      title: 'LeNet',
      summary: 'Reads digits.',
      version: '1.0',
      library: 'caffe',
      license: { id: 'mit' },
      authors: [{ name: 'Ann', affiliation: 'The lab', orcid: null }],
      datasets: ['MNIST'],
      sections: [],
    })
    expect(entries[0]?.digits?.files.map(({ path }) => path)).toEqual([
      'a.caffemodel',
      'aux.json',
      'info.json',
      'labels.txt',
      'license.txt',
      'net.prototxt',
    ])
  })

  it('lets a card win, and keeps card and picture out of the snapshot', async () => {
    const { entries } = await readFiles({
      ...withInfo({}),
      'lenet/README.md': card('license: apache-2.0', 'title: Mine', 'library_name: nvcaffe'),
      'lenet/thumbnail.png': 'x',
    })
    expect(entries[0]).toMatchObject({ title: 'Mine', library: 'nvcaffe', license: { id: 'apache-2.0' } })
    expect(entries[0]?.digits?.files.map(({ path }) => path)).not.toContain('README.md')
    expect(entries[0]?.digits?.files.map(({ path }) => path)).not.toContain('thumbnail.png')
  })

  it('asks for the three files of a TensorFlow snapshot', async () => {
    const files = withInfo({
      framework: 'tensorflow',
      'snapshot file': 's.ckpt',
      'network file': 'net.prototxt',
    })
    const missing = (await problemsOf(files)).filter((problem) =>
      problem.includes('which is not in the folder'),
    )
    expect(missing.map((problem) => /"(s\.[^"]+)"/.exec(problem)?.[1])).toEqual([
      's.ckpt.data-00000-of-00001',
      's.ckpt.index',
      's.ckpt.meta',
    ])
    const three = {
      'lenet/s.ckpt.index': 'x',
      'lenet/s.ckpt.meta': 'x',
      'lenet/s.ckpt.data-00000-of-00001': 'x',
    }
    expect(await problemsOf({ ...files, ...three })).toEqual([
      expect.stringContaining('warning: DIGITS 6 reads TensorFlow'),
    ])
  })

  it.each<[string, Files]>([
    ['framework is "Caffe"', withInfo({ framework: 'Caffe' })],
    ['names "gone.caffemodel"', withInfo({ 'snapshot file': 'gone.caffemodel' })],
    ['names "gone.npy"', withInfo({ 'mean file': 'gone.npy' })],
    ['beside info.json only', withInfo({ 'model file': '../liver/net.prototxt' })],
    ['Neither "model file" nor "network file"', withInfo({ 'model file': undefined })],
    ['ends in ".ckpt"', withInfo({ framework: 'tensorflow', 'snapshot file': 's.ckpt-10' })],
    ['This is not JSON', { ...GOOD.digits, 'lenet/info.json': '{"snapshot file": a}' }],
    [
      'nests more than 64 levels',
      { ...GOOD.digits, 'lenet/aux.json': `{"a": ${'['.repeat(70)}${']'.repeat(70)}}` },
    ],
    ['under this name', withInfo({}, { 'lenet/main.ini': 'x' })],
    ['under this name', withInfo({}, { 'lenet/1.0': 'x' })],
    ['as a page of the store', withInfo({ 'labels file': 'labels.html' }, { 'lenet/labels.html': 'x' })],
  ])('whose %s is refused', async (message, files) => {
    const problems = await problemsOf(files)
    expect(problems.filter((problem) => !problem.includes('warning:')).join('\n')).toContain(message)
  })

  it('only warns of what some server, release or visitor stumbles over', async () => {
    const files = withInfo({ 'labels file': undefined }, { 'lenet/words.txt': 'x'.repeat(70_000) })
    delete files['lenet/license.txt']
    expect(await problemsOf(files)).toMatchInlineSnapshot(`
      [
        "zoo/lenet: warning: No licence is stated, so nobody knows what is allowed. State it under license in its README.md.",
        "zoo/lenet/info.json: warning: No "labels file" is named. DIGITS 5 and 6 do without; the development version of 2016 cannot import it.",
        "zoo/lenet/words.txt: warning: Apache compresses .txt files, and a large one then comes without the length that DIGITS needs. Name it without .txt, here and in info.json, if the store is to be served by Apache.",
      ]
    `)
  })
})
