import { describe, expect, it } from 'vitest'
import { planPacks } from '../../src/pack/contents.ts'
import type { Entry } from '../../src/zoo/entry.ts'
import { entryOf, filesOf, sectionOf } from './sample.ts'

function shapes(entry: Entry) {
  return planPacks(entry).map(({ fileName, members }) => [fileName, ...members.map(({ path }) => path)])
}

describe('planPacks', () => {
  it('packs each section of a card flat, as NiftyNet unpacks it', () => {
    const contents = { 'weights/models/model.ckpt-1.meta': '', 'weights/config.ini': '', 'code/net.py': '' }
    const sections = ['code', 'weights'].map((name) => sectionOf(name, filesOf(contents, `${name}/`)))
    expect(shapes(entryOf({ sections }))).toEqual([
      ['code.tar.gz', 'net.py'],
      ['weights.tar.gz', 'config.ini', 'models/model.ckpt-1.meta'],
    ])
  })

  it('packs nothing for a section that is hosted elsewhere', () => {
    expect(shapes(entryOf({ sections: [sectionOf('weights', null)] }))).toEqual([])
  })

  it('packs a DIGITS snapshot as one tarball with info.json at its root', () => {
    const files = filesOf({ 'snapshot.caffemodel': '', 'info.json': '{}' })
    const digits = { info: {}, aux: {}, licenseText: null, framework: 'caffe' as const, files }
    expect(shapes(entryOf({ id: 'lenet', layout: 'digits', digits }))).toEqual([
      ['lenet.tar.gz', 'info.json', 'snapshot.caffemodel'],
    ])
  })

  it('packs nnU-Net results as one zip with nothing outside the folder of the data set', () => {
    const folder = 'nnUNetTrainer__nnUNetPlans__2d'
    const files = filesOf(
      { [`${folder}/plans.json`]: '', [`${folder}/dataset.json`]: '' },
      '',
      'Dataset901_Shapes/',
    )
    const nnunet = { trainings: [], channels: [], labels: [], labelValues: [], files }
    expect(shapes(entryOf({ id: 'Dataset901_Shapes', layout: 'nnunet', nnunet }))).toEqual([
      [
        'Dataset901_Shapes.zip',
        `Dataset901_Shapes/${folder}/dataset.json`,
        `Dataset901_Shapes/${folder}/plans.json`,
      ],
    ])
  })

  it('sorts members by plain comparison, not by a language', () => {
    const files = filesOf({ b: '', 'a/z': '', B: '', 'a.b': '', a_: '' })
    expect(shapes(entryOf({ sections: [sectionOf('weights', files)] }))).toEqual([
      ['weights.tar.gz', 'B', 'a.b', 'a/z', 'a_', 'b'],
    ])
  })
})
