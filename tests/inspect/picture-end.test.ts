import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { isWholeJpeg, isWholePng, isWholeWebp } from '../../src/inspect/picture-end.ts'

const pixels = Buffer.from(Array.from({ length: 90 * 90 * 3 }, (_, i) => (i * i * 31) % 251))
const noise = () => sharp(pixels, { raw: { width: 90, height: 90, channels: 3 } })

const PICTURES: [string, (bytes: Buffer) => boolean, Buffer][] = [
  ['a PNG', isWholePng, await noise().png().toBuffer()],
  ['an interlaced PNG', isWholePng, await noise().png({ progressive: true }).toBuffer()],
  ['a JPEG', isWholeJpeg, await noise().jpeg().toBuffer()],
  ['a progressive JPEG', isWholeJpeg, await noise().jpeg({ progressive: true }).toBuffer()],
  ['a JPEG in CMYK', isWholeJpeg, await noise().toColourspace('cmyk').jpeg().toBuffer()],
  [
    'a JPEG with Exif and profile',
    isWholeJpeg,
    await noise().withMetadata({ orientation: 3 }).jpeg().toBuffer(),
  ],
  ['a WebP', isWholeWebp, await noise().webp().toBuffer()],
]

describe.each(PICTURES)('%s', (_, isWhole, bytes) => {
  it('is whole as it was written, and with anything behind its end', () => {
    expect(isWhole(bytes)).toBe(true)
    expect(isWhole(Buffer.concat([bytes, Buffer.from('<script>alert(1)</script>PK\x03\x04')]))).toBe(true)
  })

  it('is not whole wherever it is cut', () => {
    const whole = Array.from({ length: bytes.length - 12 }, (_, length) => length + 12).filter((length) =>
      isWhole(bytes.subarray(0, length)),
    )
    expect(whole).toEqual([])
  })
})

describe('a JPEG with a small picture in its Exif data', () => {
  it('is not whole for the end of the small one', async () => {
    const small = await sharp(pixels.subarray(0, 300), { raw: { width: 10, height: 10, channels: 3 } })
      .jpeg()
      .toBuffer()
    const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0])
    head.writeUInt16BE(small.length + 2, 4)
    const rest = (await noise().jpeg().toBuffer()).subarray(2)
    const photo = Buffer.concat([head, small, rest])
    expect(isWholeJpeg(photo)).toBe(true)
    expect(isWholeJpeg(photo.subarray(0, photo.length - 10))).toBe(false)
  })
})

it('lengths that lie end nowhere', () => {
  const chunk = Buffer.from('\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR', 'latin1')
  expect(isWholePng(Buffer.concat([chunk, Buffer.alloc(100)]))).toBe(false)
  expect(isWholeJpeg(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]), Buffer.alloc(1000)]))).toBe(
    false,
  )
  expect(isWholeJpeg(Buffer.alloc(1000, 0xff))).toBe(false)
})
