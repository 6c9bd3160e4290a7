import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importing, MIT, PNG, refusal, WEIGHTS, writeFolder, writeZip, type Files } from './importing.ts'

const METADATA = {
  schema: 'https://example.org/meta_schema_20240725.json',
  version: '0.5.3',
  changelog: { '0.5.3': 'unify naming', '0.1.0': 'first' },
  monai_version: '1.3.0',
  pytorch_version: '1.13.1',
  numpy_version: '1.22.2',
  optional_packages_version: { nibabel: '4.0.1' },
  name: 'Dots segmentation',
  task: 'Decathlon dots segmentation',
  description: 'Finds dots in CT. It is made up.',
  authors: 'Example team',
  copyright: 'Copyright (c) Example',
  data_source: 'Drawn dots',
  intended_use: 'For tests',
  eval_metrics: { mean_dice: 0.96 },
  references: ['A paper | of 2019.', 'Another_paper'],
  network_data_format: {
    inputs: {
      image: {
        ...{ type: 'image', format: 'hounsfield', modality: 'CT', num_channels: 1 },
        ...{
          spatial_shape: [96, 96, 96],
          dtype: 'float32',
          value_range: [0, 1],
          channel_def: { 0: 'image' },
        },
      },
    },
    outputs: {
      pred: {
        ...{ type: 'image', format: 'segmentation', num_channels: 2, spatial_shape: [96, 96, 96] },
        ...{ dtype: 'float32', value_range: [0, 1], channel_def: { 0: 'background', 1: 'dot' } },
      },
    },
  },
}

/** `undefined` takes a key away. */
function bundle(changes: Record<string, unknown> = {}, more: Files = {}): Files {
  return {
    'configs/metadata.json': JSON.stringify({ ...METADATA, ...changes }),
    'configs/inference.json': '{}',
    'models/model.safetensors': WEIGHTS,
    'docs/README.md':
      '# Model Overview\nFinds dots.\n\n![flow](./flow.png) ![far](https://example.org/a.png)\n',
    'docs/flow.png': PNG,
    LICENSE: 'Apache License\n   Version 2.0, January 2004\n',
    ...more,
  }
}

function without(files: Files, ...paths: string[]): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !paths.includes(path)))
}

function below(name: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`${name}/${path}`, content]))
}

