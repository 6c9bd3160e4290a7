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
})
