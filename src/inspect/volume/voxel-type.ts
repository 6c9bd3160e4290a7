/**
 * How voxels are stored. Colours, complex numbers and numbers of 128 bits have no place among the intensities and labels that a slice shows.
 * Source: https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h, field `datatype`.
 */
export interface VoxelType {
  /** Bytes of one voxel. */
  width: 1 | 2 | 4 | 8
  /** The numbers in whole rows of bytes; `bytes` begins at a multiple of eight. Shares their memory where it can. */
  numbers: (bytes: Buffer) => ArrayLike<number>
}

const TYPES: Readonly<Record<number, VoxelType>> = {
  2: { width: 1, numbers: (bytes) => bytes },
  4: {
    width: 2,
    numbers: ({ buffer, byteOffset, length }) => new Int16Array(buffer, byteOffset, length / 2),
  },
  8: {
    width: 4,
    numbers: ({ buffer, byteOffset, length }) => new Int32Array(buffer, byteOffset, length / 4),
  },
  16: {
    width: 4,
    numbers: ({ buffer, byteOffset, length }) => new Float32Array(buffer, byteOffset, length / 4),
  },
  64: {
    width: 8,
    numbers: ({ buffer, byteOffset, length }) => new Float64Array(buffer, byteOffset, length / 8),
  },
  256: { width: 1, numbers: ({ buffer, byteOffset, length }) => new Int8Array(buffer, byteOffset, length) },
  512: {
    width: 2,
    numbers: ({ buffer, byteOffset, length }) => new Uint16Array(buffer, byteOffset, length / 2),
  },
  768: {
    width: 4,
    numbers: ({ buffer, byteOffset, length }) => new Uint32Array(buffer, byteOffset, length / 4),
  },
  1024: { width: 8, numbers: (bytes) => wideNumbers(bytes, (high) => high | 0) },
  1280: { width: 8, numbers: (bytes) => wideNumbers(bytes, (high) => high) },
}

/** Null: none that a slice could show. */
export function voxelType(code: number): VoxelType | null {
  return Object.hasOwn(TYPES, code) ? TYPES[code]! : null
}

/** Turns bytes of the other order into those of this machine, in place. */
export function swapBytes(bytes: Buffer, { width }: VoxelType): void {
  if (width === 2) bytes.swap16()
  else if (width === 4) bytes.swap32()
  else if (width === 8) bytes.swap64()
}

/** Integers of 64 bits as the nearest numbers. BigInts would take twenty times as long. */
function wideNumbers({ buffer, byteOffset, length }: Buffer, signed: (high: number) => number): Float64Array {
  const halves = new Uint32Array(buffer, byteOffset, length / 4)
  const [low, high] = IS_LITTLE ? [0, 1] : [1, 0]
  return Float64Array.from(
    { length: length / 8 },
    (_, at) => signed(halves[2 * at + high]!) * 2 ** 32 + halves[2 * at + low]!,
  )
}

/** The order of this machine. */
export const IS_LITTLE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1
