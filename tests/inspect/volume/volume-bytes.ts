/** NIfTI volumes that a test makes up, byte by byte. */
import { gzipSync } from 'node:zlib'

/** By NIfTI's codes. */
const WRITERS = {
  2: [1, (bytes, value, at) => bytes.writeUInt8(value, at)],
  4: [
    2,
    (bytes, value, at, isBig) => (isBig ? bytes.writeInt16BE(value, at) : bytes.writeInt16LE(value, at)),
  ],
  8: [
    4,
    (bytes, value, at, isBig) => (isBig ? bytes.writeInt32BE(value, at) : bytes.writeInt32LE(value, at)),
  ],
  16: [
    4,
    (bytes, value, at, isBig) => (isBig ? bytes.writeFloatBE(value, at) : bytes.writeFloatLE(value, at)),
  ],
  64: [
    8,
    (bytes, value, at, isBig) => (isBig ? bytes.writeDoubleBE(value, at) : bytes.writeDoubleLE(value, at)),
  ],
  256: [1, (bytes, value, at) => bytes.writeInt8(value, at)],
  512: [
    2,
    (bytes, value, at, isBig) => (isBig ? bytes.writeUInt16BE(value, at) : bytes.writeUInt16LE(value, at)),
  ],
  768: [
    4,
    (bytes, value, at, isBig) => (isBig ? bytes.writeUInt32BE(value, at) : bytes.writeUInt32LE(value, at)),
  ],
  1024: [
    8,
    (bytes, value, at, isBig) =>
      isBig ? bytes.writeBigInt64BE(BigInt(value), at) : bytes.writeBigInt64LE(BigInt(value), at),
  ],
  1280: [
    8,
    (bytes, value, at, isBig) =>
      isBig ? bytes.writeBigUInt64BE(BigInt(value), at) : bytes.writeBigUInt64LE(BigInt(value), at),
  ],
} satisfies Record<number, [number, (bytes: Buffer, value: number, at: number, isBig: boolean) => number]>

export type TypeCode = keyof typeof WRITERS
export const TYPE_CODES = Object.keys(WRITERS).map(Number) as TypeCode[]

export interface VolumeParts {
  version?: 1 | 2
  isBig?: boolean
  size?: [number, number, number]
  spacing?: [number, number, number]
  type?: TypeCode
  /** Of the voxel at a place; zero. */
  value?: (x: number, y: number, z: number) => number
  /** Rows right, anterior, superior of an sform; none is written. */
  sform?: number[][]
  slope?: number
  inter?: number
  /** Further volumes of a film, all zeros. */
  frames?: number
}

const DIMS = { 1: 40, 2: 16 } as const
const PIXDIM = { 1: 76, 2: 104 } as const

/** A file of a volume of 8 × 8 × 8 bytes where nothing else is said. */
export function volumeBytes(parts: VolumeParts = {}): Buffer {
  const { size = [8, 8, 8], type = 2, value = () => 0, isBig = false, frames = 1 } = parts
  const [width, write] = WRITERS[type]
  const header = volumeHead(parts)
  const voxels = Buffer.alloc(size[0] * size[1] * size[2] * width * frames)
  for (let z = 0, at = 0; z < size[2]; z++)
    for (let y = 0; y < size[1]; y++)
      for (let x = 0; x < size[0]; x++, at += width) write(voxels, value(x, y, z), at, isBig)
  return Buffer.concat([header, voxels])
}

export function volumeGzip(parts: VolumeParts = {}): Buffer {
  return gzipSync(volumeBytes(parts), { level: 1 })
}

/** All that comes before the voxels. */
export function volumeHead(parts: VolumeParts = {}): Buffer {
  const {
    version = 1,
    isBig = false,
    size = [8, 8, 8],
    spacing = [1, 1, 1],
    type = 2,
    sform,
    frames = 1,
  } = parts
  const { slope = 0, inter = 0 } = parts
  const head = Buffer.alloc(version === 1 ? 352 : 544)
  const put = putter(head, isBig)
  put.int32(version === 1 ? 348 : 540, 0)
  head.write(`n+${version}\0`, version === 1 ? 344 : 4, 'latin1')
  const dims = [frames > 1 ? 4 : 3, ...size, frames, 1, 1, 1]
  const steps = [1, ...spacing, 1, 0, 0, 0]
  const bits = 8 * WRITERS[type][0]
  if (version === 1) {
    for (const [i, dim] of dims.entries()) put.int16(dim, DIMS[1] + 2 * i)
    for (const [i, step] of steps.entries()) put.float(step, PIXDIM[1] + 4 * i)
    put.int16(type, 70)
    put.int16(bits, 72)
    put.float(352, 108)
    put.float(slope, 112)
    put.float(inter, 116)
    head[123] = 2
    if (sform) put.int16(1, 254)
    for (const [i, number] of (sform ?? []).flat().entries()) put.float(number, 280 + 4 * i)
  } else {
    for (const [i, dim] of dims.entries()) put.int64(dim, DIMS[2] + 8 * i)
    for (const [i, step] of steps.entries()) put.double(step, PIXDIM[2] + 8 * i)
    put.int16(type, 12)
    put.int16(bits, 14)
    put.int64(544, 168)
    put.double(slope, 176)
    put.double(inter, 184)
    put.int32(2, 500)
    if (sform) put.int32(1, 348)
    for (const [i, number] of (sform ?? []).flat().entries()) put.double(number, 400 + 8 * i)
  }
  return head
}

function putter(bytes: Buffer, isBig: boolean) {
  return {
    int16: (value: number, at: number) =>
      isBig ? bytes.writeInt16BE(value, at) : bytes.writeInt16LE(value, at),
    int32: (value: number, at: number) =>
      isBig ? bytes.writeInt32BE(value, at) : bytes.writeInt32LE(value, at),
    int64: (value: number, at: number) =>
      isBig ? bytes.writeBigInt64BE(BigInt(value), at) : bytes.writeBigInt64LE(BigInt(value), at),
    float: (value: number, at: number) =>
      isBig ? bytes.writeFloatBE(value, at) : bytes.writeFloatLE(value, at),
    double: (value: number, at: number) =>
      isBig ? bytes.writeDoubleBE(value, at) : bytes.writeDoubleLE(value, at),
  }
}
