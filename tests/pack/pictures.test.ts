import { crc32 } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { readPicture } from '../../src/pack/pictures.ts'
import { sourceOf } from '../../src/pack/source.ts'
import { filesOf, writeZoo, type Contents } from './sample.ts'

function plain(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: 'teal' } })
}

async function read(name: string, content: string | Uint8Array) {
  const contents: Contents = { [name]: content }
  return readPicture(sourceOf({ zooDir: writeZoo(contents), label: 'zoo' }, 'liver', filesOf(contents)[0]!))
}

describe('readPicture', () => {
  it.each([
    ['a.png', plain(30, 20).png()],
    ['a.jpg', plain(30, 20).jpeg()],
    ['a.JPEG', plain(30, 20).jpeg()],
    ['a.webp', plain(30, 20).webp()],
    ['a.gif', plain(30, 20).gif()],
  ])('measures %s', async (name, picture) => {
    expect(await read(name, await picture.toBuffer())).toMatchObject({ width: 30, height: 20 })
  })

  it('measures a photograph as browsers turn it', async () => {
    const turned = await plain(30, 20).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await read('a.jpg', turned)).toMatchObject({ width: 20, height: 30 })
  })

  it('measures one frame of an animation', async () => {
    const frames = sharp(
      [await plain(30, 20).png().toBuffer(), await plain(30, 20).negate().png().toBuffer()],
      {
        join: { animated: true },
      },
    )
    expect(await read('a.gif', await frames.gif().toBuffer())).toMatchObject({ width: 30, height: 20 })
  })

  it('gives the bytes unchanged', async () => {
    const bytes = await plain(3, 2).png().toBuffer()
    expect(await read('a.png', bytes)).toMatchObject({ bytes })
  })

  it('accepts 4096 pixels a side', async () => {
    expect(await read('a.png', await plain(4096, 1).png().toBuffer())).toMatchObject({ width: 4096 })
  })
})

const refused: [string, string, string | Uint8Array][] = [
  ['an SVG', 'a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['an SVG under another name', 'a.png', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['an empty file', 'a.png', ''],
  ['a TIFF', 'a.tiff', await plain(3, 2).tiff().toBuffer()],
  ['a page that begins like a GIF', 'a.html', 'GIF89a=1;<script>alert(1)</script>'],
  ['a PNG under the name of a JPEG', 'a.jpg', await plain(3, 2).png().toBuffer()],
  ['the first bytes of a PNG', 'a.png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ['a picture that is too wide', 'a.png', await plain(4097, 1).png().toBuffer()],
  ['a picture of too many bytes', 'a.png', new Uint8Array(32 * 2 ** 20 + 1)],
]

describe('readPicture, refusing', () => {
  it('says what is wrong and what to do', async () => {
    const faults: string[] = []
    for (const [what, name, content] of refused) {
      const found = await read(name, content)
      faults.push(`${what}: ${'fault' in found ? found.fault : 'accepted'}`)
    }
    expect(faults.join('\n')).toMatchInlineSnapshot(`
      "an SVG: This is not a PNG, JPEG, WebP or GIF picture, whatever its name says. Save it as one of these.
      an SVG under another name: This is not a PNG, JPEG, WebP or GIF picture, whatever its name says. Save it as one of these.
      an empty file: This is not a PNG, JPEG, WebP or GIF picture, whatever its name says. Save it as one of these.
      a TIFF: This is not a PNG, JPEG, WebP or GIF picture, whatever its name says. Save it as one of these.
      a page that begins like a GIF: This is a GIF picture under another name. Let its name end in .gif.
      a PNG under the name of a JPEG: This is a PNG picture under another name. Let its name end in .png.
      the first bytes of a PNG: The picture cannot be read: it is damaged or cut short. Save it again.
      a picture that is too wide: The picture is 4097 by 1 pixels; at most 4096 a side are allowed. Scale it down.
      a picture of too many bytes: The picture has more than 32 MiB. Make it smaller."
    `)
  })
})

const whole = await plain(30, 20).png().toBuffer()

describe('a picture with something else in it', () => {
  it.each([
    ['a page behind its end', Buffer.from('<script>alert(1)</script>')],
    ['an archive behind its end', Buffer.from('PK\x03\x04')],
  ])('(%s) is accepted: it is served as a picture', async (_, rest) => {
    expect(await read('a.png', Buffer.concat([whole, rest]))).toMatchObject({ width: 30 })
  })

  it('is refused where the other comes first', async () => {
    expect(await read('a.png', Buffer.concat([Buffer.from('<html>'), whole]))).toHaveProperty('fault')
  })

  it.each([
    ['a.png', plain(300, 200).png()],
    ['a.jpg', plain(300, 200).jpeg()],
    ['a.webp', plain(300, 200).webp({ lossless: true })],
    ['a.gif', plain(300, 200).gif()],
  ])('is refused where %s is cut short', async (name, picture) => {
    const bytes = await picture.toBuffer()
    const found = await read(name, bytes.subarray(0, bytes.length - 14))
    expect(found).toEqual({ fault: expect.stringContaining('damaged or cut short') as string })
  })

  it('is measured without decoding the pixels that a header promises', async () => {
    const bomb = Buffer.from(whole)
    bomb.writeUInt32BE(65_535, 16)
    bomb.writeUInt32BE(65_535, 20)
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29)
    expect(await read('a.png', bomb)).toEqual({
      fault: 'The picture is 65535 by 65535 pixels; at most 4096 a side are allowed. Scale it down.',
    })
  })
})
