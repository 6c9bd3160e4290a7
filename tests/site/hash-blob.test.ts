import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/lib/hash.ts'
import { hashBlob } from '../../src/site/hash-blob.ts'

const WAYS = [
  ['Web Crypto', globalThis.crypto.subtle],
  ['our own code', undefined],
] as const

describe.each(WAYS)('the hash of a file by %s', (_, subtle) => {
  it.each([0, 1, 63, 64, 8 * 2 ** 20, 8 * 2 ** 20 + 5])('is the SHA-256 of %d bytes', async (size) => {
    const bytes = new Uint8Array(size).map((_, at) => at % 251)
    expect(await hashBlob(new Blob([bytes]), subtle, () => undefined)).toBe(sha256(Buffer.from(bytes)))
  })

  it('tells how many bytes were read', async () => {
    const heard: number[] = []
    await hashBlob(new Blob([new Uint8Array(17 * 2 ** 20)]), subtle, (bytes) => heard.push(bytes / 2 ** 20))
    expect(heard).toEqual([8, 16, 17])
  })
})
