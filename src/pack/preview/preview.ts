/**
 * Pictures for previews of links (Open Graph), as JPEG: readers of them know no WebP. Cached by what they show. A model without a picture
 * has none of its own, for the store's own serves as well: ten thousand bare entries cost nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256, type Digest } from '../../lib/hash.ts'
import type { Site } from '../../store.ts'
import type { Entry } from '../../zoo/entry.ts'
import { libraryLabel, taskLabel } from '../../zoo/labels.ts'
import { cached, type Cached } from '../cache.ts'
import type { PackOptions } from '../options.ts'
import type { ModelWords, StoreWords } from './draw.ts'

/**
 * Changes whenever the same words may give other bytes. A constant, because to ask the libraries is to load them, which takes longer
 * than a small build; a test compares it with what is installed.
 */
export const ENGINE = 'preview-1 sharp-0.35.5 opentype.js-2.0.0 source-serif-4-5.3.1'

type Cache = Pick<PackOptions, 'cacheDir' | 'ledgers'>

/** The picture of a model, of which `thumbnail` shows the large thumbnail, in `<cacheDir>/pictures/`. */
export async function makeModelPreview(
  entry: Entry,
  thumbnail: Pick<Cached, 'path' | 'sha256'>,
  { storeTitle, ...cache }: Cache & Pick<PackOptions, 'storeTitle'>,
): Promise<Cached> {
  const words = { store: storeTitle, title: entry.title, id: entry.id, facts: factsOf(entry) }
  return draw([words, thumbnail.sha256], cache, async (path) => {
    const { modelSvg } = await import('./draw.ts')
    await write(path, modelSvg(words), readFileSync(thumbnail.path))
  })
}

/** The picture of the store itself. */
export async function makeStorePreview(site: Site, cache: Cache): Promise<Cached> {
  const address = site.url.replace(/^https?:\/\//, '')
  const words: StoreWords = { title: site.title, message: site.message, address }
  return draw([words], cache, async (path) => {
    const { storeSvg } = await import('./draw.ts')
    await write(path, storeSvg(words), null)
  })
}

function factsOf({ task, library, license }: Entry): ModelWords['facts'] {
  return [
    task === null ? '' : taskLabel(task),
    library === null ? '' : libraryLabel(library),
    license.id === null ? '' : license.name,
  ].filter((fact) => fact !== '')
}

async function draw(
  shown: readonly unknown[],
  { cacheDir, ledgers }: Cache,
  make: (path: string) => Promise<void>,
): Promise<Cached> {
  const key = sha256(JSON.stringify([ENGINE, ...shown]))
  return cached(join(cacheDir, 'pictures'), key, ledgers.cache, async (path): Promise<Digest> => {
    await make(path)
    const bytes = readFileSync(path)
    return { size: bytes.length, sha256: sha256(bytes) }
  })
}

async function write(path: string, svg: string, picture: Buffer | null): Promise<void> {
  const { default: sharp } = await import('sharp')
  const drawn = sharp(Buffer.from(svg))
  if (picture !== null) drawn.composite([await onMat(picture)])
  writeFileSync(path, await drawn.flatten().jpeg({ quality: 86 }).toBuffer(), {
    flag: 'wx',
  })
}

/** The picture in the middle of the mat, as large as it fits. */
async function onMat(picture: Buffer) {
  const { MAT } = await import('./draw.ts')
  const { openPicture } = await import('../pictures.ts')
  const [width, height] = [MAT.width - 2 * MAT.padding, MAT.height - 2 * MAT.padding]
  const { data, info } = await openPicture(picture)
    .resize({ width, height, fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return {
    input: data,
    raw: { width: info.width, height: info.height, channels: info.channels },
    left: MAT.left + Math.round((MAT.width - info.width) / 2),
    top: MAT.top + Math.round((MAT.height - info.height) / 2),
  }
}
