import { describe, expect, it } from 'vitest'
import { shapes, below, trainingFiles, TRAINING } from '../../client/nnunet/model-zip.ts'
import { importing, refusal, writeFolder, writeZip } from './importing.ts'

const DATASET = JSON.stringify({
  name: 'Shapes',
  description: 'Circles and squares. Drawn.',
  reference: 'A lab',
  licence: 'CC-BY-SA 4.0',
  release: '1.1',
  channel_names: { 0: 'CT', 1: 'noNorm' },
  labels: { background: 0, circle: 1 },
})
const complete = shapes({ 'dataset.json': DATASET })

describe('an nnU-Net export', () => {
  it('becomes an entry that is called like its data set', async () => {
    const { kind, id, card, prose, notes, files, problems } = await importing(
      writeZip('export.zip', complete),
    )
    expect([kind, id, notes, problems]).toEqual(['nnU-Net export', 'Dataset901_Shapes', [], []])
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
      'What nnU-Net wrote for itself was left out: "ensembles/a/b.json", "inference_instructions.txt".',
    ])
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
