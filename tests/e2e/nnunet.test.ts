/** nnU-Net v2's download by address, against every server; each trap is a test that names it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { runClient } from './clients/run-client.ts'
import { run } from './command.ts'
import { VERSIONS, without, zooFiles } from './fixture-entries.ts'
import { digestFolder, freshFolder, listFiles } from './folders.ts'
import { PYTHON3 } from './pythons.ts'
import { startRedirector } from './redirector.ts'
import { SERVED_STORES, useServer } from './served-stores.ts'

const TRAINING = { trainer: 'nnUNetTrainer', plans: 'nnUNetPlans' }

const MODELS = [
  {
    id: 'Dataset777_Tiny',
    models: [
      { configuration: '2d', folds: ['fold_0', 'fold_1'] },
      // fold_all is used only when it is asked for by name.
      { configuration: '3d_fullres', folds: [] },
    ],
  },
  { id: 'Dataset778_Carded', models: [{ configuration: '2d', folds: ['fold_0'] }] },
]

const zipOf = (id: string) => `${id}/${VERSIONS[id]!}/${id}.zip`

/** Path below nnU-Net's results folder → SHA-256. */
function installed(id: string): Record<string, string> {
  const files = Object.entries(without(zooFiles(id), 'README.md'))
  return Object.fromEntries(files.map(([path, digest]) => [`${id}/${path}`, digest]))
}

function freshResults(): string {
  const results = freshFolder('nnunet')
  onTestFinished(results.remove)
  return results.path
}

describe.each(SERVED_STORES)('nnU-Net v2 on $title', (row) => {
  const served = useServer(row)

  it.each(MODELS)('installs $id byte for byte', async ({ id, models }) => {
    const results = freshResults()
    const url = `${served.url}/${zipOf(id)}`
    const report = await runClient('nnunet', { url, results })
    expect(report).toMatchObject({ code: 0, stderr: '', requests: [url] })
    expect(report.facts['models']).toEqual(models.map((model) => ({ dataset: id, ...TRAINING, ...model })))
    expect(digestFolder(results)).toEqual(installed(id))
  })

  it('is told the length of a zip, without which it dies', async () => {
    const answer = await fetch(`${served.url}/${zipOf('Dataset777_Tiny')}`)
    const { byteLength } = await answer.arrayBuffer()
    expect(answer.headers.get('content-length')).toBe(String(byteLength))
  })

  it('exits with 1 where there is no zip, since the answer is a real 404', async () => {
    const results = freshResults()
    const report = await runClient('nnunet', { url: `${served.url}/Dataset777_Tiny/9.9/x.zip`, results })
    expect(report).toMatchObject({ code: 1, facts: { said: 'HTTP 404' } })
    expect(listFiles(results)).toEqual([])
  })

  it('writes over files that are there already', async () => {
    const results = freshResults()
    const options = { url: `${served.url}/${zipOf('Dataset778_Carded')}`, results }
    await runClient('nnunet', options)
    for (const path of listFiles(results)) writeFileSync(join(results, path), 'of an older version')
    expect(await runClient('nnunet', options)).toMatchObject({ code: 0, stderr: '' })
    expect(digestFolder(results)).toEqual(installed('Dataset778_Carded'))
  })

  it('follows redirects', async () => {
    const moved = await startRedirector(served.url)
    onTestFinished(moved.stop)
    const url = `${moved.origin}/${zipOf('Dataset778_Carded')}`
    expect(await runClient('nnunet', { url, results: freshResults() })).toMatchObject({ code: 0, stderr: '' })
  })
})

describe.each(inject('stores'))('a zip of the store at $name', ({ dist }) => {
  it.each(MODELS)(
    'holds nothing at its top but $id/, and no member with a . or .. in its path',
    async ({ id }) => {
      const names = 'import json, sys, zipfile; print(json.dumps(zipfile.ZipFile(sys.argv[1]).namelist()))'
      const { stdout } = await run(PYTHON3, ['-c', names, join(dist, zipOf(id))])
      expect((JSON.parse(stdout) as string[]).toSorted()).toEqual(Object.keys(installed(id)))
      expect(Object.keys(installed(id)).filter((path) => /(^|\/)\.\.?\//.test(path))).toEqual([])
    },
  )
})
