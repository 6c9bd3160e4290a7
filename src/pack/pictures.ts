/**
 * Reads the pictures of entries. They come from strangers, so nothing is decoded before the type, the bytes and the sides that the
 * header states have passed.
 */
import sharp, { type Sharp } from 'sharp'
import { sha256 } from '../lib/hash.ts'
import { isWhole, pictureTypeFault } from './picture-type.ts'
import { readWhole, type Source } from './source.ts'

const MAX_SIDE = 4096
const MAX_BYTES = 32 * 2 ** 20

export const UNREADABLE = 'The picture cannot be read: it is damaged or cut short. Save it again.'

// Entries are packed several at a time; threads and a cache inside libvips would only add to that.
sharp.concurrency(1)
sharp.cache(false)

export interface PictureSize {
  width: number
  height: number
}

/** Sizes are what a browser shows, turned by the EXIF orientation. */
export interface ReadPicture extends PictureSize {
  bytes: Buffer
  /** Lower-case hex, of the bytes. */
  sha256: string
}

/** What is wrong with a picture that is refused, and what to do, in full sentences. */
export interface PictureFault {
  fault: string
}

/**
 * A picture and its size; nothing but the header is decoded.
 * @throws SourceError where the file is no longer what was found when the entry was read.
 */
export async function readPicture(source: Source, maxSide = MAX_SIDE): Promise<ReadPicture | PictureFault> {
  if (source.file.size > MAX_BYTES)
    return { fault: `The picture has more than ${MAX_BYTES / 2 ** 20} MiB. Make it smaller.` }
  const bytes = readWhole(source)
  const typeFault = pictureTypeFault(source.file.from, bytes)
  if (typeFault !== null) return { fault: typeFault }
  const size = await measurePicture(bytes)
  if (size === null || !isWhole(bytes)) return { fault: UNREADABLE }
  if (Math.max(size.width, size.height) > maxSide) return { fault: tooLarge(size) }
  return { bytes, sha256: sha256(bytes), ...size }
}

/** Reads the header; null where it makes no sense. */
export async function measurePicture(bytes: Buffer): Promise<PictureSize | null> {
  try {
    // Only the header is read, so its numbers may be as large as they like.
    const { autoOrient } = await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata()
    return { width: autoOrient.width, height: autoOrient.height }
  } catch {
    return null
  }
}

/** The first frame, to be decoded; fails when it is used where the header states more pixels than are allowed. */
export function openPicture(bytes: Buffer): Sharp {
  return sharp(bytes, { limitInputPixels: MAX_SIDE * MAX_SIDE, pages: 1, failOn: 'error' })
}

function tooLarge({ width, height }: PictureSize): string {
  return `The picture is ${width} by ${height} pixels; at most ${MAX_SIDE} a side are allowed. Scale it down.`
}
