import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { blake2b256 } from '../../src/lib/blake2b-256.ts'

/** Of the bytes 0, 1, 2, … up to this many; by Python's `hashlib.blake2b(digest_size=32)`. */
const KNOWN: [number, string][] = [
  [0, '0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8'],
  [1, '03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314'],
  [74, 'ebae0805fd52d3e9f5f29aeb33b6be8cab0f28e668990d3cb95444d9ef90b932'],
  [127, 'f2fe67ff342e21b8f45e8f2e0bcd1d9243245d50ee6c78042e9c491388791c72'],
  [128, 'c3582f71ebb2be66fa5dd750f80baae97554f3b015663c8be377cfcb2488c1d1'],
  [129, 'f7f3c46ba2564ff4c4c162da1f5b605f9f1c4aa6a20652a9f9a337c1a2f5b9c9'],
  [256, '39a7eb9fedc19aabc83425c6755dd90e6f9d0c804964a1f4aaeea3b9fb599835'],
  [300, '3a486e3fe3ee414853000269ac020030aeef748cb05cd62ba85939ec298ef25c'],
]

describe('blake2b256', () => {
  it.each(KNOWN)('of %i bytes', (length, hex) => {
    expect(blake2b256(Uint8Array.from({ length }, (_, index) => index)).toString('hex')).toBe(hex)
  })

  it('is no cut BLAKE2b-512', () => {
    const cut = createHash('blake2b512').update('a').digest('hex').slice(0, 64)
    expect(blake2b256(Buffer.from('a')).toString('hex')).not.toBe(cut)
  })
})
