import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { stageArchives } from '../../../src/client/archive/stage.ts'
import { makeScratch } from '../../../src/client/install/scratch.ts'
import { zip } from '../../inspect/make-zip.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { noise } from '../../pack/bytes.ts'
import { readTree, usualModes } from '../install/trees.ts'
import { tar, type TarMember } from './make-tar.ts'
import { listOf, stage } from './staging.ts'

const signal = new AbortController().signal
const file = (name: string, content = 'x', more: Partial<TarMember> = {}): TarMember => ({
  name,
  content,
  ...more,
})

describe('a staged archive', () => {
  it('lies beside its target where nobody else can look, with a list of its files', async () => {
    const staged = await stage([{ bytes: tar([file('b/c', 'two'), file('a', 'one')]) }])
    const [scratch] = readdirSync(staged.parent)
    expect(statSync(join(staged.parent, scratch!)).mode & 0o777).toBe(0o700)
    expect(staged.dir).toBe(join(staged.parent, scratch!, 'new/model'))
    expect(staged.files).toEqual(listOf({ a: 'one', 'b/c': 'two' }))
    expect(readTree(staged.dir)).toEqual({ a: 'one', 'b/c': 'two' })
    staged.discard()
    expect(readdirSync(staged.parent)).toEqual([])
  })

  it('has ordinary modes, whatever the archive says', async () => {
    const staged = await stage([
      { bytes: tar([{ name: 'd', type: '5', mode: 0o7777 }, file('d/a', 'x', { mode: 0o6777 })]) },
    ])
    const usual = usualModes()
    expect(statSync(join(staged.dir, 'd')).mode & 0o7777).toBe(usual.folder)
    expect(statSync(join(staged.dir, 'd/a')).mode & 0o7777).toBe(usual.file)
  })

  it('tells each byte that is written', async () => {
    let written = 0
    await stage([{ bytes: gzipSync(tar([file('a', 'x'.repeat(700_000)), file('b', 'yy')])) }], {
      onBytes: (count) => (written += count),
    })
    expect(written).toBe(700_002)
  })

  it('holds no folders that are empty', async () => {
    const staged = await stage([
      { bytes: tar([{ name: './', type: '5' }, { name: './empty/', type: '5' }, file('./a')]) },
    ])
    expect(readTree(staged.dir)).toEqual({ a: 'x' })
  })

  it('is made of any number of archives, each in a folder of its own', async () => {
    const bytes = tar([file('w')])
    const staged = await stage([{ bytes, at: 'models/liver' }, { bytes: zip([{ name: 'w', content: 'y' }]) }])
    expect(readTree(staged.dir)).toEqual({ 'models/liver/w': 'x', w: 'y' })
  })

  it('may be read through a link', async () => {
    const dir = freshFolder()
    writeFileSync(join(dir, 'a.tar'), tar([file('a')]))
    symlinkSync('a.tar', join(dir, 'link'))
    const archive = { path: join(dir, 'link'), label: 'link', expected: null }
    const staged = await stageArchives([archive], join(dir, 'model'), { signal })
    expect(readTree(staged.dir)).toEqual({ a: 'x' })
  })
})

describe('two archives', () => {
  it('may bring the same file', async () => {
    const staged = await stage([
      { bytes: tar([file('LICENSE'), file('a')]) },
      { bytes: gzipSync(tar([file('LICENSE'), file('b')])) },
    ])
    expect(staged.files).toEqual(listOf({ LICENSE: 'x', a: 'x', b: 'x' }))
  })

  it.each([
    [
      'the same name with other bytes',
      'LICENSE',
      'y',
      /"LICENSE" is another file than that of the same name/,
    ],
    [
      'the same name with another size',
      'LICENSE',
      'yy',
      /"LICENSE" is another file than that of the same name/,
    ],
    ['names that differ in case', 'license', 'x', /"license" and "LICENSE" are one name on some disks/],
    ['a folder where the other has a file', 'LICENSE/a', 'x', /"LICENSE" is a file and a folder/],
  ])('are refused for %s', async (_, name, content, message) => {
    const archives = [{ bytes: tar([file('LICENSE')]) }, { bytes: tar([file(name, content)]) }]
    await expect(stage(archives)).rejects.toThrow(message)
  })

  it('are refused together, with all that is wrong with each', async () => {
    const archives = [
      { bytes: tar([file('../a')]) },
      { bytes: tar([file('ok')]) },
      { bytes: Buffer.from('no archive') },
    ]
    await expect(stage(archives)).rejects.toThrowErrorMatchingInlineSnapshot(`
      [UserError: part-0.tar.gz is not unpacked:
        "../a" leads out of the folder.
      part-2.tar.gz is not unpacked:
        It is neither tar, tar.gz nor zip.
      Nothing was written. If fetching it again does not help, tell whoever published it.]
    `)
  })
})

