/**
 * Whether a picture reaches its own end: by its parts alone, nothing is decoded. What lies behind the end is no matter here; servers
 * send the file under its picture's type, and browsers pass it over.
 */

/** PNG, https://www.w3.org/TR/png-3/#5Chunk-layout: length, type, data, checksum, up to IEND. */
export function isWholePng(bytes: Buffer): boolean {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return true
  }
  return false
}

const SOS = 0xda
const EOI = Buffer.from([0xff, 0xd9])

/**
 * JPEG, https://www.w3.org/Graphics/JPEG/itu-t81.pdf (B.1): segments with lengths up to the first scan. In a scan FF D9 is the end and
 * nothing else; before it, it may be that of a small picture in the Exif data.
 */
export function isWholeJpeg(bytes: Buffer): boolean {
  for (let at = 2; at + 4 <= bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    while (bytes[at + 1] === 0xff) at++
    if (bytes[at] !== 0xff || at + 4 > bytes.length) return false
    if (bytes[at + 1] === SOS) return bytes.includes(EOI, at + 4)
  }
  return false
}

/** WebP, https://developers.google.com/speed/webp/docs/riff_container: the head says how much follows. */
export function isWholeWebp(bytes: Buffer): boolean {
  return bytes.length >= 12 && bytes.readUInt32LE(4) + 8 <= bytes.length
}
