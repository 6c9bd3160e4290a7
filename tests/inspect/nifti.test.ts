import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNifti } from '../../src/inspect/nifti.ts'
import { bytesOf } from '../../src/lib/byte-source.ts'
import { nifti } from './nifti-bytes.ts'

const read = (bytes: Uint8Array) => readNifti(bytesOf(Buffer.from(bytes)))

describe('readNifti', () => {
  it.each([1, 2] as const)('reads fields and extensions of NIfTI-%i in both orders of bytes', (version) => {
    for (const isBig of [false, true]) {
      const extensions = [
        { code: 4, content: '<AFNI_attributes/>' },
        { code: 6, content: 'a comment' },
      ]
      const header = read(
        nifti({ version, isBig, texts: { descrip: 'FSL5.0', aux_file: 'none' }, extensions }),
      )
      expect(header?.fields).toEqual([
        { name: 'descrip', byte: version === 1 ? 148 : 240, text: 'FSL5.0' },
        { name: 'aux_file', byte: version === 1 ? 228 : 320, text: 'none' },
      ])
      const size = version === 1 ? 348 : 540
      expect(header?.extensions.map(({ code, byte }) => [code, byte])).toEqual([
        [4, size + 12],
        [6, size + 44],
      ])
      expect(header?.extensions[1]?.content.toString()).toMatch(/^a comment\0*$/)
    }
  })

  it('does not take anything else for an image', () => {
    expect(read(Buffer.alloc(1000))).toBeNull()
    expect(read(Buffer.alloc(0))).toBeNull()
    const other = nifti()
    other.write('n+9', 344)
    expect(read(other)).toBeNull()
  })

  it('stops at extensions whose size is none', () => {
    const bytes = nifti({ extensions: [{ code: 6, content: 'x' }] })
    for (const size of [0, -16, 8, 15]) {
      bytes.writeInt32LE(size, 352)
      expect(read(bytes)?.extensions).toEqual([])
    }
  })

  it('never throws, whatever follows the number that begins a header', () => {
    const bytes = fc.uint8Array({ minLength: 0, maxLength: 900 })
    fc.assert(
      fc.property(bytes, fc.constantFrom('n+1', 'ni1', 'n+2', ''), (random, magic) => {
        const header = Buffer.from(random)
        if (header.length >= 348) {
          header.writeInt32LE(magic === 'n+2' ? 540 : 348, 0)
          header.write(`${magic}\0`, magic === 'n+2' ? 4 : 344)
          header[magic === 'n+2' ? Math.min(540, header.length - 1) : header.length > 348 ? 348 : 0] = 1
        }
        return typeof read(header) === 'object'
      }),
    )
  })
})
