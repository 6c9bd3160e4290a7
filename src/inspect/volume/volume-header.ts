/**
 * What a NIfTI header says about its voxels, read by nifti-reader-js and believed only as far as it makes sense. Analyze and pairs of
 * `.hdr` and `.img` have their voxels elsewhere.
 */
import { isNIFTI1, isNIFTI2, readHeader, type NIFTI1, type NIFTI2 } from 'nifti-reader-js'
import { AS_STORED, nearestOrientation, type Orientation, type Triple } from './orientation.ts'
import { voxelType, type VoxelType } from './voxel-type.ts'

export interface VolumeHeader {
  /** Voxels along the file's axes; along the first they lie side by side. */
  size: Triple
  /** Millimetres between them. */
  spacing: Triple
  orientation: Orientation
  /** False: the file does not say how it lies, and `orientation` is a guess. */
  isOriented: boolean
  /** Where the first voxel lies. */
  voxelsAt: number
  type: VoxelType
  isLittle: boolean
  /** A number in the file stands for `number * slope + inter`. */
  slope: number
  inter: number
}

/** Bytes that hold any header. */
export const HEAD_BYTES = 544

const MOST_SIDE = 1024
const LEAST_SIDE = 8
const MOST_BYTES = 4 * 2 ** 30
const MOST_VOXELS_AT = 16 * 2 ** 20
/** Of the longest side to the shortest, in millimetres: beyond it a picture is a line. */
const MOST_STRETCH = 100

/** Millimetres of NIfTI's units; what is not said is millimetres. */
const UNITS: Readonly<Record<number, number>> = { 1: 1000, 3: 0.001 }

/** Null: no volume that could be shown. `bytes` are the first `HEAD_BYTES` of the file. Never throws for what they are. */
export function readVolumeHeader(bytes: Buffer): VolumeHeader | null {
  const header = parse(bytes)
  const type = header && voxelType(header.datatypeCode)
  if (!header || !type) return null
  const size = sizeOf(header)
  const spacing = size && spacingOf(header, size)
  const voxelsAt = voxelsFrom(header)
  if (!size || !spacing || voxelsAt === null) return null
  if (voxelsAt + size[0] * size[1] * size[2] * type.width > MOST_BYTES) return null
  const isStated = header.qform_code > 0 || header.sform_code > 0
  const stated = isStated ? nearestOrientation(header.affine.slice(0, 3)) : null
  const orientation = stated ?? AS_STORED
  const { littleEndian: isLittle } = header
  return {
    size,
    spacing,
    orientation,
    isOriented: stated !== null,
    voxelsAt,
    type,
    isLittle,
    ...scale(header),
  }
}

function parse(bytes: Buffer): NIFTI1 | NIFTI2 | null {
  // Without what follows the header, nothing of the extensions is read.
  const head = (length: number) => new Uint8Array(bytes.subarray(0, length)).buffer
  try {
    if (isNIFTI1(head(348))) return readHeader(head(348))
    return isNIFTI2(head(540)) ? readHeader(head(540)) : null
  } catch {
    return null
  }
}

/** Of a film, the first volume counts. */
function sizeOf({ dims }: NIFTI1 | NIFTI2): Triple | null {
  const [count = 0] = dims
  if (!Number.isInteger(count) || count < 2 || count > 7) return null
  const side = (axis: number) => (axis <= count ? dims[axis]! : 1)
  const size: Triple = [side(1), side(2), side(3)]
  if (!size.every((side) => Number.isInteger(side) && side >= 1 && side <= MOST_SIDE)) return null
  return size.filter((side) => side >= LEAST_SIDE).length >= 2 ? size : null
}

function spacingOf({ pixDims, xyzt_units }: NIFTI1 | NIFTI2, size: Triple): Triple | null {
  const unit = UNITS[xyzt_units & 7] ?? 1
  const step = (axis: number) => Math.abs(pixDims[axis]!) * unit || (size[axis - 1] === 1 ? 1 : NaN)
  const spacing: Triple = [step(1), step(2), step(3)]
  const sides = size.map((side, axis) => side * spacing[axis]!).filter((_, axis) => size[axis]! > 1)
  const stretch = Math.max(...sides) / Math.min(...sides)
  return spacing.every(Number.isFinite) && stretch <= MOST_STRETCH ? spacing : null
}

function voxelsFrom(header: NIFTI1 | NIFTI2): number | null {
  const least = isNewer(header) ? 544 : 352
  const { vox_offset: at } = header
  // Some writers leave it out.
  if (at === 0) return least
  return Number.isInteger(at) && at >= least && at <= MOST_VOXELS_AT ? at : null
}

function isNewer(header: NIFTI1 | NIFTI2): boolean {
  return header.magic.startsWith('n+2')
}

/** A slope of zero, and what is no number, mean none. */
function scale({ scl_slope: slope, scl_inter: inter }: NIFTI1 | NIFTI2): { slope: number; inter: number } {
  const isScaled = Number.isFinite(slope) && slope !== 0 && Number.isFinite(inter)
  return isScaled ? { slope, inter } : { slope: 1, inter: 0 }
}
