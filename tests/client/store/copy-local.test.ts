import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { copyLocal } from '../../../src/client/store/copy-local.ts'
import { sha256 } from '../../../src/lib/hash.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'

const CONTENT = Buffer.alloc(3_000_000, 'zoo')

function places() {
  const dir = freshFolder()
  writeFileSync(join(dir, 'a b.bin'), CONTENT)
  return { dir, url: pathToFileURL(join(dir, 'a b.bin')).href, path: join(dir, 'new/copy.bin') }
}

describe('copyLocal', () => {
  it('copies what is as it was published, and tells how far it has come', async () => {
    const { url, path } = places()
    let bytes = 0
    const wanted = { path, size: CONTENT.length, sha256: sha256(CONTENT) }
    const copied = await copyLocal(url, wanted, { onBytes: (count) => (bytes += count) })
    expect(copied).toEqual({ ...wanted, url })
    expect(readFileSync(path).equals(CONTENT)).toBe(true)
    expect(bytes).toBe(CONTENT.length)
  })

  it('tells size and sum where nobody stated them', async () => {
    const { url, path } = places()
    const copied = await copyLocal(url, { path, size: null, sha256: null })
    expect(copied).toMatchObject({ size: CONTENT.length, sha256: sha256(CONTENT) })
  })

  it.each([
    [{ size: CONTENT.length - 1, sha256: null }, 'its size is more than'],
    [{ size: CONTENT.length + 1, sha256: null }, `its size is ${CONTENT.length}`],
    [{ size: null, sha256: '0'.repeat(64) }, 'its SHA-256 is'],
  ])('keeps nothing of a file that is not %j, and what stood there before', async (facts, expected) => {
    const { dir, url } = places()
    const path = join(dir, 'copy.bin')
    writeFileSync(path, 'before')
    await expect(copyLocal(url, { path, ...facts })).rejects.toThrow(expected)
    expect(readFileSync(path, 'utf8')).toBe('before')
    expect(existsSync(`${path}.part`)).toBe(false)
  })

  it('never follows a link that lies in the store', async () => {
    const { dir, path } = places()
    symlinkSync(join(dir, 'a b.bin'), join(dir, 'link.bin'))
    symlinkSync(dir, join(dir, 'folder'))
    for (const name of ['link.bin', 'folder/a b.bin', 'nothing.bin', 'folder']) {
      const url = pathToFileURL(join(dir, name)).href
      await expect(copyLocal(url, { path, size: null, sha256: null })).rejects.toThrow(UserError)
    }
    expect(existsSync(path)).toBe(false)
  })

  it('ends when it is stopped', async () => {
    const { url, path } = places()
    const signal = AbortSignal.abort()
    await expect(copyLocal(url, { path, size: null, sha256: null }, { signal })).rejects.toThrow()
    expect(existsSync(`${path}.part`)).toBe(false)
  })
})
