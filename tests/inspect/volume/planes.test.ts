import { describe, expect, it } from 'vitest'
import { Planes } from '../../../src/inspect/volume/planes.ts'
import type { Triple } from '../../../src/inspect/volume/orientation.ts'
import { VolumeReader } from '../../../src/inspect/volume/volume-reader.ts'
import { TYPE_CODES, volumeBytes, type VolumeParts } from './volume-bytes.ts'

/** Takes the slices through a voxel, from bytes in pieces of a few. */
function slice(parts: VolumeParts, at: Triple, piece = 100) {
  const bytes = volumeBytes(parts)
  const found: { planes?: Planes } = {}
  const reader = new VolumeReader((header) => (found.planes = new Planes(header, at)).visit)
  for (let from = 0; from < bytes.length; from += piece) reader.push(bytes.subarray(from, from + piece))
  const planes = Object.fromEntries((found.planes?.planes ?? []).map((plane) => [plane.plane, plane]))
  return { isWhole: reader.isWhole, planes }
}

/** The corners of a plane: top left, top right, bottom left, bottom right. */
function corners({
  width,
  height,
  values,
}: {
  width: number
  height: number
  values: Float32Array
}): number[] {
  return [values[0]!, values[width - 1]!, values[(height - 1) * width]!, values[height * width - 1]!]
}

/** Tells the voxel's place apart: 100 towards the right, 10 towards the front, 1 towards the head; at the ends of each axis. */
const place = (right: number, front: number, head: number) => 100 * right + 10 * front + head
const end = (index: number, isReversed = false) => ((isReversed ? index < 4 : index >= 4) ? 1 : 0)

const WAYS: [string, number[][], VolumeParts['value']][] = [
  [
    'right, front, head',
    [
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ],
    (x, y, z) => place(end(x), end(y), end(z)),
  ],
  [
    'left, back, head',
    [
      [-1, 0, 0, 0],
      [0, -1, 0, 0],
      [0, 0, 1, 0],
    ],
    (x, y, z) => place(end(x, true), end(y, true), end(z)),
  ],
  [
    'back, foot, right',
    [
      [0, 0, 1, 0],
      [-1, 0, 0, 0],
      [0, -1, 0, 0],
    ],
    (x, y, z) => place(end(z), end(x, true), end(y, true)),
  ],
  [
    'front, head, left, aslant',
    [
      [0.1, 0, -0.9, 0],
      [0.9, 0.3, 0, 0],
      [-0.2, 0.8, 0.1, 0],
    ],
    (x, y, z) => place(end(z, true), end(x), end(y)),
  ],
]

describe('Planes', () => {
  it.each(WAYS)('turn a volume that runs to %s as radiologists look at it', (_way, sform, value) => {
    const { planes } = slice({ type: 4, sform, value: value! }, [4, 4, 4])
    const [right, front, head] = [100, 10, 1]
    const cut = { sagittal: planes['sagittal']!.values[0]! >= 100 ? right : 0 }
    expect(corners(planes['axial']!).map((value) => value - (value % 10))).toEqual([
      right + front,
      front,
      right,
      0,
    ])
    expect(corners(planes['coronal']!).map((value) => value - (Math.floor(value / 10) % 10) * 10)).toEqual([
      right + head,
      head,
      right,
      0,
    ])
    expect(corners(planes['sagittal']!).map((value) => value - cut.sagittal)).toEqual([
      front + head,
      head,
      front,
      0,
    ])
  })

  it('go through the voxel that is asked for', () => {
    const value = (x: number, y: number, z: number) => 100 * x + 10 * y + z
    const { planes } = slice({ type: 4, value }, [1, 2, 3])
    expect(planes['sagittal']!.values.every((number) => Math.floor(number / 100) === 1)).toBe(true)
    expect(planes['coronal']!.values.every((number) => Math.floor(number / 10) % 10 === 2)).toBe(true)
    expect(planes['axial']!.values.every((number) => number % 10 === 3)).toBe(true)
  })

  it('state their size in millimetres', () => {
    const { planes } = slice({ size: [8, 10, 12], spacing: [1, 2, 5] }, [4, 4, 4])
    expect(planes['axial']!.size).toEqual([8, 20])
    expect(planes['sagittal']!.size).toEqual([20, 60])
  })

  it('are one where the volume is flat', () => {
    expect(Object.keys(slice({ size: [16, 16, 1] }, [8, 8, 0]).planes)).toEqual(['axial'])
  })

  it.each(TYPE_CODES.flatMap((type) => [false, true].map((isBig) => ({ type, isBig }))))(
    'hold the numbers of type $type, big-endian: $isBig',
    ({ type, isBig }) => {
      const value = (x: number, y: number, z: number) => (x === 3 && y === 4 && z === 5 ? 119 : 7)
      const { planes } = slice({ type, isBig, value }, [3, 4, 5])
      expect([...planes['axial']!.values].filter((number) => number === 119)).toHaveLength(1)
      expect(new Set(planes['axial']!.values)).toEqual(new Set([7, 119]))
    },
  )

  it('hold scaled numbers', () => {
    expect(
      new Set(slice({ slope: 0.5, inter: 3, value: () => 4 }, [1, 1, 1]).planes['axial']!.values),
    ).toEqual(new Set([5]))
  })

  it.each([1, 7, 352, 353, 600, 100_000])('are the same from pieces of %i bytes', (piece) => {
    const parts: VolumeParts = { type: 4, value: (x, y, z) => 100 * x + 10 * y + z }
    expect(slice(parts, [1, 2, 3], piece)).toEqual(slice(parts, [1, 2, 3]))
  })

  it('show the first volume of a film', () => {
    const { isWhole, planes } = slice({ frames: 3, value: () => 9 }, [4, 4, 4])
    expect([isWhole, planes['axial']!.values.every((value) => value === 9)]).toEqual([true, true])
  })
})
