/** Sources that want to write, read or grow where they should not. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { tar, type TarMember } from '../../client/archive/make-tar.ts'
import { zip, type Member } from '../../inspect/make-zip.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { importing, refusal, WEIGHTS, writeFolder, writeZip } from './importing.ts'

const CARD = '---\nlicense: mit\n---\n# A model\n'

function archive(name: string, bytes: Uint8Array): string {
  const path = join(freshFolder(), name)
  writeFileSync(path, bytes)
  return path
}

const zipWith = (...members: Member[]) =>
  archive('a.zip', zip([{ name: 'README.md', content: CARD }, ...members]))
const tarWith = (...members: TarMember[]) =>
  archive('a.tar.gz', gzipSync(tar([{ name: 'README.md', content: CARD }, ...members])))

describe('an archive', () => {
  it.each<[string, () => string, string]>([
    ['a path that leads out of it', () => zipWith({ name: '../x', content: '' }), 'leads out of the archive'],
    ['an absolute path', () => tarWith({ name: '/tmp/x' }), 'is an absolute path'],
    ['a symbolic link', () => tarWith({ name: 'x', type: '2', link: '/etc' }), '"x"'],
    ['a hard link', () => tarWith({ name: 'x', type: '1', link: 'README.md' }), '"x"'],
    ['a device', () => tarWith({ name: 'x', type: '3' }), '"x"'],
    ['a link of a zip', () => zipWith({ name: 'x', content: '/etc', mode: 0o120777 }), 'is a link'],
    ["git's own folder", () => zipWith({ name: '.git/config', content: '' }), 'git would run commands from'],
    ['a file twice', () => zipWith({ name: 'README.md', content: 'b' }), 'README.md'],
    [
      'two names that are one on some disks',
      () => zipWith({ name: 'readme.MD', content: '' }),
      'Two files of the archive are called',
    ],
    [
      'more than it can be',
      () => zipWith({ name: 'x', content: 'a', method: 8, listed: { size: 4e9 } }),
      'is not unpacked',
    ],
    [
      'its end cut off',
      () => archive('a.tgz', gzipSync(tar([{ name: 'a', content: 'b' }])).subarray(0, 40)),
      'is not unpacked',
    ],
    ['nothing', () => archive('a.zip', Buffer.alloc(0)), 'It is empty'],
    ['a page of a server', () => archive('a.zip', Buffer.from('<!doctype html>')), 'It is a web page'],
    [
      'another kind of packing',
      () => archive('a.tar.xz', Buffer.from('\xfd7zXZ\0\0', 'latin1')),
      'If you trust it, unpack it by hand',
    ],
    [
      'nothing that is known',
      () => writeZip('a.zip', { 'weights.pt': 'x' }),
      'is none of what can be imported',
    ],
  ])('with %s is refused, and leaves nothing', async (_, write, sentence) => {
    const [said, left] = await refusal(write())
    expect(said).toContain(sentence)
    expect(left).toEqual([])
  })

  it('with more files than any model has is refused before it is unpacked', async () => {
    const members = Array.from({ length: 20_001 }, (_, index) => ({ name: `f/${index}`, content: '' }))
    const [said, left] = await refusal(zipWith(...members))
    expect(said).toContain('a.zip is not unpacked:\n')
    expect(said).toContain('It holds more than 20,000 files.')
    expect(left).toEqual([])
  })

  it('with pointers of git-lfs is refused by its own name', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 9\n`
    const [said] = await refusal(zipWith({ name: 'weights/a.pt', content: pointer }))
    expect(said).toContain('Clone the repository with git-lfs instead of downloading "a.zip"')
  })

  it('that is imported leaves nothing but its entry', async () => {
    const { zooDir, problems } = await importing(zipWith({ name: 'weights/a.safetensors', content: WEIGHTS }))
    expect(problems).toEqual([])
    expect(readdirSync(dirname(zooDir))).toEqual(['zoo'])
    expect(readdirSync(zooDir)).toEqual(['a'])
  })
})

describe('a folder', () => {
  it('with links is refused, all of them named', async () => {
    const dir = writeFolder('model', { 'README.md': CARD })
    symlinkSync('/etc', join(dir, 'etc'))
    mkdirSync(join(dir, 'weights'))
    symlinkSync('/etc/hostname', join(dir, 'weights/model.pt'))
    const [said, left] = await refusal(dir)
    expect(said).toBe(
      '"etc", "weights/model.pt": links and special files are not followed, nor folders deeper than 32. Put the files themselves there, then import it again. Nothing was written.',
    )
    expect(left).toEqual([])
  })

  it('of the cache of Hugging Face is refused with the command that fetches its files', async () => {
    const dir = join(freshFolder(), 'models--lab--dots-v2/snapshots/0123abc')
    mkdirSync(dir, { recursive: true })
    symlinkSync('../../blobs/1', join(dir, 'README.md'))
    const [said] = await refusal(dir)
    expect(said).toContain('"hf download lab/dots-v2 --local-dir dots-v2", then import that.')
  })

  it('without end is refused', async () => {
    const [said] = await refusal(writeFolder('model', { 'README.md': CARD, [`${'a/'.repeat(33)}x`]: '' }))
    expect(said).toContain('nor folders deeper than 32')
  })

  it('whose card is a link is never read', async () => {
    const dir = writeFolder('net', { 'main.ini': '[a]\nurl = http://127.0.0.1:1/a.tar\n' })
    writeFileSync(join(dirname(dir), 'secret'), 'secret')
    symlinkSync('../secret', join(dir, 'README.md'))
    const { prose } = await importing(join(dir, 'main.ini'), { isPinned: false })
    expect(prose).toBe('# Net')
  })
})

describe('an entry that is there', () => {
  it('is never touched', async () => {
    const source = writeFolder('model', { 'README.md': CARD })
    const { zooDir, dir } = await importing(source)
    writeFileSync(join(dir, 'README.md'), 'mine')
    const [said] = await refusal(source, { zooDir })
    expect(said).toBe(
      'There is an entry "model" already. Choose another id with --id, or remove its folder. Nothing was written.',
    )
    expect(readFileSync(join(dir, 'README.md'), 'utf8')).toBe('mine')
  })

  it.each(['../x', '.hidden', 'icons', 'a/b', 'x'.repeat(101)])('cannot be called %s', async (id) => {
    const [said, left] = await refusal(writeFolder('model', { 'README.md': CARD }), { id })
    expect(said).toContain('The id')
    expect(left).toEqual([])
  })

  it('is called after its source, as far as that can be an id', async () => {
    const files = { 'README.md': CARD }
    expect((await importing(writeFolder('Größe (neu)', files))).id).toBe('Gro_e_neu')
    const [said] = await refusal(writeFolder('тест', files))
    expect(said).toBe('No id can be made of "тест". Say which one to take with --id. Nothing was written.')
  })
})
