/** Takes the bytes of a NIfTI file as they come, and hands on its first volume row by row: no more than a row is ever in memory. */
import { HEAD_BYTES, readVolumeHeader, type VolumeHeader } from './volume-header.ts'
import { IS_LITTLE, swapBytes } from './voxel-type.ts'

/** Hears of each row of voxels along the file's first axis, scaled; the numbers are valid only until the next row. */
export type VisitRow = (row: ArrayLike<number>, y: number, z: number) => void

export class VolumeReader {
  /** Null: not there yet, or no volume that could be read. */
  header: VolumeHeader | null = null
  /** True once the last voxel was handed on. */
  isWhole = false
  #isOver = false
  readonly #begin: (header: VolumeHeader) => VisitRow | null
  #visit: VisitRow = () => undefined
  /** What is being collected: the head, then one row after the other. */
  #room = Buffer.alloc(HEAD_BYTES)
  #filled = 0
  #skip = 0
  #row = 0

  /** `begin` is told the header, and gives what hears of the rows; null: they are not wanted. */
  constructor(begin: (header: VolumeHeader) => VisitRow | null) {
    this.#begin = begin
  }

  /** False: no more bytes are wanted. */
  push(bytes: Uint8Array): boolean {
    for (let at = 0; at < bytes.length && !this.#isOver;) {
      const skipped = Math.min(this.#skip, bytes.length - at)
      this.#skip -= skipped
      at += skipped
      const count = Math.min(this.#room.length - this.#filled, bytes.length - at)
      this.#room.set(bytes.subarray(at, at + count), this.#filled)
      this.#filled += count
      at += count
      if (this.#filled === this.#room.length) this.#take()
    }
    return !this.#isOver
  }

  #take(): void {
    this.#filled = 0
    if (this.header === null) this.#takeHead()
    else this.#takeRow(this.header)
  }

  #takeHead(): void {
    const head = this.#room
    const header = readVolumeHeader(head)
    const visit = header && this.#begin(header)
    if (!header || !visit) {
      this.#isOver = true
      return
    }
    this.header = header
    this.#visit = visit
    // Its own memory, so that it begins at a multiple of eight bytes.
    this.#room = Buffer.from(new ArrayBuffer(header.size[0] * header.type.width))
    this.#skip = Math.max(0, header.voxelsAt - head.length)
    if (header.voxelsAt < head.length) this.push(head.subarray(header.voxelsAt))
  }

  #takeRow({ size, type, isLittle, slope, inter }: VolumeHeader): void {
    if (isLittle !== IS_LITTLE) swapBytes(this.#room, type)
    const numbers = type.numbers(this.#room)
    const isScaled = slope !== 1 || inter !== 0
    const row = isScaled ? Float64Array.from(numbers, (number) => number * slope + inter) : numbers
    this.#visit(row, this.#row % size[1], Math.floor(this.#row / size[1]))
    this.#row += 1
    this.isWhole = this.#isOver = this.#row === size[1] * size[2]
  }
}
