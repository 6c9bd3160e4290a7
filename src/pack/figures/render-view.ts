/** Renders the slices of a volume as WebP pictures, kept in the cache by the content of the files that they show. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Plane, PlaneName } from '../../inspect/volume/planes.ts'
import { sha256, type Digest } from '../../lib/hash.ts'
import { cached, type Cached } from '../cache.ts'
import type { PackOptions } from '../options.ts'
import type { HashedSource } from '../source.ts'
import { fitPlanes, SIDE, type Placed } from './fit-plane.ts'
import { enlargeLabels, matSquare, paintGreys, paintLabels, toGreys } from './paint-slice.ts'
import { readSlices, type Slices } from './read-slices.ts'

/** What is known of a view beside its pictures. */
export interface ViewFacts {
  voxels: number[]
  /** Millimetres. */
  spacing: number[]
  isOriented: boolean
  /** Labels above zero, ascending. */
  labels: number[]
  planes: PlaneName[]
  /** Whether there is a second picture of each plane, with the labels over it. */
  isOverlaid: boolean
}

export interface RenderedView {
  facts: ViewFacts
  slices: { plane: PlaneName; plain: Cached; labelled: Cached | null }[]
}

/** Changes whenever the bytes made from the same files may change. */
const ENGINE = `slices-2 vips-${sharp.versions.vips} webp-${sharp.versions.webp ?? ''}`

type Folders = Pick<PackOptions, 'cacheDir' | 'ledgers'>

/** Null: there is nothing that could be shown, which is remembered too. At least one of the two files is given. @throws SourceError */
export async function renderView(
  image: HashedSource | null,
  labels: HashedSource | null,
  { cacheDir, ledgers }: Folders,
): Promise<RenderedView | null> {
  const parts = [ENGINE, image?.sha256 ?? null, labels?.sha256 ?? null]
  let read: Promise<Slices | null> | undefined
  const slices = () => (read ??= readSlices(image, labels))
  const keep = (part: string, make: () => Promise<string | Buffer>) =>
    cached(
      join(cacheDir, 'pictures'),
      sha256(JSON.stringify([...parts, part])),
      ledgers.cache,
      async (path) => write(path, await make()),
    )
  const noted = await keep('facts', async () => JSON.stringify(factsOf(await slices())))
  const facts = JSON.parse(readFileSync(noted.path, 'utf8')) as ViewFacts | null
  if (facts === null) return null
  const picture = (plane: PlaneName, isLabelled: boolean) =>
    keep(`${plane} ${isLabelled}`, async () => drawSlice((await slices())!, plane, isLabelled))
  const rendered: RenderedView = { facts, slices: [] }
  for (const plane of facts.planes) {
    const plain = await picture(plane, false)
    rendered.slices.push({ plane, plain, labelled: facts.isOverlaid ? await picture(plane, true) : null })
  }
  return rendered
}

function factsOf(slices: Slices | null): ViewFacts | null {
  if (slices === null) return null
  const { header, image, labels } = slices
  return {
    voxels: header.size,
    // Headers hold 32 bits, of which the last digits mean nothing.
    spacing: header.spacing.map((mm) => Number(mm.toPrecision(5))),
    isOriented: header.isOriented,
    labels: labels?.values ?? [],
    planes: (image ?? labels!).planes.map(({ plane }) => plane),
    isOverlaid: image !== null && labels !== null,
  }
}

/** One plane on its mat. A label map that stands alone is its own plain picture. */
async function drawSlice({ image, labels }: Slices, plane: PlaneName, isLabelled: boolean): Promise<Buffer> {
  const shown = (image ?? labels!).planes
  const index = shown.findIndex((candidate) => candidate.plane === plane)
  const place = fitPlanes(shown)[index]!
  const pixels = matSquare()
  if (image)
    paintGreys(
      pixels,
      await enlarge(image.planes[index]!, toGreys(image.planes[index]!, image.window), place),
      place,
    )
  if (labels && (isLabelled || !image))
    paintLabels(pixels, enlargeLabels(labels.planes[index]!, place), place, !image)
  const raw = { width: SIDE, height: SIDE, channels: 3 } as const
  return sharp(pixels, { raw }).webp({ quality: 88, smartSubsample: true, effort: 4 }).toBuffer()
}

async function enlarge({ width, height }: Plane, greys: Buffer, place: Placed): Promise<Buffer> {
  return sharp(greys, { raw: { width, height, channels: 1 } })
    .resize(place.width, place.height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw({ depth: 'uchar' })
    .toBuffer()
}

function write(path: string, content: string | Buffer): Digest {
  writeFileSync(path, content, { flag: 'wx' })
  return { size: Buffer.byteLength(content), sha256: sha256(content) }
}
