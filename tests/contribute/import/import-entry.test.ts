import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../../src/lib/user-error.ts'
import { impatient } from '../../client/net/misbehaving-server.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { filesIn, importing, PNG, refusal, WEIGHTS, writeFolder, writeZip } from './importing.ts'

const FILES = { 'README.md': '---\nlicense: mit\n---\n# Dots\n', 'a.safetensors': WEIGHTS, 'b/c.txt': 'c' }

describe('an import', () => {
  it('stops while it copies, and leaves nothing', async () => {
    const controller = new AbortController()
    const [said, left] = await refusal(writeFolder('dots', FILES), {
      network: impatient({}, { signal: controller.signal }),
      listener: {
        ...{ begin: () => undefined, bytes: () => undefined, unpacked: () => undefined },
        copied: () => controller.abort(new UserError('Stopped.')),
      },
    })
    expect([said, left]).toEqual(['Stopped.', ['zoo']])
  })

  it('leaves its source as it was, folder or archive', async () => {
    const folder = writeFolder('dots', FILES)
    await importing(folder)
    expect(filesIn(folder)).toEqual(Object.keys(FILES).sort())
    const archive = writeZip('dots.zip', FILES)
    const { files, zooDir } = await importing(archive)
    expect(files).toEqual(Object.keys(FILES).sort())
    expect([readdirSync(dirname(archive)), readdirSync(dirname(zooDir))]).toEqual([['dots.zip'], ['zoo']])
  })

  it('has a cover of an archive as thumbnail and in its package', async () => {
    const rdf = 'name: Dots\nlicense: MIT\ncovers: [cover.png]\nweights: {onnx: {source: a.onnx}}\n'
    const { files } = await importing(
      writeZip('dots.zip', { 'rdf.yaml': rdf, 'cover.png': PNG, 'a.onnx': 'x' }),
      { zooDir: join(freshFolder(), 'zoo') },
    )
    expect(files).toEqual([
      'README.md',
      'thumbnail.png',
      'weights/a.onnx',
      'weights/cover.png',
      'weights/rdf.yaml',
    ])
  })
})
