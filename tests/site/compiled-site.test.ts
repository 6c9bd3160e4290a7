import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { compiledSite, type CompiledSite } from '../../src/site/compiled-site.ts'
import { freshFolder } from '../lib/fresh-folder.ts'

let root: string
let home: string
let compilations: number

beforeEach(() => {
  const dir = freshFolder()
  root = join(dir, 'checkout')
  home = join(root, 'node_modules/cache')
  for (const folder of ['src', 'public']) mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, 'src/page.astro'), 'page')
  compilations = 0
})

function replaceByFile(dir: string): void {
  rmSync(dir, { recursive: true })
  writeFileSync(dir, 'foreign')
}

function open(): Promise<CompiledSite> {
  return compiledSite(root, home, compile)
}

async function compile(from: string, outDir: string): Promise<void> {
  compilations++
  const page = readFileSync(join(from, 'src/page.astro'))
  mkdirSync(join(outDir, 'server'))
  writeFileSync(join(outDir, 'server/entry.mjs'), page)
  await Promise.resolve()
  writeFileSync(join(outDir, 'style.css'), 'style')
}

describe('a compiled site', () => {
  it('is what was compiled before, as long as the code is the same', async () => {
    const first = await open()
    expect(first.files.map(({ path, size }) => [path, size])).toEqual([
      ['server/entry.mjs', 4],
      ['style.css', 5],
    ])
    expect([await open(), compilations]).toEqual([first, 1])
    writeFileSync(join(root, 'src/page.astro'), 'other page')
    const second = await open()
    expect(readFileSync(join(second.dir, 'server/entry.mjs'), 'utf8')).toBe('other page')
    expect(compilations).toBe(2)
  })

  it.each<[string, (dir: string) => void]>([
    ['a file is missing', (dir) => rmSync(join(dir, 'style.css'))],
    ['a file is cut short', (dir) => truncateSync(join(dir, 'server/entry.mjs'), 2)],
    ['a file was altered', (dir) => writeFileSync(join(dir, 'server/entry.mjs'), 'evil')],
    ['the list is missing, as after a kill', (dir) => rmSync(join(dir, 'files'))],
    ['the list is cut short', (dir) => truncateSync(join(dir, 'files'), 70)],
    ['the list was altered', (dir) => appendFileSync(join(dir, 'files'), ' ')],
    ['the folder is another’s', replaceByFile],
  ])('is compiled anew where %s', async (_, damage) => {
    const { dir } = await open()
    damage(dir)
    const again = await open()
    expect(compilations).toBe(2)
    expect(readdirSync(home)).toEqual([basename(again.dir)])
    expect(readFileSync(join(again.dir, 'server/entry.mjs'), 'utf8')).toBe('page')
  })

  it('is whole for each of two builds that compile it at once', async () => {
    const both = await Promise.all([open(), open()])
    for (const { dir } of both) expect(readFileSync(join(dir, 'style.css'), 'utf8')).toBe('style')
    await open()
    expect(compilations).toBe(2)
  })

  it('leaves nothing behind where compiling fails', async () => {
    const failing = async (from: string, outDir: string) => {
      await compile(from, outDir)
      throw new Error('no such component')
    }
    await expect(compiledSite(root, home, failing)).rejects.toThrow('no such component')
    expect(readdirSync(home)).toEqual([])
  })

  it('is kept with the two before it, and with scratch folders that may be in use', async () => {
    const dirs: string[] = []
    mkdirSync(join(home, 'new-abandoned'), { recursive: true })
    mkdirSync(join(home, 'new-in-use'))
    utimesSync(join(home, 'new-abandoned'), 0, 0)
    for (const page of ['1', '2', '3', '4', '5']) {
      writeFileSync(join(root, 'src/page.astro'), page)
      const { dir } = await open()
      dirs.push(dir)
      utimesSync(dir, Number(page), Number(page))
    }
    const kept = [...dirs.slice(2), join(home, 'new-in-use')]
    expect(readdirSync(home).map((name) => join(home, name))).toEqual(expect.arrayContaining(kept))
    expect(readdirSync(home)).toHaveLength(kept.length)
  })

  it('may be used by everybody', async () => {
    expect(statSync((await open()).dir).mode & 0o777).toBe(0o755)
  })

  it('is left to the owner of the checkout where nobody else may compile', async () => {
    mkdirSync(join(root, 'node_modules'), { recursive: true })
    writeFileSync(home, 'foreign')
    const refuse = () => Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }))
    await expect(compiledSite(root, home, refuse)).rejects.toThrow(
      'Let its owner build a store first, whichever.',
    )
  })

  it('lies elsewhere, for one run, where its home cannot be written to', async () => {
    mkdirSync(join(root, 'node_modules'))
    writeFileSync(home, 'no folder')
    const { dir } = await open()
    // It lasts as long as its process, and that of the tests goes on.
    onTestFinished(() => rmSync(dir, { recursive: true }))
    expect(dir.startsWith(root)).toBe(false)
    expect(readFileSync(join(dir, 'style.css'), 'utf8')).toBe('style')
  })
})
