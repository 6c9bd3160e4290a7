/** A build without the right to read or write somewhere. */
import { chmodSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { hashFolder } from '../folders.ts'
import { confined } from './confined.ts'
import { build, expectMended, refusal, smallStore, type SmallStore } from './small-store.ts'

let through: string[]
beforeAll(async () => {
  through = await confined()
})

/** Takes rights away for the time of a test. */
function chmod(path: string, mode: number): () => void {
  chmodSync(path, mode)
  const giveBack = () => chmodSync(path, 0o755)
  onTestFinished(giveBack)
  return giveBack
}

const CASES: { name: string; path: (store: SmallStore) => string; mode: number; said: RegExp }[] = [
  {
    name: 'write into the store',
    path: ({ out }) => out,
    mode: 0o555,
    said: /^dir\/dist cannot be written to \(EACCES\), and the store is replaced there\. Give whoever builds the store the right to write into it, or choose another place with --out\. Nothing was written\.$/,
  },
  {
    name: 'look into the store',
    path: ({ out }) => out,
    mode: 0,
    said: /^dir\/dist.* (there is no right to do that\.|cannot be written to)/,
  },
  {
    name: 'write beside the store',
    path: ({ dir }) => dir,
    mode: 0o555,
    said: /^dir cannot be written to \(EACCES\), /,
  },
  {
    name: 'look into the cache',
    path: ({ cache }) => cache,
    mode: 0,
    said: /^dir\/cache.*: there is no right to do that\. Ask for it, /,
  },
  {
    name: 'write archives into the cache',
    path: ({ cache }) => join(cache, 'packs'),
    mode: 0o555,
    said: /^dir\/cache\/packs.*: there is no right to do that\. /,
  },
  {
    name: 'write ledgers',
    path: ({ cache }) => join(cache, 'ledgers'),
    mode: 0o555,
    said: /^dir\/cache\/ledgers.*: there is no right to do that\. /,
  },
  {
    name: 'look into the zoo',
    path: ({ zoo }) => zoo,
    mode: 0,
    said: /^dir\/zoo cannot be read \(EACCES\)\. Give whoever builds the store the right to read it\. Nothing was written\.$/,
  },
  {
    name: 'list an entry',
    path: ({ zoo }) => join(zoo, 'liver'),
    mode: 0o311,
    said: /^dir\/zoo\/liver cannot be read \(EACCES\)\. /,
  },
  {
    name: 'look into a folder of an entry',
    path: ({ zoo }) => join(zoo, 'liver/weights'),
    mode: 0,
    said: /^dir\/zoo\/liver\/weights.* cannot be read \(EACCES\)\. /,
  },
  {
    name: 'read weights',
    path: ({ zoo }) => join(zoo, 'liver/weights/model.bin'),
    mode: 0,
    said: /^zoo\/liver\/weights\/model\.bin: The file cannot be read \(EACCES\)\. Give whoever builds the store the right to read it\.$/m,
  },
  {
    name: 'read a card',
    path: ({ zoo }) => join(zoo, 'liver/README.md'),
    mode: 0,
    said: /^zoo\/liver\/README\.md: The file cannot be read \(EACCES/m,
  },
]

describe('a build without the right to', () => {
  it.each(CASES)('$name says so', async ({ path, mode, said }) => {
    const store = await smallStore()
    const giveBack = chmod(path(store), mode)
    expect(await refusal(store, { through })).toMatch(said)
    giveBack()
    await expectMended(store)
  })
})

describe('a store whose folders were made read-only', () => {
  it('is replaced by whoever owns them, and nothing is left beside it', async () => {
    const store = await smallStore()
    const folders = readdirSync(store.out, { recursive: true, withFileTypes: true }).filter((item) =>
      item.isDirectory(),
    )
    for (const { parentPath, name } of folders) chmodSync(join(parentPath, name), 0o555)
    expect(folders.length).toBeGreaterThan(2)
    const { code, stderr } = await build(store, { through })
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('EACCES') as string })
    expect(readdirSync(store.dir).sort()).toEqual(['cache', 'dist', 'zoo'])
    await expectMended(store)
  })
})

describe('a build that may write nowhere but where it must', () => {
  it('is fine with a zoo that is read-only', async () => {
    const store = await smallStore()
    for (const path of ['', 'liver', 'liver/weights']) chmod(join(store.zoo, path), 0o555)
    const { code } = await build(store, { through })
    expect([code, hashFolder(store.out) === store.hash]).toEqual([0, false])
  })
})
