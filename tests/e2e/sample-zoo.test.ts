/** The project's own zoo: every entry is published, and its archives hold what lies in its folders. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildStore, REPOSITORY, run } from './command.ts'
import { digestFolder, freshFolder, listFiles } from './folders.ts'

const ZOO = join(REPOSITORY, 'zoo')
const folder = freshFolder('sample')
const out = join(folder.path, 'dist')

const ENTRIES = readdirSync(ZOO, { withFileTypes: true })
  .filter((item) => item.isDirectory())
  .map(({ name }) => name)
  .sort()

/** Archives of a card's sections, each with the folder that it was made from. */
function sectionArchives(): { archive: string; section: string }[] {
  return listFiles(out)
    .filter((path) => path.endsWith('.tar.gz'))
    .map((archive) => ({ archive, section: archive.replace(/\/[^/]+\/([^/]+)\.tar\.gz$/, '/$1') }))
    .filter(({ section }) => listFiles(join(ZOO, section)).length > 0)
}

beforeAll(() =>
  buildStore({ zoo: ZOO, out, cache: join(folder.path, 'cache'), url: 'http://localhost:8000' }),
)
afterAll(folder.remove)

describe('the sample zoo', () => {
  it('is published whole', () => {
    const catalogue = JSON.parse(readFileSync(join(out, 'catalogue.json'), 'utf8')) as {
      entries: { id: string }[]
    }
    expect(catalogue.entries.map(({ id }) => id)).toEqual(ENTRIES)
  })

  it('passes sha256sum --strict', async () => {
    const args = ['--check', '--strict', '--quiet', 'SHA256SUMS']
    expect(await run('sha256sum', args, { cwd: out })).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  it('packs every section flat and whole', async () => {
    const archives = sectionArchives()
    expect(archives.length).toBeGreaterThan(0)
    for (const { archive, section } of archives) {
      const unpacked = freshFolder('section')
      expect((await run('tar', ['-xzf', join(out, archive), '-C', unpacked.path])).code).toBe(0)
      expect(digestFolder(unpacked.path)).toEqual(digestFolder(join(ZOO, section)))
      unpacked.remove()
    }
  })

  it('says of its weights what their authors say', () => {
    const found = ['Dataset901_Shapes', 'phantom_unet3d', 'shapes_classifier'].flatMap((id) => {
      const { checkpoints } = JSON.parse(readFileSync(join(out, id, 'entry.json'), 'utf8')) as {
        checkpoints: Checkpoint[]
      }
      return checkpoints.map(({ file, verdict, parameters, hasOptimizer }) => [
        file,
        verdict,
        parameters,
        hasOptimizer,
      ])
    })
    const folds = ['fold_0', 'fold_1'].flatMap((fold) =>
      ['best', 'final'].map((name) => `nnUNetTrainer__nnUNetPlans__2d/${fold}/checkpoint_${name}.pth`),
    )
    expect(found).toEqual([
      ...folds.map((file) => [file, 'known-imports', 59_204, true]),
      ['weights/checkpoint.pth', 'known-imports', 85_373, false],
      ['weights/model.safetensors', 'no-code', 85_373, false],
      // 168 fewer than trained: the exporter folds batch normalisation into the layers before it.
      ['weights/model.onnx', 'no-code', 13_348, false],
    ])
  })

  it('shows on the page what was read', () => {
    const page = readFileSync(join(out, 'Dataset901_Shapes/index.html'), 'utf8').replaceAll(/<[^>]*>/g, '')
    expect(page).toContain('pickled, 7 imports, all known to be harmless')
    expect(page).toContain('188 tensors, 59,204 parameters')
    expect(page).toContain('training can be resumed')
  })
})

interface Checkpoint {
  file: string
  verdict: string
  parameters: number
  hasOptimizer: boolean
}
