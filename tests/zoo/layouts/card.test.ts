import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { card, problemsIn, problemsOf, readFiles, writeZoo, type Files } from '../folders.ts'

const LICENSED = card('license: mit')
const entryOf = async (files: Files) => (await readFiles(files)).entries[0]!

describe('a model card', () => {
  it("makes a section of each sub-folder, with NiftyNet's usual destinations", async () => {
    const { sections } = await entryOf({
      'a/README.md': LICENSED,
      'a/weights/models/model.ckpt-1.index': 'x',
      'a/data/t1.nii.gz': 'x',
      'a/code/config.ini': 'x',
      'a/network_inference_config/config.ini': 'x',
      'a/download/x.csv': 'x',
    })
    expect(sections.map(({ name, destination, localId }) => [name, destination, localId])).toEqual([
      ['code', 'extensions', 'a'],
      ['data', 'data', 'a'],
      ['download', 'examples', 'a'],
      ['network_inference_config', 'extensions', 'a'],
      ['weights', 'models', 'a'],
    ])
    expect(sections.at(-1)?.files).toEqual([
      { path: 'models/model.ckpt-1.index', from: 'weights/models/model.ckpt-1.index', size: 1 },
    ])
  })

  it('takes what the card says of a section', async () => {
    const { sections } = await entryOf({
      'a/README.md': card(
        'license: mit',
        'downloads:',
        '  data: { local_id: OASIS, license: cc-by-4.0, mirrors: ["https://example.org/d.tar.gz"] }',
        '  notes: { destination: examples }',
      ),
      'a/data/x': 'x',
      'a/notes/x': 'x',
    })
    expect(sections).toMatchObject([
      {
        name: 'data',
        localId: 'OASIS',
        license: { id: 'cc-by-4.0' },
        mirrors: ['https://example.org/d.tar.gz'],
      },
      { name: 'notes', destination: 'examples' },
    ])
  })

  it('publishes hosted files as they are stated', async () => {
    const { sections } = await entryOf({
      'a/README.md': card(
        'license: mit',
        'downloads:',
        '  weights:',
        '    url: https://example.org/w.tar.gz?dl=1',
        `    sha256: ${'AB'.repeat(32)}`,
        '    size: 17853647',
      ),
    })
    expect(sections[0]).toMatchObject({
      files: null,
      hosted: { url: 'https://example.org/w.tar.gz?dl=1', sha256: 'ab'.repeat(32), size: 17_853_647 },
    })
  })

  it('makes loose files the weights where there is no such folder', async () => {
    const { sections } = await entryOf({
      'a/README.md': LICENSED,
      'a/model.safetensors': 'x',
      'a/config.json': '{}',
      'a/LICENSE': 'x',
      'a/CITATION.cff': 'x',
      'a/training_log.csv': 'x',
      'a/thumbnail.png': 'x',
    })
    expect(sections.map(({ name, files }) => [name, files?.map(({ path }) => path)])).toEqual([
      ['weights', ['config.json', 'model.safetensors']],
    ])
  })

  it('takes a repository cloned from the Hub as it is', async () => {
    const { entries, problems } = await readFiles({
      'a/README.md': LICENSED,
      'a/.gitattributes': '*.safetensors filter=lfs',
      'a/model.safetensors': 'x',
      'a/onnx/model.onnx': 'x',
      'a/1_Pooling/config.json': '{}',
    })
    expect(problems).toEqual([])
    expect(entries[0]?.sections.map(({ name, destination }) => [name, destination])).toEqual([
      ['1_Pooling', null],
      ['onnx', null],
      ['weights', 'models'],
    ])
  })

  it('takes title and summary from the prose where the card has none', async () => {
    const prose =
      '---\nlicense: mit\n---\n[![badge](https://example.org/b.svg)](https://example.org)\n\n# The *liver*\n\nFinds livers on CT. And more.\n'
    expect(await entryOf({ 'a/README.md': prose })).toMatchObject({
      title: 'The liver',
      summary: 'Finds livers on CT.',
    })
    expect(await entryOf({ 'a/README.md': '---\nlicense: mit\n---\n' })).toMatchObject({
      title: 'a',
      summary: '',
    })
  })

  it('finds the pictures that the card shows', async () => {
    const { pictures, thumbnail, sections } = await entryOf({
      'a/README.md': `${LICENSED}![](./plot.png) <img src="figures/my%20map.jpg?raw=true"> ![](https://example.org/x.png) ![](gone.png) ![](../b/secret.png)`,
      'a/plot.png': 'x',
      'a/unused.png': 'x',
      'a/figures/my map.jpg': 'x',
      'a/thumbnail.webp': 'x',
    })
    expect(pictures.map(({ path }) => path)).toEqual(['figures/my map.jpg', 'plot.png'])
    expect(thumbnail?.from).toBe('thumbnail.webp')
    expect(sections.map(({ name, files }) => [name, files?.map(({ path }) => path)])).toEqual([
      ['weights', ['unused.png']],
    ])
  })

  it('reads results as they were typed and warns of the rest', async () => {
    const { entries, problems } = await readFiles({
      'a/README.md': card(
        'license: mit',
        'model-index:',
        '- name: x',
        '  results:',
        '  - task: { type: image-segmentation }',
        '    dataset: { name: Phantoms, type: p, split: test }',
        '    metrics:',
        '    - { type: dice, name: "Dice, skull", value: 0.9730, verified: true }',
        '    - { type: dice, value: [1] }',
        '    - { type: f1, value: "0.8 ± 0.1" }',
      ),
    })
    expect(entries[0]?.results).toEqual([
      {
        task: 'image-segmentation',
        dataset: 'Phantoms',
        split: 'test',
        metric: 'Dice, skull',
        value: '0.9730',
      },
      { task: 'image-segmentation', dataset: 'Phantoms', split: 'test', metric: 'f1', value: '0.8 ± 0.1' },
    ])
    expect(problems.map(({ severity, line }) => [severity, line])).toEqual([['warning', 10]])
  })

  it.each([
    ['title: Liver\nlicense: mit\n---\n# Liver\n', '---'],
    ['license: mit\n---\n', '---'],
    ['# Liver\n', '---\nlicense: cc-by-4.0\n---'],
    ['note: a card\n', '---\nlicense: cc-by-4.0\n---'],
  ])(
    'without front matter (%j) is mended by pasting what is said into its first line',
    async (text, paste) => {
      const files = (card: string) => ({ 'a/README.md': card, 'a/weights/x': 'x' })
      const { problems } = await readFiles(files(text))
      expect(problems).toMatchObject([{ line: 1, paste }])
      expect((await readFiles(files(`${paste}\n${text}`))).problems).toEqual([])
    },
  )

  it.each<[string, Files]>([
    ['is no entry', { 'a/notes.txt': 'x' }],
    ['license: there is none', { 'a/README.md': '# Hello' }],
    ['needs a place in NiftyNet', { 'a/README.md': LICENSED, 'a/extras/x': 'x' }],
    ['belongs to no section', { 'a/README.md': LICENSED, 'a/weights/x': 'x', 'a/stray.bin': 'x' }],
    [
      'lacks sha256 and size',
      { 'a/README.md': card('license: mit', 'downloads: { weights: { url: "https://example.org/w" } }') },
    ],
    [
      'has no folder with files',
      { 'a/README.md': card('license: mit', 'downloads: { weights: { local_id: x } }') },
    ],
    [
      'has both a folder and a url',
      {
        'a/README.md': card('license: mit', 'downloads: { weights: { url: "https://example.org/w" } }'),
        'a/weights/x': 'x',
      },
    ],
    [
      'a meaning of its own',
      {
        'a/README.md': card('license: mit', 'downloads: { config: { destination: data } }'),
        'a/config/x': 'x',
      },
    ],
    [
      'part after "#"',
      { 'a/README.md': card('license: mit', 'downloads: { weights: { url: "https://example.org/w#x" } }') },
    ],
    [
      'user name or password',
      {
        'a/README.md': card('license: mit', 'downloads: { weights: { url: "https://me:pw@example.org/w" } }'),
      },
    ],
    [
      'name of one folder',
      {
        'a/README.md': card('license: mit', 'downloads: { weights: { local_id: "../x" } }'),
        'a/weights/x': 'x',
      },
    ],
    ['not UTF-8', { 'a/README.md': Buffer.from([0x23, 0xff, 0xfe]) }],
    ['there is no file "gone.png"', { 'a/README.md': card('license: mit', 'thumbnail: gone.png') }],
    [
      'only in upper and lower case',
      { 'a/README.md': LICENSED, 'a/weights/A.bin': 'x', 'a/weights/a.bin': 'x' },
    ],
    [
      'git-lfs pointer',
      {
        'a/README.md': LICENSED,
        'a/weights/a.bin': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n',
      },
    ],
    ['begins with a dot', { 'a/README.md': LICENSED, 'a/weights/.netrc': 'x' }],
  ])('that %s is refused', async (message, files) => {
    const problems = await problemsOf(files)
    expect(problems.filter((problem) => !problem.includes('warning:')).join('\n')).toContain(message)
  })

  it('only warns of a picture on another host and of an entry without downloads', async () => {
    expect(
      await problemsOf({ 'a/README.md': card('license: mit', 'thumbnail: https://example.org/x.png') }),
    ).toEqual([
      'zoo/a/README.md: warning: There is nothing to download: no folder with files, and no downloads in the card.',
      'zoo/a/README.md:3: warning: thumbnail: a picture on another host is not shown. Put thumbnail.png into the folder.',
    ])
  })

  it('refuses links and special files, and follows none', async () => {
    const zooDir = writeZoo({ 'a/README.md': LICENSED, 'a/weights/x': 'x' })
    symlinkSync('/etc/passwd', join(zooDir, 'a/weights/passwd'))
    symlinkSync('/etc', join(zooDir, 'a/data'))
    mkdirSync(join(zooDir, 'b'))
    symlinkSync('../a/README.md', join(zooDir, 'b/README.md'))
    symlinkSync('a', join(zooDir, 'c'))
    expect(await problemsIn(zooDir)).toMatchInlineSnapshot(`
      [
        "zoo/a/data: This is a link or a special file. Only regular files are published: put the file itself here.",
        "zoo/a/weights/passwd: This is a link or a special file. Only regular files are published: put the file itself here.",
        "zoo/b: This folder is no entry: it has neither README.md (a model card), nor info.json of a DIGITS snapshot, nor a folder <Trainer>__<Plans>__<configuration> with plans.json. Add a README.md.",
        "zoo/b/README.md: This is a link or a special file. Only regular files are published: put the file itself here.",
        "zoo/c: This is a link or a special file. Only regular files are published: put the file itself here.",
      ]
    `)
  })
})
