/** NVIDIA DIGITS' model store: both tagged releases and the development version of 2016, against every server. */
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { PYTHONS, runClient } from './clients/run-client.ts'
import { run } from './command.ts'
import { zooFiles } from './fixture-entries.ts'
import { digestFolder, freshFolder } from './folders.ts'
import { SERVED_STORES, useServer } from './served-stores.ts'

const CHILDREN = ['lenet_tiny', 'tf_tiny', 'torch_tiny']

/** What each release fetches of each entry, in order, after `info.json`. */
const IMPORTS = [
  {
    release: '1970cfc',
    child: 'lenet_tiny',
    files: ['snapshot_iter_10.caffemodel', 'original.prototxt', 'labels.txt'],
  },
  {
    release: '5.0',
    child: 'lenet_tiny',
    files: ['snapshot_iter_10.caffemodel', 'original.prototxt', 'labels.txt', 'digits_python_layers.py'],
  },
  {
    release: '6.0',
    child: 'lenet_tiny',
    files: ['snapshot_iter_10.caffemodel', 'original.prototxt', 'labels.txt', 'digits_python_layers.py'],
  },
  { release: '5.0', child: 'torch_tiny', files: ['snapshot_2_Model.t7', 'model.lua'] },
  { release: '6.0', child: 'torch_tiny', files: ['snapshot_2_Model.t7', 'model.lua'] },
  {
    release: '6.0',
    child: 'tf_tiny',
    files: [
      'snapshot_3.ckpt.index',
      'snapshot_3.ckpt.meta',
      'snapshot_3.ckpt.data-00000-of-00001',
      'network.py',
      'labels.txt',
    ],
  },
]

const LISTINGS = ['1970cfc', '5.0', '6.0'].flatMap((release) =>
  PYTHONS.map((python) => ({ release, python, name: python.replace(/.*\//, '') })),
)

describe.each(SERVED_STORES)('DIGITS on $title', (row) => {
  const served = useServer(row)

  it.each(LISTINGS)(
    '$release on $name lists every snapshot and nothing else',
    async ({ release, python }) => {
      const report = await runClient('digits', { release, stores: served.url }, python)
      expect(report.stderr).toBe('')
      const sources = release === '1970cfc' ? ['', 'master.json'] : ['master.json']
      const records = CHILDREN.flatMap((child) => [`${child}/info.json`, `${child}/aux.json`])
      expect(report.requests).toEqual([...sources, ...records].map((path) => `${served.url}/${path}`))
      const [store] = report.facts['stores'] as [Record<string, unknown>]
      expect(store['message']).toBe('Models for tests, small enough to read')
      expect(store['models']).toEqual([
        {
          child: 'lenet_tiny',
          id: '20161011-120000-c0de',
          name: 'LeNet, tiny',
          username: 'Zoo maintainers',
          note: 'Tells 0 from 1. Größe & more',
          framework: 'caffe',
          affiliate: 'Example Hospital',
          dataset: 'made-up digits',
          license: 'BSD-3-Clause',
        },
        expect.objectContaining({
          child: 'tf_tiny',
          id: '20170901-080000-7f7f',
          framework: 'tensorflow',
          license: 'MIT',
        }),
        expect.objectContaining({ child: 'torch_tiny', id: '20160901-080000-7e57', framework: 'torch' }),
      ])
    },
  )

  it.each(IMPORTS)('$release imports $child byte for byte', async ({ release, child, files }) => {
    const folder = freshFolder('digits')
    const options = { release, stores: served.url, child, into: join(folder.path, child) }
    const report = await runClient('digits', options)
    expect(report).toMatchObject({ code: 0, stderr: '' })
    expect(report.requests).toEqual(['info.json', ...files].map((name) => `${served.url}/${child}/${name}`))
    const expected = Object.entries(zooFiles(child)).filter(([path]) => files.includes(path))
    expect(digestFolder(join(folder.path, child))).toEqual(Object.fromEntries(expected))
    folder.remove()
  })

  it.each(CHILDREN)('the licence that the page of %s links to exists', async (child) => {
    const answer = await fetch(`${served.url}/${child}/license.txt`)
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toBe('')
  })
})

describe.each(inject('stores'))('the store at $name', ({ dist }) => {
  it.each(CHILDREN)('holds %s as one tarball too, info.json at its root', async (child) => {
    const folder = freshFolder('tarball')
    const archive = join(dist, child, '1.0', `${child}.tar.gz`)
    expect((await run('tar', ['-xzf', archive, '-C', folder.path])).code).toBe(0)
    expect(digestFolder(folder.path)).toEqual(zooFiles(child))
    folder.remove()
  })
})
