/** Reads a volume under zoo/ from beginning to end, inflating it on the way; in memory are never more than a few pieces of it. */
import { createGunzip } from 'node:zlib'
import type { VolumeHeader } from '../../inspect/volume/volume-header.ts'
import { VolumeReader, type VisitRow } from '../../inspect/volume/volume-reader.ts'
import { passOn, type HashedSource, type Sink } from '../source.ts'

const PIECE_BYTES = 2 ** 18

/** Compressed, or not. */
const MOST_FILE_BYTES = 4 * 2 ** 30 + 2 ** 24
/** Voxels of any volume are read up to here, and more only where the file is large too: a few kilobytes may inflate for minutes. */
const FREE_BYTES = 2 ** 28
/** Label maps, which are mostly nothing, stay below. */
const MOST_INFLATION = 300

/**
 * Hands the rows of a volume on; see `VolumeReader`. False: there are not all of them, or they were not wanted.
 * @throws SourceError where the file is not the one whose hash is known.
 */
export async function readVolume(
  source: HashedSource,
  begin: (header: VolumeHeader) => VisitRow | null,
): Promise<boolean> {
  if (source.file.size > MOST_FILE_BYTES) return false
  const reader = new VolumeReader((header) =>
    voxelBytes(header) <= Math.max(FREE_BYTES, MOST_INFLATION * source.file.size) ? begin(header) : null,
  )
  const bytes = Buffer.allocUnsafe(PIECE_BYTES)
  const stages = /\.gz$/i.test(source.file.from) ? inflate(reader) : plain(reader)
  const sink: Sink = { room: () => bytes, filled: (count) => stages.write(bytes.subarray(0, count)) }
  // What follows the last voxel is read too, because the hash is that of the whole file.
  await passOn(source, sink)
  await stages.end()
  return reader.isWhole
}

function voxelBytes({ size, type }: VolumeHeader): number {
  return size[0] * size[1] * size[2] * type.width
}

interface Stages {
  /** The piece may be written over once the result is there. */
  write: (piece: Buffer) => Promise<void> | undefined
  end: () => Promise<void>
}

function plain(reader: VolumeReader): Stages {
  const write = (piece: Buffer) => {
    reader.push(piece)
    return undefined
  }
  return { write, end: () => Promise.resolve() }
}

/** Damage ends the volume where it lies. */
function inflate(reader: VolumeReader): Stages {
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES })
  const over = new Promise<void>((resolve) => {
    gunzip.once('close', resolve)
  })
  gunzip.on('error', () => undefined)
  gunzip.on('data', (piece: Buffer) => {
    if (!reader.push(piece)) gunzip.destroy()
  })
  const write = (piece: Buffer) => {
    if (gunzip.destroyed) return undefined
    const written = new Promise<void>((resolve) => {
      gunzip.write(piece, () => {
        resolve()
      })
    })
    return Promise.race([written, over])
  }
  const end = () => {
    if (!gunzip.destroyed) gunzip.end()
    return over
  }
  return { write, end }
}
