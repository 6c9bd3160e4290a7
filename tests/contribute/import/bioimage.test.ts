import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { honest, serve } from '../../client/net/misbehaving-server.ts'
import { importing, refusal, WEIGHTS, writeFolder, writeZip, type Files, PNG } from './importing.ts'

const BYTES = Buffer.from('a state dict')
const SUM = createHash('sha256').update(BYTES).digest('hex')

/** Format 0.5. */
const NEW = `%YAML 1.2
---
name: Dots 2D
description: A U-Net for dots. It is made up.
covers: [{source: cover.png}]
authors: [{affiliation: A lab, orcid: 0000-0002-1825-0097, name: J. Example, email: j@example.org}]
cite: [{text: 'Example & Co. 2020.', doi: 10.1007/978-3-319-24574-4_28}]
license: CC-BY-4.0
git_repo: https://example.org/repo
tags: [unet2d, segmentation]
format_version: 0.5.11
type: model
documentation: {source: docs/README.md}
inputs:
- id: raw
  axes: [{type: batch, size: 1}, {type: channel, channel_names: [r]}, {size: {min: 64, step: 16}, id: y, type: space}]
  preprocessing: [{id: zero_mean_unit_variance}]
  test_tensor: {source: in.npy}
outputs:
- id: prob
  axes: [{type: batch}, {size: {tensor_id: raw, axis_id: y}, id: y, type: space, halo: 32}]
  data: {type: float32}
timestamp: '2019-12-11T11:22:32+00:00'
training_data: {id: example/dots}
version: 0.1.0
weights:
  onnx: {source: model.safetensors, sha256: ${createHash('sha256').update(WEIGHTS, 'latin1').digest('hex').toUpperCase()}, opset_version: 20}
  pytorch_state_dict:
    source: URL/state.torch
    sha256: SUM
    architecture: {source: unet.py, callable: UNet}
    parent: onnx
`

/** Format 0.4. */
const OLD = `attachments: {files: [macro.ijm]}
authors: &people
- name: J. Example
maintainers: *people
cite: {text: A paper, url: 'https://example.org'}
covers: cover.png
description: Finds dots.
documentation: README.md
format_version: 0.4.8
inputs: [{axes: bxyc, data_range: [-.inf, .inf], data_type: float32, name: input, shape: [1, 256, 256, 1], preprocessing: [{name: scale_range}]}]
outputs: [{axes: bxyc, name: out, shape: {reference_tensor: input, scale: [1.0, 1.0, 1.0, 3.0], offset: [0, 0, 0, 0]}}]
config: {bioimageio: {nickname: placid-dots, doi: 10.5281/zenodo.7261975}}
license: MIT
name: Dots
tags: [denoising]
type: model
weights:
  keras_hdf5: {source: keras.hdf5}
`

const FILES: Files = {
  'model.safetensors': WEIGHTS,
  'cover.png': PNG,
  'docs/README.md': '# Dots\n\n![shot](shot.png)\n',
  'docs/shot.png': PNG,
  'unet.py': 'pass\n',
  'in.npy': 'x',
}

