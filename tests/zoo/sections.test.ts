import { describe, expect, it } from 'vitest'
import { card, problemsOf, readFiles, type Files } from './folders.ts'

const LICENSE = 'license: mit'
const HOSTED = ['    url: https://a.example/w.tar.gz', `    sha256: ${'a'.repeat(64)}`, '    size: 5']
const entryOf = (keys: string[], files: Files = {}): Files => ({
  'liver/README.md': card(LICENSE, ...keys),
  ...Object.fromEntries(Object.entries(files).map(([path, content]) => [`liver/${path}`, content])),
})
const sectionsOf = async (files: Files) => (await readFiles(files)).entries[0]!.sections

describe('the sections of a card', () => {
  it('are its folders and its hosted files, sorted, each with a place in NiftyNet', async () => {
    const files = { 'weights/a': 'x', 'data/b/c': 'x', 'code/d': 'x', 'download/e': 'x' }
    const keys = ['downloads:', '  network_inference_config:', ...HOSTED]
    const rows = (await sectionsOf(entryOf(keys, files))).map(
      ({ name, destination, localId, files: packed, hosted }) =>
        `${name} ${destination ?? '-'}/${localId} ${packed?.map(({ path }) => path).join() ?? hosted?.url ?? '-'}`,
    )
    expect(rows).toEqual([
      'code extensions/liver d',
      'data data/liver b/c',
      'download examples/liver e',
      'network_inference_config extensions/liver https://a.example/w.tar.gz',
      'weights models/liver a',
    ])
  })

  it.each(['w.zip', 'model.onnx', 'w.safetensors?download=true'])(
    'have no place in NiftyNet, which unpacks with tarfile, where the hosted file is %s',
    async (name) => {
      const keys = ['downloads:', '  weights:', ...HOSTED.map((line) => line.replace('w.tar.gz', name))]
      expect(await sectionsOf(entryOf(keys))).toMatchObject([{ destination: null }])
    },
  )

  it('take loose files for the weights where there are no others', async () => {
    expect(await sectionsOf(entryOf([], { 'model.onnx': 'x', LICENSE: 'x' }))).toMatchObject([
      { name: 'weights', files: [{ path: 'model.onnx' }] },
    ])
    expect(await problemsOf(entryOf([], { 'model.onnx': 'x', 'weights/a': 'x' }))).toEqual([
      expect.stringContaining('zoo/liver/model.onnx: This file belongs to no section.'),
    ])
    expect(await problemsOf(entryOf(['downloads:', '  weights:', ...HOSTED], { 'model.onnx': 'x' }))).toEqual(
      [expect.stringContaining('zoo/liver/model.onnx: This file belongs to no section.')],
    )
  })

  it('do not hold a folder of pictures that only the card shows', async () => {
    const files: Files = {
      'liver/README.md': `${card(LICENSE)}\n![a](figures/a.png)\n`,
      'liver/weights/a': 'x',
    }
    const shown = await sectionsOf({ ...files, 'liver/figures/a.png': 'x' })
    expect(shown.map(({ name }) => name)).toEqual(['weights'])
  })

  it('may have a place, a name and a licence of their own', async () => {
    const keys = ['downloads:', '  demo: {destination: examples, local_id: Show, license: cc0-1.0}']
    expect(await sectionsOf(entryOf(keys, { 'demo/a': 'x' }))).toMatchObject([
      { destination: 'examples', localId: 'Show', license: { id: 'cc0-1.0' } },
    ])
  })

  it('of a clone from a hub have the text of its licence beside the loose files', async () => {
    const files = { '.gitattributes': 'x', 'model.onnx': 'x', 'LICENSE.md': 'Look.', 'utils/a.py': 'x' }
    expect(await sectionsOf(entryOf([], files))).toMatchObject([
      { name: 'utils' },
      { name: 'weights', files: [{ path: 'LICENSE.md' }, { path: 'model.onnx' }] },
    ])
    const folders = { '.gitattributes': 'x', 'utils/a.py': 'x', LICENSE: 'Look.' }
    expect(await sectionsOf(entryOf([], folders))).toMatchObject([{ name: 'utils' }])
  })

  it('of a clone from a hub need no place', async () => {
    const files = { '.gitattributes': 'x', '1_Pooling/config.json': '{}' }
    expect(await problemsOf(entryOf([], files))).toEqual([])
    expect(await sectionsOf(entryOf([], files))).toMatchObject([{ name: '1_Pooling', destination: null }])
  })

  it.each<[string, string[], Files]>([
    ['needs a place in NiftyNet', [], { 'extras/a': 'x' }],
    ['has no folder with files', ['downloads: {data: {}}'], { 'weights/a': 'x' }],
    ['lacks sha256 and size', ['downloads: {data: {url: "https://a.example/d"}}'], {}],
    ['has both a folder and a url', ['downloads:', '  data:', ...HOSTED], { 'data/a': 'x' }],
    ['has a meaning of its own', [], { 'config/a': 'x' }],
    ['has a meaning of its own', ['downloads: {DEFAULT: {destination: data}}'], { 'DEFAULT/a': 'x' }],
    [
      '"weights" differs from "Weights" only in upper and lower case',
      [],
      { 'weights/a': 'x', 'Weights/b': 'x' },
    ],
    ['is not a name for a section', ['downloads: {"my data": {destination: data}}'], { 'my data/a': 'x' }],
  ])('are refused where one %s', async (fault, keys, files) => {
    const problems = await problemsOf(entryOf(keys, files))
    expect(problems.join('\n')).toContain(fault)
    expect(problems.filter((problem) => !/^zoo\/liver\/[^:]+(:\d+)?: \S/.test(problem))).toEqual([])
  })
})
