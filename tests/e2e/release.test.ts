/** An entry's life as its owner types it: released, changed by mistake, raised, withdrawn, removed. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zoopress } from './command.ts'
import { freshFolder, sha256, type FreshFolder } from './folders.ts'

let folder: FreshFolder

beforeAll(() => {
  folder = freshFolder('release')
  mkdirSync(join(folder.path, 'archive'))
  for (const id of ['liver', 'spleen']) write(id, '1.0', 'weights')
})
afterAll(() => folder.remove())

function write(id: string, version: string, weights: string): void {
  const dir = join(folder.path, 'zoo', id)
  mkdirSync(join(dir, 'weights'), { recursive: true })
  writeFileSync(
    join(dir, 'README.md'),
    `---\nlicense: mit\nversion: "${version}"\n---\n# ${id}\n\nIt finds ${id}s.\n`,
  )
  writeFileSync(join(dir, 'weights/model.bin'), weights)
}

/** Exit code and all that was said, but the progress. */
async function type(...args: string[]): Promise<{ code: number | null; text: string }> {
  const names = args[0] === 'verify' ? ['zoo'] : ['zoo', 'out', 'cache']
  const places = names.flatMap((name) => [`--${name}`, join(folder.path, name)])
  const { code, stdout, stderr } = await zoopress([...args, ...places])
  const said = `${stderr}${stdout}`.replaceAll(`${folder.path}/`, '')
  return {
    code,
    text: said
      .split('\n')
      .filter((line) => !line.endsWith(' …'))
      .join('\n'),
  }
}

const published = (path: string) => readFileSync(join(folder.path, 'out', path))
const sumOf = (path: string) => sha256(published(path))

describe('an entry', () => {
  it('is shown before it is released, and recorded once', async () => {
    const shown = await type('release', '--dry-run', '--date', '2026-11-20')
    expect(shown).toMatchObject({ code: 0 })
    expect(shown.text).toContain('2 versions would be recorded in zoo.lock/. Nothing was written.')
    expect(existsSync(join(folder.path, 'zoo.lock'))).toBe(false)
    const released = await type('release', '--date', '2026-11-20')
    expect(released.text).toMatchInlineSnapshot(`
      "liver 1.0, new
        weights: 103 B, 1 file
        Licence: MIT
        date: 2026-11-20
      spleen 1.0, new
        weights: 103 B, 1 file
        Licence: MIT
        date: 2026-11-20

      2 versions recorded in zoo.lock/; what they hold must not change any more. archive/ keeps their archives.
      Commit it with the entries: git add zoo.lock
      Then publish: npm run build
      "
    `)
    expect((await type('release')).text).toContain(
      'Nothing is new: zoo.lock/ records 2 entries as published.',
    )
    expect((await type('build')).code).toBe(0)
  })

  it('keeps the bytes that were released, in the store and in later ones', async () => {
    const sum = sumOf('liver/1.0/weights.tar.gz')
    write('liver', '1.0', 'Weights')
    const refused = await type('build')
    expect(refused.code).toBe(1)
    expect(refused.text).toContain('zoo/liver: Version 1.0 was released on 2026-11-20')
    expect((await type('release')).text).toContain('Nothing was released.')
    expect(sumOf('liver/1.0/weights.tar.gz')).toBe(sum)
    write('liver', '1.1', 'Weights')
    expect((await type('release', 'liver', '--date', '2026-11-25')).text).toContain(
      'liver 1.1, after 1.0 of 2026-11-20',
    )
    expect((await type('build')).code).toBe(0)
    expect(sumOf('liver/1.0/weights.tar.gz')).toBe(sum)
    expect(published('liver/1.0/SHA256SUMS').toString()).toBe(`${sum}  weights.tar.gz\n`)
    expect(await type('verify', join(folder.path, 'out'), '--rebuild')).toMatchObject({ code: 0 })
  })

  it('goes only when it was withdrawn, and its page says why', async () => {
    rmSync(join(folder.path, 'zoo/spleen'), { recursive: true })
    const gone = await type('check')
    expect(gone.code).toBe(1)
    expect(gone.text).toContain("npm run release -- --yank spleen --reason 'why'")
    const withdrawn = await type('release', '--yank', 'spleen', '--reason', 'It was trained on test data.')
    expect(withdrawn.text).toContain('spleen 1.0 is withdrawn')
    expect((await type('build')).code).toBe(0)
    expect(published('spleen/index.html').toString()).toContain('It was trained on test data.')
    expect(existsSync(join(folder.path, 'out/spleen/1.0/weights.tar.gz'))).toBe(false)
  })
})
