/**
 * Thumbnails: the entry's picture in two widths, as WebP. It is decoded once, and the smaller one is made from the larger; cached by
 * the picture's content.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { sha256, type Digest } from '../lib/hash.ts'
import { cached, type Cached } from './cache.ts'
import { measurePicture, openPicture, UNREADABLE } from './pictures.ts'
import type { PackOptions } from './options.ts'
import type { PictureFault, PictureSize, ReadPicture } from './pictures.ts'

/** Pixels, never enlarged. */
export const SMALL_WIDTH = 320
export const LARGE_WIDTH = 640

/** Changes whenever the bytes made from the same picture may change. */
const ENGINE = `thumbnail-1 vips-${sharp.versions.vips} webp-${sharp.versions.webp ?? ''}`

export interface CachedPicture extends Cached, PictureSize {}

export interface CachedThumbnails {
  small: CachedPicture
  large: CachedPicture
}

/** Makes the thumbnails in `<cacheDir>/pictures/`, or finds them there. */
export async function makeThumbnails(
  picture: ReadPicture,
  { cacheDir, ledgers }: Pick<PackOptions, 'cacheDir' | 'ledgers'>,
): Promise<CachedThumbnails | PictureFault> {
  let decoded: Promise<Sharp> | undefined
  const thumbnail = (width: number) =>
    cachedThumbnail(picture, width, { cacheDir, ledgers }, async () =>
      (await (decoded ??= decode(picture, LARGE_WIDTH))).clone(),
    )
  try {
    return { large: await thumbnail(LARGE_WIDTH), small: await thumbnail(SMALL_WIDTH) }
  } catch (error) {
    if (error instanceof DecodeError) return { fault: UNREADABLE }
    throw error
  }
}

/** The picture at most so wide, with the bytes that a thumbnail of this width has. */
export async function makeSmaller(
  picture: ReadPicture,
  width: number,
  options: Pick<PackOptions, 'cacheDir' | 'ledgers'>,
): Promise<CachedPicture | PictureFault> {
  try {
    return await cachedThumbnail(picture, width, options, () => decode(picture, Math.max(width, LARGE_WIDTH)))
  } catch (error) {
    if (error instanceof DecodeError) return { fault: UNREADABLE }
    throw error
  }
}

class DecodeError extends Error {}

/** The picture at most so wide, as plain 8-bit pixels. */
async function decode(picture: ReadPicture, width: number): Promise<Sharp> {
  const shrunk = openPicture(picture.bytes)
    .autoOrient()
    .resize({ width, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const { data, info } = await shrunk.catch((cause: unknown) => {
    throw new DecodeError('not decoded', { cause })
  })
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
}

async function cachedThumbnail(
  picture: ReadPicture,
  width: number,
  { cacheDir, ledgers }: Pick<PackOptions, 'cacheDir' | 'ledgers'>,
  open: () => Promise<Sharp>,
): Promise<CachedPicture> {
  const key = sha256(JSON.stringify([ENGINE, width, picture.sha256]))
  const file = await cached(join(cacheDir, 'pictures'), key, ledgers.cache, async (path) =>
    writeWebp(await open(), width, path),
  )
  const size = await measurePicture(readFileSync(file.path))
  if (size === null) throw new Error(`${file.path} is not the picture that was written there.`)
  return { ...file, ...size }
}

async function writeWebp(picture: Sharp, width: number, path: string): Promise<Digest> {
  const bytes = await picture.resize({ width, withoutEnlargement: true }).webp({ effort: 2 }).toBuffer()
  writeFileSync(path, bytes, { flag: 'wx' })
  return { size: bytes.length, sha256: sha256(bytes) }
}
