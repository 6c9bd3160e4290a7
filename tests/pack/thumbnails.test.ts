import { readFileSync, writeFileSync } from 'node:fs'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/lib/hash.ts'
import { openLedgers } from '../../src/pack/ledgers.ts'
import { makeThumbnails } from '../../src/pack/thumbnails.ts'
import { freshFolder } from '../lib/fresh-folder.ts'

function folders(cacheDir: string) {
  return { cacheDir, ledgers: openLedgers({ cacheDir, zooDir: 'zoo' }) }
}

async function made(bytes: Buffer, cacheDir = freshFolder()) {
  const { width, height } = await sharp(bytes).metadata()
  const thumbnails = await makeThumbnails({ bytes, sha256: sha256(bytes), width, height }, folders(cacheDir))
  if ('fault' in thumbnails) throw new Error(thumbnails.fault)
  return thumbnails
}

function plain(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: '#008080' } })
}

describe('makeThumbnails', () => {
  it.each([
    ['a wide picture', 1280, 400, [320, 100], [640, 200]],
    ['a tall picture', 1280, 2560, [320, 640], [640, 1280]],
    ['a small picture, which is never enlarged', 200, 100, [200, 100], [200, 100]],
    ['a picture between the two widths', 500, 100, [320, 64], [500, 100]],
  ])('makes two widths of %s', async (_what, width, height, small, large) => {
    const thumbnails = await made(await plain(width, height).png().toBuffer())
    expect([thumbnails.small.width, thumbnails.small.height]).toEqual(small)
    expect([thumbnails.large.width, thumbnails.large.height]).toEqual(large)
  })

  it.each([
    ['8-bit colour', plain(900, 9).png()],
    ['a palette', plain(900, 9).png({ palette: true })],
    ['transparency', plain(900, 9).ensureAlpha(0.5).png()],
    ['16 bits', plain(900, 9).toColourspace('rgb16').png()],
    ['CMYK', plain(900, 9).toColourspace('cmyk').jpeg({ quality: 100 })],
  ])('keeps the colour of a picture with %s', async (_what, picture) => {
    const { small } = await made(await picture.toBuffer())
    const [red, green, blue] = await sharp(small.path).removeAlpha().raw().toBuffer()
    expect([red! < 20, Math.abs(green! - 128) < 20, Math.abs(blue! - 128) < 20]).toEqual([true, true, true])
  })

  it.each([
    ['grey', plain(900, 9).greyscale().png()],
    ['16-bit grey', plain(900, 9).toColourspace('grey16').png()],
  ])('makes WebP of a picture in %s', async (_what, picture) => {
    const { large } = await made(await picture.toBuffer())
    expect((await sharp(large.path).metadata()).format).toBe('webp')
  })

  it('carries no metadata of the picture over', async () => {
    const withPlace = plain(90, 9).withExif({ IFD0: { Copyright: 'somebody', HostComputer: 'ward-7' } })
    const { large } = await made(await withPlace.jpeg().toBuffer())
    expect((await sharp(large.path).metadata()).exif).toBeUndefined()
  })

  it('is made once for each content', async () => {
    const cacheDir = freshFolder()
    const bytes = await plain(90, 9).png().toBuffer()
    const first = await made(bytes, cacheDir)
    const second = await made(bytes, cacheDir)
    expect([first.small.reused, second.small.reused, second.large.reused]).toEqual([false, true, true])
  })

  it('is made again, with the same bytes, where the cache was damaged', async () => {
    const cacheDir = freshFolder()
    const bytes = await plain(900, 9).png().toBuffer()
    const { small } = await made(bytes, cacheDir)
    writeFileSync(small.path, 'damaged')
    expect((await made(bytes, cacheDir)).small).toEqual(small)
    expect(sha256(readFileSync(small.path))).toBe(small.sha256)
  })

  it('says that a picture is damaged', async () => {
    const whole = await sharp({
      create: {
        width: 900,
        height: 900,
        channels: 3,
        noise: { type: 'gaussian', mean: 99, sigma: 30 },
        background: 'black',
      },
    })
      .png()
      .toBuffer()
    const bytes = whole.subarray(0, whole.length / 2)
    const picture = { bytes, sha256: sha256(bytes), width: 900, height: 900 }
    expect(await makeThumbnails(picture, folders(freshFolder()))).toMatchInlineSnapshot(`
      {
        "fault": "The picture cannot be read: it is damaged or cut short. Save it again.",
      }
    `)
  })
})