describe('nothing is left', () => {
  it('of an archive that is aborted while it is unpacked', async () => {
    const controller = new AbortController()
    const bytes = gzipSync(tar([file('a', noise(3_000_000).toString('latin1'))]))
    const staging = stage([{ bytes }], { signal: controller.signal, onBytes: () => controller.abort() })
    await expect(staging).rejects.toThrow('aborted')
  })

  it('of an archive that is aborted before it is read', async () => {
    await expect(stage([{ bytes: tar([file('a')]) }], { signal: AbortSignal.abort() })).rejects.toThrow(
      'aborted',
    )
  })

  it('of an archive that changes between its two readings', async () => {
    const folder = freshFolder()
    const path = join(folder, 'a.tar')
    const large = file('a', 'x'.repeat(600_000))
    writeFileSync(path, tar([large, file('b')]))
    const onBytes = () => writeFileSync(path, tar([large, file('c')]))
    const staging = stageArchives([{ path, label: 'a.tar', expected: null }], join(folder, 'm'), {
      signal,
      onBytes,
    })
    await expect(staging).rejects.toThrow('It changed while it was read.')
    expect(readdirSync(folder)).toEqual(['a.tar'])
  })

  it('of folders above the target that were made for it', async () => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'a.tar'), tar([file('a')]))
    const archive = { path: join(folder, 'a.tar'), label: 'a.tar', expected: listOf({ a: 'y' }) }
    const staging = stageArchives([archive], join(folder, 'x/y/model'), { signal })
    await expect(staging).rejects.toThrow(/^a.tar is not unpacked:\n {2}The SHA-256 of "a" is/)
    expect(readdirSync(folder)).toEqual(['a.tar'])
  })

  it('of a run that was killed, when the next one begins', async () => {
    const target = join(freshFolder(), 'model')
    const ended = await endedProcess()
    const scratch = makeScratch(target).dir
    const left = scratch.replace(`-${process.pid}-`, `-${ended}-`)
    mkdirSync(join(left, 'new/model'), { recursive: true })
    makeScratch(target)
    expect([existsSync(left), existsSync(scratch)]).toEqual([false, true])
  })

  it('of another machine that shares the disk is touched, unless a week has passed', () => {
    const target = join(freshFolder(), 'model')
    const other = join(target, '../.zoopress-00000000-1-000000000000')
    mkdirSync(other)
    makeScratch(target).remove()
    expect(existsSync(other)).toBe(true)
  })
})

describe('a folder of the staging name that somebody else made', () => {
  it('as a link is not followed, and nothing behind it is moved or removed', async () => {
    const [folder, precious] = [freshFolder(), freshFolder()]
    mkdirSync(join(precious, 'old/thesis'), { recursive: true })
    const [name] = readdirSync(join(makeScratch(join(folder, 'x')).dir, '..'))
    const planted = name!.replace(/-[0-9]+-/, `-${await endedProcess()}-`)
    symlinkSync(precious, join(folder, planted))
    makeScratch(join(folder, 'model')).remove()
    expect(readdirSync(folder).includes('thesis')).toBe(false)
    expect(readdirSync(join(precious, 'old'))).toEqual(['thesis'])
  })
})

describe('what stands in the way is said', () => {
  it.each([
    ['is not there', (): void => undefined, 'is not there, or is no file'],
    ['is a folder', (path: string): void => mkdirSync(path), 'is not there, or is no file'],
  ])('where the archive %s', async (_, make, message) => {
    const path = join(freshFolder(), 'a.tar')
    make(path)
    const staging = stageArchives([{ path, label: 'a.tar', expected: null }], join(path, '../m'), { signal })
    await expect(staging).rejects.toThrow(message)
  })
})

/** The number of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await new Promise((done) => child.once('close', done))
  return child.pid!
}
