/** Proposals that go by names and words: framework, task, modality, picture, id, licence. */
import { describe, expect, it } from 'vitest'
import { proposeFramework } from '../../../src/contribute/new/propose-framework.ts'
import { proposeId, titleOfId } from '../../../src/contribute/new/propose-id.ts'
import { licenseInProse, proposeLicense } from '../../../src/contribute/new/propose-license.ts'
import { proposeModality, proposeTask } from '../../../src/contribute/new/propose-task.ts'
import { placeOfThumbnail, proposeThumbnail } from '../../../src/contribute/new/propose-thumbnail.ts'
import { idFault } from '../../../src/zoo/names.ts'
import { cluesOf } from './clues-of.ts'

describe('the framework', () => {
  it.each([
    ['pytorch', { 'a.pt': '' }, { 'a.pt': 'torch' }],
    ['onnx', { 'a.onnx': '' }, { 'a.onnx': 'onnx' }],
    ['keras', { 'a.h5': '' }, { 'a.h5': 'hdf5' }],
    ['tensorflow', { 'model.ckpt-10.index': '' }, {}],
    ['caffe', { 'a.caffemodel': '' }, {}],
    ['safetensors', { 'a.safetensors': '' }, { 'a.safetensors': 'safetensors' }],
    ['pytorch', { 'a.safetensors': '', 'net.py': 'import torch\n' }, { 'a.safetensors': 'safetensors' }],
    [
      'monai',
      { 'a.pt': '', 'net.py': 'import torch\nfrom monai.networks import nets\n' },
      { 'a.pt': 'torch' },
    ],
    ['onnx', { 'a.onnx': '', 'train.py': 'import torch\n' }, { 'a.onnx': 'onnx' }],
    ['niftynet', { 'config.ini': '[SYSTEM]\n[NETWORK]\nname = dense_vnet\n' }, {}],
    [null, { 'notes.txt': 'import torch' }, {}],
  ] as const)('is %s for %j', (library, texts, formats) => {
    expect(proposeFramework(cluesOf(texts, { formats }))).toBe(library)
  })
})

describe('the task', () => {
  it.each([
    ['image-segmentation', 'Segments the liver', {}],
    ['image-classification', 'Classifies skin lesions', {}],
    ['object-detection', 'Detects nodules', {}],
    ['image-segmentation', '', { 'liverUNet.pt': '' }],
    [null, 'A model', { 'a.pt': '' }],
  ])('is %s, told by %j and %j', (task, said, texts) => {
    expect(proposeTask(cluesOf(texts as Record<string, string>), said)).toBe(task)
  })
})

describe('the modality', () => {
  it.each([
    [['MR'], '', { 'dataset.json': '{"channel_names": {"0": "T1", "1": "FLAIR"}}' }],
    [['CT', 'PET'], '', { 'dataset.json': '{"modality": {"0": "CT", "1": "PET"}}' }],
    [['CT'], 'Segments the liver in CT', { 'dataset.json': '[' }],
    [['X-ray'], '', { 'chest_xray.onnx': '' }],
    [[], 'A model of direct effects', { 'a.pt': '' }],
  ])('is %j, told by %j and %j', (modality, said, texts) => {
    expect(proposeModality(cluesOf(texts as Record<string, string>), said)).toEqual(modality)
  })
})

describe('the thumbnail', () => {
  it.each([
    ['preview.png', { 'preview.png': 10, 'example.png': 99, 'other.png': 999 }],
    ['b/example_2.jpg', { 'a/example_1.png': 10, 'b/example_2.jpg': 20 }],
    ['thumbnail.png', { 'thumbnail.png': 1, 'preview.png': 10 }],
    [undefined, { 'case.png': 10, 'example.svg': 10, 'preview.png': 30_000_000, 'thumbnail.png': 0 }],
  ])('is %s of %j', (path, sizes) => {
    const texts = Object.fromEntries(Object.keys(sizes).map((name) => [name, '']))
    expect(proposeThumbnail(cluesOf(texts, { sizes: sizes }).files)?.path).toBe(path)
  })

  it('gets the name that the catalogue looks for', () => {
    expect(placeOfThumbnail('figures/Preview.JPG')).toBe('thumbnail.jpg')
  })
})

describe('the id', () => {
  it.each([
    ['liver-unet', 'liver-unet'],
    ['Leber Übung (neu)', 'Leber_Ubung_neu'],
    ['highres3dnet.onnx', 'highres3dnet'],
    ['lung.tar.gz', 'lung'],
    ['weights', null],
    ['raw', null],
    ['.hidden', 'hidden'],
    ['模型', null],
    ['con', null],
  ])('of %j is %s', (name, id) => {
    expect(proposeId(name)).toBe(id)
    if (id !== null) expect(idFault(id)).toBeNull()
  })

  it('makes a title', () => {
    expect(titleOfId('liver_unet-3d')).toBe('Liver unet 3d')
  })
})

describe('the licence', () => {
  it.each([
    [{ license: 'apache-2.0' }, { LICENSE: 'Apache License\nVersion 2.0, January 2004' }],
    [{ license: 'mit' }, { 'licence.txt': 'MIT' }],
    [{ license_link: 'LICENSE.md' }, { 'LICENSE.md': 'Ask us.' }],
    [{ license_link: 'LICENSE' }, { COPYING: 'Ask us.' }],
    [{}, { 'sub/LICENSE': 'MIT' }],
  ])('is %j for %j', (answers, texts) => {
    expect(proposeLicense(cluesOf(texts as Record<string, string>))).toEqual(answers)
  })
})

describe('the licence that a README names', () => {
  it.each([
    ['mit', '# Liver\n\nLicense: MIT\n'],
    ['cc-by-4.0', '**Licence**: CC BY 4.0.\n'],
    ['apache-2.0', '## License\n\n[Apache 2.0](LICENSE)\n'],
    ['mit', '- License: [MIT](https://example.org/mit)\n'],
    ['', 'License: MIT for the code, CC BY-NC 4.0 for the weights\n'],
    ['', 'License: ask us\n'],
    ['', '## License\n'],
    ['', 'The license: MIT is not meant\n'],
  ])('is %j, told by %j', (id, prose) => {
    expect(licenseInProse(prose)).toBe(id)
  })
})
