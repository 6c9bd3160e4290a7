/**
 * Which files count as pictures. The content decides, and the name must agree with it, because servers go by the name: a "picture"
 * called x.html, or an SVG, would run scripts in the reader's browser.
 */
import { extname } from 'node:path'
import { isWholeJpeg, isWholePng, isWholeWebp } from '../inspect/picture-end.ts'

export type PictureType = 'PNG' | 'JPEG' | 'WebP' | 'GIF'

const EXTENSIONS: Record<PictureType, readonly string[]> = {
  PNG: ['.png'],
  JPEG: ['.jpg', '.jpeg'],
  WebP: ['.webp'],
  GIF: ['.gif'],
}

/** By the first bytes; null for everything else, SVG included. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'PNG'
  if (head.startsWith('\xff\xd8\xff')) return 'JPEG'
  if (/^GIF8[79]a/.test(head)) return 'GIF'
  if (/^RIFF....WEBP$/s.test(head)) return 'WebP'
  return null
}

/** What is wrong with a picture's type, in full sentences; null where nothing is. */
export function pictureTypeFault(name: string, bytes: Uint8Array): string | null {
  const type = pictureType(bytes)
  if (type === null)
    return 'This is not a PNG, JPEG, WebP or GIF picture, whatever its name says. Save it as one of these.'
  if (EXTENSIONS[type].includes(extname(name).toLowerCase())) return null
  return `This is a ${type} picture under another name. Let its name end in ${EXTENSIONS[type].join(' or ')}.`
}

/** False where the end of the file is missing. Of a GIF the library says so that measures it. */
export function isWhole(bytes: Buffer): boolean {
  const type = pictureType(bytes)
  if (type === 'PNG') return isWholePng(bytes)
  if (type === 'JPEG') return isWholeJpeg(bytes)
  return type === 'WebP' ? isWholeWebp(bytes) : true
}