describe('a MONAI bundle', () => {
  it('keeps its root in one section, and its facts in the card', async () => {
    const { kind, id, card, files, notes, problems } = await importing(
      writeZip('dots_ct_v0.5.3.zip', below('dots_ct', bundle())),
    )
    expect([kind, id, notes, problems]).toEqual(['MONAI bundle', 'dots_ct', [], []])
    expect(card).toEqual({
      title: 'Dots segmentation',
      summary: 'Finds dots in CT.',
      version: '0.5.3',
      license: 'apache-2.0',
      library_name: 'monai',
      pipeline_tag: 'image-segmentation',
      modality: ['CT'],
      tags: ['monai', '3d'],
      authors: [{ name: 'Example team' }],
      'model-index': [
        {
          name: 'Dots segmentation',
          results: [
            { dataset: { name: 'Drawn dots', type: 'other' }, metrics: [{ type: 'mean_dice', value: 0.96 }] },
          ],
        },
      ],
      downloads: { bundle: { destination: 'models' } },
    })
    expect(files).toEqual(['README.md', ...Object.keys(bundle()).map((path) => `bundle/${path}`)].sort())
  })

  it('has its own words in the prose, and what the card has no key for', async () => {
    const { prose } = await importing(writeFolder('dots', bundle()))
    expect(prose).toMatchInlineSnapshot(`
      "# Model Overview
      Finds dots.

      ![flow](bundle/docs/flow.png) ![far](https://example.org/a.png)

      ## Description

      Finds dots in CT. It is made up.

      ## Task

      Decathlon dots segmentation

      ## Intended use

      For tests

      ## Data

      Drawn dots

      ## Inputs and outputs

      |  | Name | Kind | Channels | Shape | Type | Values |
      | --- | --- | --- | --- | --- | --- | --- |
      | input | image | CT, hounsfield | 1: image | 96 × 96 × 96 | float32 | 0 to 1 |
      | output | pred | segmentation | 2: background, dot | 96 × 96 × 96 | float32 | 0 to 1 |

      ## Software

      | Package | Version |
      | --- | --- |
      | monai | 1.3.0 |
      | pytorch | 1.13.1 |
      | numpy | 1.22.2 |
      | nibabel | 4.0.1 |

      ## References

      - A paper \\| of 2019.
      - Another\\_paper

      ## Copyright

      Copyright (c) Example

      ## Changes

      - 0.5.3: unify naming
      - 0.1.0: first"
    `)
  })

  it.each([
    [
      'authors as a list',
      { authors: ['A. One', 'B. Two'] },
      { authors: [{ name: 'A. One' }, { name: 'B. Two' }] },
    ],
    [
      'authors in one text',
      { authors: 'Anna One, Bert Two and Carl Three' },
      { authors: [{ name: 'Anna One' }, { name: 'Bert Two' }, { name: 'Carl Three' }] },
    ],
    [
      'many authors in one text',
      { authors: 'Walter H. L. One, Petru-Daniel Two, Pedro F Da Three, and M. Jorge Four' },
      {
        authors: [
          { name: 'Walter H. L. One' },
          { name: 'Petru-Daniel Two' },
          { name: 'Pedro F Da Three' },
          { name: 'M. Jorge Four' },
        ],
      },
    ],
    [
      'an institute with a comma',
      { authors: 'Centre for Seeing Things in Images, Example Clinic' },
      { authors: [{ name: 'Centre for Seeing Things in Images, Example Clinic' }] },
    ],
    ['a company', { authors: 'Example, Inc.' }, { authors: [{ name: 'Example, Inc.' }] }],
    ['no name', { name: undefined }, { title: 'Dots' }],
    ['no description', { description: undefined }, { summary: 'Decathlon dots segmentation' }],
    [
      'results as texts, nested',
      { eval_metrics: { dice: { spleen: '0.95' } } },
      { 'model-index': [{ results: [{ metrics: [{ type: 'dice.spleen', value: '0.95' }] }] }] },
    ],
    [
      'a modality as a list',
      { network_data_format: { inputs: { image: { modality: ['MR', 'CT', 'MR'] } } } },
      { modality: ['MR', 'CT'] },
    ],
    [
      'a modality that is none',
      { network_data_format: { inputs: { image: { modality: ['n/a', 'regular'] } } } },
      { library_name: 'monai' },
    ],
    [
      'a network format that is no object',
      { network_data_format: [] },
      { pipeline_tag: 'image-segmentation' },
    ],
    ['references as one text', { references: 'One' }, {}],
    ['a text for each kind of class', { image_classes: 'One channel', pred_classes: ['Two'] }, {}],
    [
      'several networks',
      {
        network_data_format: undefined,
        autoencoder_data_format: { inputs: { latent: { num_channels: 4, spatial_shape: [] } } },
      },
      {},
    ],
  ])('may have %s', async (_, changes, expected) => {
    const { card, problems } = await importing(writeFolder('dots', bundle(changes)))
    expect(card).toMatchObject(expected)
    expect(problems).toEqual([])
  })

  it('keeps in the prose what real bundles say in keys of their own', async () => {
    const own = { data_type: 'nibabel', image_classes: 'one channel', pred_classes: 'a [0, 1] mask' }
    const { prose } = await importing(
      writeFolder('dots', bundle({ ...own, pytorch_version: undefined, torch_version: '1.12.1' })),
    )
    for (const text of [
      '## Description\n\nFinds dots in CT. It is made up.',
      '## Task\n\nDecathlon dots segmentation',
      'Drawn dots\n\nFiles: nibabel',
      'Images: one channel\n\nPredictions: a \\[0, 1\\] mask',
      '| torch | 1.12.1 |',
    ])
      expect(prose).toContain(text)
  })

  it.each([
    ['keys of its own', bundle({ einops: '0.7.0', supported_apps: {}, extra: [] }), 'in a card: "einops".'],
    [
      'authors who are not named',
      bundle({ authors: ['A. One', 'et al.'] }),
      'The authors end in "et al.": add the others',
    ],
    ['a version that is not plain', bundle({ version: '0.1.0rc1' }), 'The version "0.1.0rc1"'],
    ['results that are no numbers', bundle({ eval_metrics: { curve: [1, 2], note: 'good' } }), 'curve, note'],
    [
      'a licence that is not known',
      bundle({}, { LICENSE: 'NVIDIA Something License\nYou may look.' }),
      'the card calls it "other"',
    ],
    [
      'a licence of the data',
      bundle({}, { 'docs/data_license.txt': 'x' }),
      'docs/data_license.txt is about the data',
    ],
    [
      'weights that are hosted elsewhere',
      bundle(
        {},
        {
          'large_files.yml':
            'large_files:\n  - path: "models/model.ts"\n    url: "https://example.org/m"\n  - path: models/model.safetensors\n    url: x\n',
        },
      ),
      '"models/model.ts" is hosted elsewhere, as large_files.yml says',
    ],
  ])('tells %s', async (_, files, sentence) => {
    const { notes, problems } = await importing(writeFolder('dots', files))
    expect(notes.join('\n')).toContain(sentence)
    expect(problems).toEqual([])
  })

  it.each([
    ['md5', 'md5', []],
    ['sha256', 'SHA256', []],
    ['md5', 'sha1', ['"models/model.safetensors": the SHA1 is another than large_files.yml states']],
    ['md5', 'crc32', []],
  ])('compares files with the sums of large_files.yml: of %s, stated as %s', async (hash, stated, told) => {
    const sum = createHash(hash).update(WEIGHTS, 'latin1').digest('hex')
    const list = `large_files:\n  - {path: ./models/model.safetensors, url: x, hash_val: "${sum}", hash_type: ${stated}}\n`
    const { notes } = await importing(writeFolder('dots', bundle({}, { 'large_files.yml': list })))
    expect(notes.map((note) => note.split(', so')[0])).toEqual(told)
  })

  it('names all large files that are not there', async () => {
    const list = 'large_files: [{path: models/a.pt}, {path: models/b.pt}]'
    const { notes } = await importing(writeFolder('dots', bundle({}, { 'large_files.yaml': list })))
    expect(notes).toEqual([
      '"models/a.pt", "models/b.pt" are hosted elsewhere, as large_files.yaml says, and are not here. Fetch them with "python -m monai.bundle download_large_files" in the bundle, then import that.',
    ])
  })

  it('links the text of a licence that is not known', async () => {
    const { card } = await importing(writeFolder('dots', bundle({}, { LICENSE: 'A Lab License\n\nLook.' })))
    expect(card).toMatchObject({
      license: 'other',
      license_name: 'A Lab License',
      license_link: 'bundle/LICENSE',
    })
  })

  it('is of "other" terms where its LICENSE has further ones for the weights', async () => {
    const LICENSE =
      'Code License\n\nFor all files except the model weights.\n\nApache License\nVersion 2.0, January 2004\n\nModel Weights License\n\nLook, and no more.'
    const { card, notes, problems } = await importing(writeFolder('dots', bundle({}, { LICENSE })))
    expect(card).toMatchObject({
      license: 'other',
      license_name: 'See LICENSE',
      license_link: 'bundle/LICENSE',
    })
    expect([problems, notes]).toEqual([
      [],
      [
        'LICENSE holds apache-2.0 and other terms, so the card calls the licence "other". Look what is said of the weights.',
      ],
    ])
  })

  it('is of the licence that its README names where docs/license.txt is about the data', async () => {
    const files = without(bundle(), 'LICENSE')
    const { card, notes } = await importing(
      writeFolder('dots', {
        ...files,
        'docs/license.txt':
          'Third Party Licenses\n----\ni. Dots\nCreative Commons Attribution-ShareAlike 4.0 International',
        'docs/README.md':
          '# Model Overview\nDots.\n\n# License\nCopyright (c) Example\n\nLicensed under the Apache License, Version 2.0 (the "License");\n',
      }),
    )
    expect(card['license']).toBe('apache-2.0')
    expect(notes).toEqual([
      'docs/license.txt is about the data and stays in the bundle: say in the card what it asks of people.',
      'The bundle has no LICENSE. Its README says apache-2.0, and so does the card.',
    ])
  })

  it('keeps what its card on Hugging Face says', async () => {
    const files = without(bundle(), 'LICENSE', 'docs/README.md')
    const card = `---
license: other
license_name: Look-only
license_link: ./TERMS.md
tags: [lab, monai]
widget: []
base_model: someone/dots
---
# Dots on the hub

[terms](TERMS.md)
`
    const outcome = await importing(
      writeFolder('dots', { ...files, 'README.md': card, 'TERMS.md': 'Look.', '.gitattributes': '' }),
    )
    expect(outcome.card).toMatchObject({
      title: 'Dots segmentation',
      license: 'other',
      license_name: 'Look-only',
      license_link: 'bundle/TERMS.md',
      tags: ['monai', '3d', 'lab'],
      base_model: 'someone/dots',
    })
    expect(outcome.prose).toContain('# Dots on the hub\n\n[terms](bundle/TERMS.md)')
    expect([outcome.problems, outcome.notes]).toEqual([
      [],
      ['These keys of README.md have no place in a card, and stay in the bundle: "widget".'],
    ])
  })

  it('is of the licence of its LICENSE where its card on Hugging Face calls that unknown', async () => {
    const { card } = await importing(
      writeFolder('dots', bundle({}, { 'README.md': '---\nlicense: unknown\n---\n# Dots' })),
    )
    expect(card['license']).toBe('apache-2.0')
  })

  it('keeps all channels and values, in a list where a table has no room', async () => {
    const organs = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [index, `organ ${index}`]))
    const { prose } = await importing(
      writeFolder(
        'dots',
        bundle({
          network_data_format: {
            inputs: { region: { type: 'array', value_range: ['head', 'chest', 'knee'] } },
            outputs: {
              pred: { num_channels: 1, channel_def: organs },
              parts: { value_range: Array.from({ length: 9 }, (_, index) => `part ${index}`) },
            },
            post_processed_outputs: {
              mask: { format: 'TIFF', num_channels: 3, description: 'A page for each slice.' },
            },
          },
        }),
      ),
    )
    expect(prose).toContain('| post processed outputs | mask | TIFF | 3 |')
    expect(prose).toContain('post processed outputs mask: A page for each slice.')
    expect(prose).toContain('| input | region | array |  |  |  | head, chest, knee |')
    expect(prose).toContain('| output | pred |  | 1: see below |')
    expect(prose).toMatch(
      /\n\noutput pred: 0 organ 0, 1 organ 1, .*29 organ 29\n\noutput parts: part 0, .*part 8\n/,
    )
  })

  it('moves links and pictures of its README that lead to its files, and no others', async () => {
    const { prose, problems } = await importing(
      writeFolder(
        'dots',
        bundle(
          {},
          {
            'docs/README.md': `[a](./labels.json) [b](../docs/labels.json#x) [c](../LICENSE) [d](absent.json)
[e](https://example.org/labels.json) [f](#part) [g](../../configs/metadata.json) ![h](labels.json "title")
<a href="labels.json">i</a> <img width="9" src='../LICENSE'>`,
            'docs/labels.json': '{}',
          },
        ),
      ),
    )
    expect(prose).toContain(
      `[a](bundle/docs/labels.json) [b](bundle/docs/labels.json#x) [c](bundle/LICENSE) [d](absent.json)
[e](https://example.org/labels.json) [f](#part) [g](../../configs/metadata.json) ![h](bundle/docs/labels.json "title")
<a href="bundle/docs/labels.json">i</a> <img width="9" src='bundle/LICENSE'>`,
    )
    expect(problems.length).toBeLessThan(5)
  })

  it('takes licences by their phrases', async () => {
    const { card } = await importing(writeFolder('dots', bundle({}, { LICENSE: MIT })))
    expect(card['license']).toBe('mit')
  })

  it.each([
    ['is no JSON', '{', 'configs/metadata.json'],
    ['is a list', '[]', 'must be an object'],
    ['nests without end', '['.repeat(100), 'nests more than'],
    ['is larger than any', `{}${' '.repeat(1_100_000)}`, 'more than 1024 KiB'],
  ])('is refused where its metadata %s', async (_, text, sentence) => {
    const [said, left] = await refusal(
      join(writeFolder('dots', { ...bundle(), 'configs/metadata.json': text })),
    )
    expect(said).toContain(sentence)
    expect(left).toEqual([])
  })

  it('cannot break out of its table or its card', async () => {
    const evil = 'a | b\n---\n# x <script>alert(1)</script> ![p](http://x.org) \u202e'
    const { card, prose, problems } = await importing(
      writeFolder(
        'dots',
        bundle({ name: evil, copyright: evil, references: [evil], eval_metrics: { [evil]: 1 } }),
      ),
    )
    expect(card['title']).toBe('a | b --- # x <script>alert(1)</script> ![p](http://x.org)')
    expect(prose).not.toMatch(/(?<!\\)<script|(?<!\\)\[p|\u202e/)
    expect(problems).toEqual([])
  })
})
