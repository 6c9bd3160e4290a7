import { realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { looseFiles } from '../../src/pack/loose.ts'
import { entryOf, filesOf } from './sample.ts'

function loose(...names: string[]) {
  const files = filesOf(Object.fromEntries(names.map((name) => [name, 'x'])))
  const digits = { info: {}, aux: {}, licenseText: null, framework: 'caffe' as const, files }
  const digests = files.map(({ path, size }) => ({ path, size, sha256: '0'.repeat(64) }))
  return looseFiles(entryOf({ id: 'lenet', digits }), digests, { zooDir: tmpdir(), label: 'zoo' })
}

describe('looseFiles', () => {
  it('publishes the files of the snapshot beside its info.json', () => {
    const { placements, loose: files } = loose('snapshot.caffemodel', 'labels.txt')
    expect(files.map(({ path }) => path)).toEqual(['snapshot.caffemodel', 'labels.txt'])
    expect(placements[0]).toEqual({
      from: join(realpathSync(tmpdir()), 'lenet/snapshot.caffemodel'),
      to: 'lenet/snapshot.caffemodel',
      how: 'copy',
      size: 1,
      sha256: '0'.repeat(64),
    })
  })

  it('leaves to the store the documents that it writes itself', () => {
    expect(loose('info.json', 'aux.json', 'license.txt', 'LICENSE.txt').loose).toEqual([])
  })

  it('leaves out what lies deeper, which DIGITS never asks for', () => {
    expect(loose('logs/train.txt').loose).toEqual([])
  })
})
