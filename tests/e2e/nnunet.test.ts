/** nnU-Net v2's download by address, against every server. */
import { describe, expect, it } from 'vitest'
import { runClient } from './clients/run-client.ts'
import { VERSIONS, without, zooFiles } from './fixture-entries.ts'
import { digestFolder, freshFolder } from './folders.ts'
import { SERVED_STORES, useServer } from './served-stores.ts'

const TRAINING = { trainer: 'nnUNetTrainer', plans: 'nnUNetPlans' }

const MODELS = [
  {
    id: 'Dataset777_Tiny',
    models: [
      { configuration: '2d', folds: ['fold_0', 'fold_1'] },
      { configuration: '3d_fullres', folds: [] },
    ],
  },
  { id: 'Dataset778_Carded', models: [{ configuration: '2d', folds: ['fold_0'] }] },
]

describe.each(SERVED_STORES)('nnU-Net v2 on $title', (row) => {
  const served = useServer(row)

  it.each(MODELS)('installs $id byte for byte', async ({ id, models }) => {
    const results = freshFolder('nnunet')
    const url = `${served.url}/${id}/${VERSIONS[id]!}/${id}.zip`
    const report = await runClient('nnunet', { url, results: results.path })
    expect(report).toMatchObject({ code: 0, stderr: '', requests: [url] })
    expect(report.facts['models']).toEqual(models.map((model) => ({ dataset: id, ...TRAINING, ...model })))
    const files = Object.entries(without(zooFiles(id), 'README.md'))
    expect(digestFolder(results.path)).toEqual(
      Object.fromEntries(files.map(([path, digest]) => [`${id}/${path}`, digest])),
    )
    results.remove()
  })
})
