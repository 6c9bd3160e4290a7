import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { shapes, below, trainingFiles, TRAINING } from '../../client/nnunet/model-zip.ts'
import { importing, MIT, PNG, refusal, writeFolder, writeZip } from './importing.ts'

const DATASET = JSON.stringify({
  name: 'Shapes',
  description: 'Circles and squares. Drawn.',
  reference: 'A lab',
  licence: 'CC-BY-SA 4.0',
  release: '1.1',
  channel_names: { 0: 'CT', 1: 'noNorm' },
  labels: { background: 0, circle: 1 },
})
const OF_DATA =
  'The licence cc-by-sa-4.0 is the one in dataset.json, and may be that of the data alone. Look whether the weights are under it, too.'
const PLANS = JSON.stringify({ dataset_name: 'Dataset901_Shapes', configurations: {} })
const complete = shapes({ 'dataset.json': DATASET })

describe('an nnU-Net export', () => {
  it('becomes an entry that is called like its data set', async () => {
    const { kind, id, card, prose, notes, files, problems } = await importing(
      writeZip('export.zip', complete),
    )
    expect([kind, id, problems]).toEqual(['nnU-Net export', 'Dataset901_Shapes', []])
    expect(notes).toEqual([OF_DATA])
    expect(card).toEqual({
      title: 'Shapes',
      summary: 'Circles and squares. Drawn.',
      version: '1.1',
      license: 'cc-by-sa-4.0',
      library_name: 'nnunet',
      pipeline_tag: 'image-segmentation',
      modality: ['CT'],
      datasets: ['Shapes'],
    })
    expect(prose).toBe('# Shapes\n\nCircles and squares. Drawn.\n\nReference of the data: A lab')
    expect(files).toContain(`${TRAINING}/fold_0/checkpoint_final.pth`)
  })

  it('may be the folder of a data set, without what nnU-Net wrote for itself', async () => {
    const files = {
      ...below(TRAINING, trainingFiles({ 'dataset.json': DATASET })),
      'inference_instructions.txt': 'x',
      'ensembles/a/b.json': '{}',
    }
    const { files: kept, notes } = await importing(writeFolder('Dataset007_Old', files))
    expect(kept.filter((path) => !path.startsWith(TRAINING))).toEqual(['README.md'])
    expect(notes).toEqual([
      OF_DATA,
      'What nnU-Net wrote for itself was left out: "ensembles/a/b.json", "inference_instructions.txt".',
    ])
  })

  it('may have no folder of its data set, as in a repository, where its plans say what that is called', async () => {
    const training = trainingFiles({ 'dataset.json': DATASET, 'plans.json': PLANS })
    const repository = {
      ...below(TRAINING, training),
      'README.md': '# Bones\n\n![shot](figures/shot.png)',
      'figures/shot.png': PNG,
      'figures/other.png': PNG,
      'inference.sh': 'x',
      LICENSE: MIT,
    }
    const { id, card, prose, notes, files } = await importing(writeFolder('bones', repository))
    expect([id, card['license'], prose]).toEqual([
      'Dataset901_Shapes',
      'mit',
      '# Bones\n\n![shot](figures/shot.png)',
    ])
    expect(files.filter((path) => !path.startsWith(TRAINING))).toEqual(['README.md', 'figures/shot.png'])
    expect(notes).toEqual([
      'What belongs to no training was left out: "LICENSE", "figures/other.png", "inference.sh". An nnU-Net entry holds trainings alone.',
    ])
    const alone = await importing(writeFolder(TRAINING, training))
    expect([alone.id, alone.files]).toEqual([
      'Dataset901_Shapes',
      ['README.md', ...Object.keys(below(TRAINING, training))].sort(),
    ])
  })

  it('takes no README from beside its source', async () => {
    const dir = writeFolder('bones', {
      'README.md': '# Not its own',
      ...below(TRAINING, trainingFiles({ 'dataset.json': DATASET, 'plans.json': PLANS })),
    })
    const { prose } = await importing(join(dir, TRAINING))
    expect(prose).not.toContain('Not its own')
  })

  it('says in the prose what its data set wants cited, and takes no version with a date', async () => {
    const dataset = {
      ...(JSON.parse(DATASET) as object),
      release: '2.0 06/08/2018',
      citation: ['A. One_2019'],
    }
    const { card, prose, notes } = await importing(
      writeZip('export.zip', shapes({ 'dataset.json': JSON.stringify(dataset) })),
    )
    expect(card).not.toHaveProperty('version')
    expect(prose).toMatch(/\nCitation of the data: A\. One\\_2019$/)
    expect(notes).toContain(
      'The release "2.0 06/08/2018" is not made of numbers and dots alone, so it is no version in the card.',
    )
  })

  it('is described by its own card where it has one', async () => {
    const { card, notes } = await importing(
      writeFolder('Dataset901_Shapes', {
        ...below(TRAINING, trainingFiles({ 'dataset.json': DATASET })),
        'README.md': '---\nlicense: mit\n---\n# Shapes',
      }),
    )
    expect([card, notes]).toEqual([{ license: 'mit' }, []])
  })

  it.each([
    [
      'one training without its folder',
      trainingFiles(),
      'does not say of which kind. Call its folder <Trainer>__<Plans>',
    ],
    [
      'pointers of git-lfs in place of its plans',
      below(TRAINING, {
        'plans.json': `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 9\n`,
      }),
      'this is a pointer of git-lfs',
    ],
  ])('is refused where it is %s', async (_, files, sentence) => {
    const [said, left] = await refusal(writeFolder('bones', files))
    expect(said).toContain(sentence)
    expect(left).toEqual([])
  })

  it('with several data sets gives the one that is named', async () => {
    const both = { ...complete, ...below('Dataset902_More', below(TRAINING, trainingFiles())) }
    const [said] = await refusal(writeZip('both.zip', both))
    expect(said).toBe(
      'There are several data sets, and an entry holds one: "Dataset901_Shapes", "Dataset902_More". Say which with --id, once for each. Nothing was written.',
    )
    const { id } = await importing(writeZip('both.zip', both), { id: 'Dataset902_More' })
    expect(id).toBe('Dataset902_More')
  })

  it.each([
    [
      'stray files beside the data set',
      { ...complete, 'notes.txt': 'x' },
      {},
      '"notes.txt" lies beside the data set',
    ],
    [
      'an id that is not the name of its data set',
      complete,
      { id: 'shapes' },
      '"shapes" is none of "Dataset901_Shapes"',
    ],
  ])('is refused with %s', async (_, files, options, sentence) => {
    const [said, left] = await refusal(writeZip('a.zip', files), options)
    expect(said).toContain(sentence)
    expect(left).toEqual([])
  })

  it('says where a number is taken already', async () => {
    const first = await importing(writeZip('a.zip', complete))
    const renamed = below('Dataset901_Other', below(TRAINING, trainingFiles({ 'dataset.json': DATASET })))
    const { problems } = await importing(writeZip('b.zip', renamed), { zooDir: first.zooDir })
    expect(problems.join(' ')).toContain('901')
  })
})
