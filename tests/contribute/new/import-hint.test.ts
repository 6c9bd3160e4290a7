import { describe, expect, it } from 'vitest'
import { importHint } from '../../../src/contribute/new/import-hint.ts'
import { cluesOf } from './clues-of.ts'

const CARD = '---\nlicense: mit\nlibrary_name: transformers\n---\n# A\n'

describe('the hint at npm run import', () => {
  it.each<[string, Record<string, string>]>([
    ['a MONAI bundle', { 'configs/metadata.json': '{}', 'models/model.pt': '' }],
    ['a MONAI bundle', { 'spleen/configs/metadata.json': '{}' }],
    ['a model of BioImage.IO', { 'rdf.yaml': '', 'weights.pt': '' }],
    ["a model of NiftyNet's zoo", { 'main.ini': '' }],
    ['a repository of Hugging Face', { 'README.md': CARD, 'model.safetensors': '' }],
    ['an archive that another program may have written', { 'export.zip': '' }],
    ['an archive that another program may have written', { '20160901_epoch_30.0.tar.gz': '' }],
  ])('tells of %s', (kind, files) => {
    expect(importHint(cluesOf(files), 'card', 'my files')).toMatch(
      new RegExp(`^This looks like ${kind.replaceAll('.', '\\.')}.*npm run import -- 'my files'`),
    )
  })

  it.each<[string, Record<string, string>]>([
    ['plain files', { 'model.pt': '', 'README.md': '# Liver\n', 'config.ini': '' }],
    ['an archive beside other files', { 'model.pt': '', 'samples.zip': '' }],
    ['front matter of another kind', { 'README.md': '---\ntitle: A\n---\n', 'model.pt': '' }],
  ])('is silent about %s', (_, files) => {
    expect(importHint(cluesOf(files), 'card', 'a')).toBeNull()
  })

  it('is silent where the files are read as they are, and where several were named', () => {
    const clues = cluesOf({ 'configs/metadata.json': '{}' })
    expect(importHint(clues, 'nnunet', 'a')).toBeNull()
    expect(importHint(clues, 'card', null)).toBeNull()
  })
})
