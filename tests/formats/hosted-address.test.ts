import { describe, expect, it } from 'vitest'
import { hostedAddress } from '../../src/formats/hosted-address.ts'
import { fixtureDownload, fixtureEntry } from '../fixtures/store.ts'

const sha256 = 'd4'.repeat(32)
const then = { url: 'https://old.example/data.zip', sha256 }
const entryWith = (changes: Parameters<typeof fixtureDownload>[0]) =>
  fixtureEntry({ downloads: [fixtureDownload({ url: 'https://new.example/data.zip', ...changes })] })

describe('hostedAddress', () => {
  it('is where the entry has the same file today', () => {
    expect(hostedAddress(entryWith({ path: null, sha256 }), then)).toBe('https://new.example/data.zip')
  })

  it.each([
    ['has another file', { path: null, sha256: 'e5'.repeat(32) }],
    ['publishes the file itself', { path: 'bare/2.0/data.zip', sha256 }],
    ['publishes it apart', { path: null, artifact: 'bare/2.0/data.zip', sha256 }],
  ])('is where it lay then if the entry %s', (_, changes) => {
    expect(hostedAddress(entryWith(changes), then)).toBe('https://old.example/data.zip')
  })
})
