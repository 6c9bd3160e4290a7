/**
 * Three slices at right angles through one voxel, turned as radiologists look at them: the patient's right on the left, the head or the
 * front on top, and in the slice from front to back the front on the left.
 */
import type { FileAxis, Triple } from './orientation.ts'
import type { VolumeHeader } from './volume-header.ts'
import type { VisitRow } from './volume-reader.ts'

export type PlaneName = 'sagittal' | 'coronal' | 'axial'

export interface Plane {
  plane: PlaneName
  /** Voxels. */
  width: number
  height: number
  /** Millimetres. */
  size: [number, number]
  /** Row by row. */
  values: Float32Array
}

/** By the numbers of the patient's axes: the one that the plane cuts, the one across, and the one down. */
const PLANES = [
  ['sagittal', 0, 1, 2],
  ['coronal', 1, 0, 2],
  ['axial', 2, 0, 1],
] as const

export class Planes {
  readonly #header: VolumeHeader
  readonly #at: Triple
  /** By the axis that they cut; the lower of the other two runs along their rows. */
  readonly #slices: [Float32Array, Float32Array, Float32Array]

  constructor(header: VolumeHeader, at: Triple) {
    const [x, y, z] = header.size
    this.#header = header
    this.#at = at
    this.#slices = [new Float32Array(y * z), new Float32Array(x * z), new Float32Array(x * y)]
  }

  readonly visit: VisitRow = (row, y, z) => {
    const [width, height] = this.#header.size
    const [cutX, cutY, cutZ] = this.#slices
    cutX[z * height + y] = row[this.#at[0]]!
    if (y === this.#at[1]) cutY.set(row, z * width)
    if (z === this.#at[2]) cutZ.set(row, y * width)
  }

  /** Those that are more than a line. */
  get planes(): Plane[] {
    const { orientation } = this.#header
    return PLANES.map(([plane, cut, across, down]) => ({
      plane,
      ...this.#turned(orientation[cut].axis, orientation[across], orientation[down]),
    })).filter(({ width, height }) => width > 1 && height > 1)
  }

  /** All of the patient's axes run against the picture's. */
  #turned(cut: 0 | 1 | 2, across: FileAxis, down: FileAxis): Omit<Plane, 'plane'> {
    const { size, spacing } = this.#header
    const [width, height] = [size[across.axis], size[down.axis]]
    const [stepAcross, stepDown] = across.axis < down.axis ? [1, width] : [height, 1]
    const values = new Float32Array(width * height)
    for (let y = 0; y < height; y++) {
      const row = (down.isReversed ? y : height - 1 - y) * stepDown
      for (let x = 0; x < width; x++) {
        const at = row + (across.isReversed ? x : width - 1 - x) * stepAcross
        values[y * width + x] = this.#slices[cut][at]!
      }
    }
    return { width, height, size: [width * spacing[across.axis], height * spacing[down.axis]], values }
  }
}

/** The voxel in the middle. */
export function middle([x, y, z]: Triple): Triple {
  return [x >> 1, y >> 1, z >> 1]
}
