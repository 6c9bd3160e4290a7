import { describe, expect, it } from 'vitest'
import { readVolumeHeader } from '../../../src/inspect/volume/volume-header.ts'
import { volumeBytes, volumeHead, type VolumeParts } from './volume-bytes.ts'

const LAS = [
  [-2, 0, 0, 9],
  [0, 2, 0, 9],
  [0, 0, 3, 9],
]

/** A header with a few bytes written over. */
function spoilt(parts: VolumeParts, spoil: (bytes: Buffer) => void): Buffer {
  const bytes = volumeBytes(parts)
  spoil(bytes)
  return bytes.subarray(0, 544)
}

describe('readVolumeHeader', () => {
  it.each([
    ['NIfTI-1', { version: 1, isBig: false }],
    ['NIfTI-1 of the other order', { version: 1, isBig: true }],
    ['NIfTI-2', { version: 2, isBig: false }],
    ['NIfTI-2 of the other order', { version: 2, isBig: true }],
  ] as const)('reads size, spacing, scale and orientation of %s', (_what, form) => {
    const parts: VolumeParts = {
      ...form,
      size: [9, 10, 11],
      spacing: [2, 2, 3],
      type: 4,
      sform: LAS,
      slope: 2,
      inter: -1024,
    }
    expect(readVolumeHeader(volumeBytes(parts).subarray(0, 544))).toMatchObject({
      size: [9, 10, 11],
      spacing: [2, 2, 3],
      type: { width: 2 },
      isLittle: !form.isBig,
      slope: 2,
      inter: -1024,
      isOriented: true,
      voxelsAt: form.version === 1 ? 352 : 544,
      orientation: [
        { axis: 0, isReversed: true },
        { axis: 1, isReversed: false },
        { axis: 2, isReversed: false },
      ],
    })
  })

  it('says so where the file does not state how it lies', () => {
    expect(readVolumeHeader(volumeBytes().subarray(0, 544))?.isOriented).toBe(false)
  })

  it.each([
    ['no header', () => Buffer.alloc(544, 7)],
    ['nothing', () => Buffer.alloc(0)],
    ['half a header', () => volumeHead().subarray(0, 300)],
    ['a negative side', () => spoilt({}, (bytes) => bytes.writeInt16LE(-8, 42))],
    ['a side of zero', () => spoilt({}, (bytes) => bytes.writeInt16LE(0, 44))],
    ['a side above 1024', () => spoilt({}, (bytes) => bytes.writeInt16LE(1025, 46))],
    ['a number of axes that there cannot be', () => spoilt({}, (bytes) => bytes.writeInt16LE(900, 40))],
    ['a negative number of axes', () => spoilt({}, (bytes) => bytes.writeInt16LE(-3, 40))],
    ['a line of voxels', () => volumeBytes({ size: [512, 1, 1] }).subarray(0, 544)],
    ['colours', () => spoilt({}, (bytes) => bytes.writeInt16LE(128, 70))],
    ['a type that does not exist', () => spoilt({}, (bytes) => bytes.writeInt16LE(-1, 70))],
    ['voxels that begin inside the header', () => spoilt({}, (bytes) => bytes.writeFloatLE(12, 108))],
    ['voxels that begin far away', () => spoilt({}, (bytes) => bytes.writeFloatLE(3e38, 108))],
    ['voxels that begin nowhere', () => spoilt({}, (bytes) => bytes.writeFloatLE(NaN, 108))],
    ['a spacing that is no number', () => spoilt({}, (bytes) => bytes.writeFloatLE(NaN, 80))],
    ['a spacing without end', () => spoilt({}, (bytes) => bytes.writeFloatLE(Infinity, 84))],
    ['a spacing of a hair', () => spoilt({}, (bytes) => bytes.writeFloatLE(1e-30, 88))],
    ['a pair of files', () => spoilt({}, (bytes) => bytes.write('ni1\0', 344, 'latin1'))],
    ['more than 4 GiB of voxels', () => volumeHead({ size: [1024, 1024, 1024], type: 64 })],
    ['sides of 64 bits', () => spoilt({ version: 2 }, (bytes) => bytes.writeBigInt64LE(2n ** 62n, 24))],
  ])('refuses %s', (_what, bytes) => {
    expect(readVolumeHeader(Buffer.concat([bytes(), Buffer.alloc(544)]).subarray(0, 544))).toBeNull()
  })

  it.each([
    ['no number', NaN, 0],
    ['zero', 0, 5],
    ['beside an intercept that is no number', 2, NaN],
  ])('takes a slope of %s for none', (_what, slope, inter) => {
    expect(readVolumeHeader(volumeBytes({ slope, inter }).subarray(0, 544))).toMatchObject({
      slope: 1,
      inter: 0,
    })
  })

  it.each([
    ['no number', NaN],
    ['zero', 0],
  ])('guesses where the stated orientation is %s', (_what, number) => {
    const sform = [0, 1, 2].map(() => [number, number, number, 0])
    expect(readVolumeHeader(volumeBytes({ sform }).subarray(0, 544))).toMatchObject({ isOriented: false })
  })

  it('throws at no header, whatever its bytes are', () => {
    const head = volumeBytes({ sform: LAS }).subarray(0, 544)
    let state = 1
    for (let turn = 0; turn < 3000; turn++) {
      const bytes = Buffer.from(head)
      for (let change = 0; change < 4; change++) {
        state = (state * 1103515245 + 12345) % 2 ** 31
        bytes[state % 348] = (state >> 9) & 255
      }
      const size = readVolumeHeader(bytes)?.size ?? [8, 8]
      expect(Math.max(...size)).toBeLessThanOrEqual(1024)
    }
  })
})