describe('a BioImage.IO model', () => {
  it('keeps its package in one section, and weights that are hosted where they are', async () => {
    const { url, requests } = await serve(honest(BYTES))
    const rdf = NEW.replace('URL', url).replace('SUM', SUM)
    const outcome = await importing(writeZip('dots.zip', { ...FILES, 'rdf.yaml': rdf }))
    expect([outcome.kind, outcome.id, outcome.problems]).toEqual(['BioImage.IO model', 'Dots_2D', []])
    expect(outcome.notes).toEqual(['E-mail addresses of authors were left out.'])
    expect(outcome.card).toEqual({
      title: 'Dots 2D',
      summary: 'A U-Net for dots.',
      version: '0.1.0',
      date_released: '2019-12-11',
      license: 'cc-by-4.0',
      library_name: 'pytorch',
      pipeline_tag: 'image-segmentation',
      tags: ['bioimage.io', 'unet2d', 'segmentation'],
      datasets: ['example/dots'],
      authors: [{ name: 'J. Example', affiliation: 'A lab', orcid: '0000-0002-1825-0097' }],
      citation:
        '@misc{Dots_2D-1,\n  howpublished = {Example \\& Co. 2020.},\n  doi = {10.1007/978-3-319-24574-4_28}\n}',
      homepage: 'https://example.org/repo',
      downloads: {
        pytorch_state_dict: {
          url: `${url}/state.torch`,
          sha256: SUM,
          destination: 'models',
          size: BYTES.length,
        },
      },
    })
    expect(outcome.files).toEqual(
      [
        'README.md',
        'thumbnail.png',
        'weights/rdf.yaml',
        ...Object.keys(FILES).map((path) => `weights/${path}`),
      ].sort(),
    )
    expect(requests).toHaveLength(1)
  })

  it('shows its tensors in the prose', async () => {
    const { prose } = await importing(writeFolder('dots', { ...FILES, 'rdf.yaml': NEW }), { isPinned: false })
    expect(prose).toMatchInlineSnapshot(`
      "# Dots

      ![shot](weights/docs/shot.png)

      ## Description

      A U-Net for dots. It is made up.

      ## Inputs and outputs

      |  | Name | Axes | Shape | Type | Values | Steps | Description |
      | --- | --- | --- | --- | --- | --- | --- | --- |
      | input | raw | batch channel (r) y | 1 × 1 × 64 + n·16 |  |  | zero\\_mean\\_unit\\_variance |  |
      | output | prob | batch y | any × as y | float32 |  |  |  |

      ## Weights

      | Format | Made of | Version |
      | --- | --- | --- |
      | onnx |  | opset 20 |
      | pytorch\\_state\\_dict | onnx |  |

      ## Training data

      example/dots"
    `)
  })

  it('may be of an earlier format, alone with the files that it names', async () => {
    const dir = writeFolder('dots', {
      'rdf.yaml': OLD,
      'README.md': '# Old dots\n',
      'keras.hdf5': 'x',
      'cover.png': PNG,
      'letter.txt': 'private',
    })
    const { id, card, prose, files, notes } = await importing(join(dir, 'rdf.yaml'))
    expect(id).toBe('placid-dots')
    expect(card).toMatchObject({
      doi: '10.5281/zenodo.7261975',
      citation: '@misc{placid-dots-1,\n  howpublished = {A paper},\n  url = {https://example.org}\n}',
      pipeline_tag: 'image-to-image',
      library_name: 'keras',
    })
    expect(prose).toContain('| input | input | b x y c | 1 × 256 × 256 × 1 | float32 |  | scale\\_range |  |')
    expect(prose).toContain('| output | out | b x y c | input times 1 × 1 × 1 × 3 |')
    expect(files).toEqual([
      'README.md',
      'thumbnail.png',
      'weights/README.md',
      'weights/cover.png',
      'weights/keras.hdf5',
      'weights/rdf.yaml',
    ])
    expect(notes).toEqual([
      'These parts of the description have no place in a card: attachments, config, maintainers.',
      'The description names files that are not here: "macro.ijm".',
    ])
  })

  it('is read at its address, where its relative weights are, too', async () => {
    const { url } = await serve((request, response) => {
      response.end(request.url?.endsWith('.yaml') ? OLD : BYTES)
    })
    const { card, files } = await importing(`${url}/models/dots/rdf.yaml`)
    expect(card['downloads']).toEqual({
      keras_hdf5: {
        url: `${url}/models/dots/keras.hdf5`,
        destination: 'models',
        sha256: SUM,
        size: BYTES.length,
      },
    })
    expect(files).toEqual(['README.md'])
  })

  it('is told apart from what its authors described', async () => {
    const files = { ...FILES, 'rdf.yaml': NEW, 'model.safetensors': `${WEIGHTS} ` }
    const { notes } = await importing(writeFolder('dots', files), { isPinned: false })
    expect(notes.join('\n')).toContain('"model.safetensors": the SHA-256 is another than the description')
  })

  it('has no DOI of a paper, which would be cited as the model', async () => {
    const own = NEW.replace('version: 0.1.0', 'id: 10.5281/zenodo.5764892/5764893')
    const dir = (rdf: string) => writeFolder('dots', { ...FILES, 'rdf.yaml': rdf })
    expect((await importing(dir(NEW), { isPinned: false })).card).not.toHaveProperty('doi')
    const { card } = await importing(dir(own), { isPinned: false, id: 'dots' })
    expect(card).toMatchObject({ doi: '10.5281/zenodo.5764892/5764893' })
  })

  it('names channels and the values that are allowed, as each format has them', async () => {
    const rdf = `format_version: 0.5.4
type: model
name: Dots
license: MIT
authors: ["A. One;@one-lab", {name: "B. Two ;@two"}, {name: ";@nobody"}]
attachments: {}
inputs:
  - id: raw
    axes: [{type: batch}, {type: channel, channel_names: [dapi, gfp]}, {type: space, size: 64}]
    data: {type: uint8, range: [0, 255]}
outputs:
  - {name: out, axes: bc, data_range: [-.inf, .inf], shape: {reference_input: raw, scale: [1.0, 2.0]}}
  - {name: class, axes: bc, data_range: [0, .inf], shape: [1, 28]}
weights: {onnx: {source: model.onnx}}
`
    const { card, prose, notes } = await importing(
      writeFolder('dots', { 'rdf.yaml': rdf, 'model.onnx': 'x' }),
    )
    expect(prose).toContain('| input | raw | batch channel (dapi, gfp) x | any × 2 × 64 | uint8 | 0 to 255 |')
    expect(prose).toContain('| output | out | b c | raw times 1 × 2 |  |  |')
    expect(prose).toContain('| output | class | b c | 1 × 28 |  | 0 to Infinity |')
    expect(card['authors']).toEqual([{ name: 'A. One' }, { name: 'B. Two' }])
    expect(notes).toEqual([])
  })

  it('tells what else of it has no place', async () => {
    const more = `${NEW}    comment: careful\n    authors: [{name: C. Onverter}]\nversion_comment: new\nparent: {id: dots}\n`
    const { notes } = await importing(writeFolder('dots', { ...FILES, 'rdf.yaml': more }), {
      isPinned: false,
    })
    expect(notes.join('\n')).toContain(': parent, version_comment, authors of weights, comment of weights.')
  })

  it('is not complete where the server sends another file than it states', async () => {
    const { url } = await serve(honest(Buffer.from('another')))
    const rdf = NEW.replace('URL', url).replace('SUM', SUM)
    const { notes, problems } = await importing(writeFolder('dots', { ...FILES, 'rdf.yaml': rdf }))
    expect(notes.join('\n')).toContain(`and the source states ${SUM}: it is another file`)
    expect(problems.join('\n')).toContain('lacks size')
  })

  it('never takes files from outside its folder, nor through links', async () => {
    const rdf = OLD.replace('README.md', '../secret.md')
      .replace('macro.ijm', '/etc/hostname')
      .replace('cover.png', '.ssh/key.png')
    const dir = writeFolder('dots', { 'rdf.yaml': rdf, 'keras.hdf5': 'x', '.ssh/key.png': PNG })
    writeFileSync(join(dirname(dir), 'secret.md'), 'secret')
    const { files, prose } = await importing(join(dir, 'rdf.yaml'))
    expect(files).toEqual(['README.md', 'weights/keras.hdf5', 'weights/rdf.yaml'])
    expect(prose).not.toContain('secret')
  })

  it.each([
    [
      'describes a data set',
      'type: dataset\nname: x\n',
      'describes no model with weights (its type is "dataset")',
    ],
    ['has no weights', 'type: model\nname: x\n', 'describes no model with weights'],
    [
      'is the record of one elsewhere',
      'type: model\nversions: [{rdf_source: "https://example.org/1/rdf.yaml"}]\n',
      'is at https://example.org/1/rdf.yaml: import that. Nothing',
    ],
    ['is too old', 'format_version: 0.1.0\nname: x\n', 'of format 0.1.0, and 0.3 is the earliest'],
    ['is a NiftyNet spec', 'config: {}\ndata: {url: "https://example.org/d.tar.gz"}\n', 'import the .ini'],
    ['is no YAML', 'a: "b\n', 'rdf.yaml:2: YAML: A value begins with "'],
    ['has aliases in a circle', 'weights: &a {onnx: *a}\nname: x\n', 'has aliases'],
    [
      'has aliases for gigabytes',
      `a: &a [${'x,'.repeat(9)}x]\n${'bcdefgh'
        .split('')
        .map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[i]}`).join(',')}]`)
        .join('\n')}\n`,
      'has aliases',
    ],
    ['nests without end', `a: ${'['.repeat(5000)}`, 'nests more than'],
    ['is larger than any', `a: ${'x'.repeat(70_000)}`, 'more than 64 KiB'],
  ])('is refused where its description %s', async (_, rdf, sentence) => {
    const [said, left] = await refusal(writeFolder('dots', { 'rdf.yaml': rdf }))
    expect(said).toContain(sentence)
    expect(said).toContain('Nothing was written.')
    expect(left).toEqual([])
  })
})
