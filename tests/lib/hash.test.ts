import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashFile, sha256 } from '../../src/lib/hash.ts'
import { freshFolder } from './fresh-folder.ts'

describe('sha256', () => {
  it('gives the published test value of FIPS 180-2', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})

describe('hashFile', () => {
  it.each([0, 1, 1024 * 1024, 1024 * 1024 + 1])('agrees with hashing %d bytes at once', (size) => {
    const path = join(freshFolder(), 'file')
    const bytes = Buffer.alloc(size, 'zoo')
    writeFileSync(path, bytes)
    expect(hashFile(path)).toEqual({ size, sha256: sha256(bytes) })
  })
})
