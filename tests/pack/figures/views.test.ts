import { appendFileSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { listFiles } from '../../../src/lib/files.ts'
import { sha256 } from '../../../src/lib/hash.ts'
import { makeViews } from '../../../src/pack/figures/views.ts'
import { openLedgers } from '../../../src/pack/ledgers.ts'
import { volumeBytes, volumeGzip, volumeHead } from '../../inspect/volume/volume-bytes.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { entryOf, filesOf, sectionOf, writeZoo, type Contents } from '../sample.ts'

const IMAGE = volumeGzip({ type: 4, value: (x, y, z) => 10 * x + 5 * y + z })
const LABELS = volumeGzip({ value: (x, y) => (x > 2 && y > 2 ? 1 + (x % 2) : 0) })
const PAIR = { 'data/a_image.nii.gz': IMAGE, 'data/a_label.nii.gz': LABELS }

function optionsOf(zooDir: string, cacheDir = freshFolder()) {
  const dirs = { zooDir, label: 'zoo', cacheDir }
  return { ...dirs, storeUrl: 'http://localhost:8000', storeTitle: 'Zoo', ledgers: openLedgers(dirs) }
}

const entryWith = (contents: Contents) =>
  entryOf({ sections: [sectionOf('data', filesOf(contents, 'data/'))] })

/** Makes the views of an entry whose section `data` has these files. */
async function viewsOf(contents: Contents, cacheDir = freshFolder()) {
  return makeViews(entryWith(contents), optionsOf(writeZoo(contents), cacheDir))
}

/** The pixels of a picture that was made. */
async function pixels({ placements }: Awaited<ReturnType<typeof makeViews>>, name: string): Promise<Buffer> {
  const { from } = placements.find(({ to }) => to === `liver/media/${name}`)!
  return sharp(from).removeAlpha().raw().toBuffer()
}

const at = (bytes: Buffer, x: number, y: number) => [
  ...bytes.subarray(3 * (384 * y + x), 3 * (384 * y + x) + 3),
]
const isGrey = ([r = 0, g = 0, b = 0]: number[]) => Math.max(r, g, b) - Math.min(r, g, b) < 24

describe('makeViews', () => {
  it('shows a volume with its labels in three planes', async () => {
    const made = await viewsOf(PAIR)
    expect(made.views).toMatchObject([
      {
        source: 'data/a_image.nii.gz',
        labels: 'data/a_label.nii.gz',
        voxels: [8, 8, 8],
        spacing: [1, 1, 1],
        isOriented: false,
        classes: [
          { label: 1, name: null },
          { label: 2, name: null },
        ],
      },
    ])
    const planes = made.views[0]!.slices.map(({ plane }) => plane)
    expect(planes).toEqual(['sagittal', 'coronal', 'axial'])
    expect(made.placements.map(({ to }) => to)).toEqual(
      planes.flatMap((plane) => [
        `liver/media/data-view-1-${plane}.webp`,
        `liver/media/data-view-1-${plane}-labels.webp`,
      ]),
    )
  })

  it('states of each picture what it is', async () => {
    const { views, placements } = await viewsOf(PAIR)
    for (const { from, size, sha256: expected } of placements) {
      expect([statSync(from).size, sha256(readFileSync(from))]).toEqual([size, expected])
      expect(await sharp(from).metadata()).toMatchObject({ format: 'webp', width: 384, height: 384 })
    }
    expect(views[0]!.slices[2]!.plain).toEqual({
      source: 'data/a_image.nii.gz',
      path: 'liver/media/data-view-1-axial.webp',
      width: 384,
      height: 384,
    })
  })

  it('lays colour over the labelled part alone', async () => {
    const made = await viewsOf(PAIR)
    const [plain, labelled] = [
      await pixels(made, 'data-view-1-axial.webp'),
      await pixels(made, 'data-view-1-axial-labels.webp'),
    ]
    // The file runs to the right and to the front, so its last voxels are at the top left.
    expect([isGrey(at(plain, 60, 60)), isGrey(at(labelled, 60, 60))]).toEqual([true, false])
    expect([isGrey(at(plain, 360, 360)), isGrey(at(labelled, 360, 360))]).toEqual([true, true])
  })

  it('keeps the proportions of the patient', async () => {
    const made = await viewsOf({
      'data/a.nii': volumeBytes({
        size: [8, 16, 8],
        spacing: [1, 1, 2],
        type: 4,
        value: (x, y, z) => 900 + x + y + z,
      }),
    })
    const axial = await pixels(made, 'data-view-1-axial.webp')
    // Half as wide as high: a quarter of the mat is left on both sides.
    expect([at(axial, 88, 10), at(axial, 296, 370)].every((pixel) => Math.max(...pixel) < 40)).toBe(true)
    expect(Math.max(...at(axial, 104, 10))).toBeGreaterThan(200)
  })

  it('shows a volume of few whole numbers as the label map that it is', async () => {
    const { views, placements } = await viewsOf({ 'data/anything.nii.gz': LABELS })
    expect(views[0]).toMatchObject({
      source: 'data/anything.nii.gz',
      labels: null,
      classes: [{ label: 1 }, { label: 2 }],
    })
    expect(placements).toHaveLength(3)
  })

  it('shows an image by itself where its label map is of another size', async () => {
    const { views } = await viewsOf({
      ...PAIR,
      'data/a_label.nii.gz': volumeGzip({ size: [8, 8, 9], value: () => 1 }),
    })
    expect(views[0]).toMatchObject({ source: 'data/a_image.nii.gz', labels: null, classes: [] })
  })

  it('names labels by the dataset.json of the data', async () => {
    const { views } = await viewsOf({
      ...PAIR,
      'data/dataset.json': '{"labels": {"background": 0, "liver": 1}}',
    })
    expect(views[0]!.classes).toEqual([
      { label: 1, name: 'liver' },
      { label: 2, name: null },
    ])
  })

  it('shows four views, pairs first', async () => {
    const others = Object.fromEntries(
      [1, 2, 3, 4, 5].map((i) => [`data/${i}.nii.gz`, volumeGzip({ type: 4, value: (x) => i * x * 99 })]),
    )
    const { views } = await viewsOf({ ...others, ...PAIR })
    expect(views.map(({ source }) => source)).toEqual([
      'data/a_image.nii.gz',
      'data/1.nii.gz',
      'data/2.nii.gz',
      'data/3.nii.gz',
    ])
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('no volume at all'.repeat(99))],
    ['a header alone', volumeHead()],
    ['voxels that are cut short', volumeBytes({ type: 4 }).subarray(0, 900)],
    ['one value', volumeBytes({ type: 4, value: () => -5 })],
    ['nothing but what is no number', volumeBytes({ type: 16, value: () => NaN })],
  ])('shows nothing of a volume of %s, compressed or not', async (_what, bytes) => {
    const { views, placements } = await viewsOf({
      'data/a.nii': bytes,
      'data/b.nii.gz': gzipSync(bytes),
      'data/c_seg.nii': bytes,
    })
    expect([views, placements]).toEqual([[], []])
  })

  it.each([
    ['cut short', IMAGE.subarray(0, IMAGE.length - 40)],
    ['damaged', Buffer.concat([IMAGE.subarray(0, 40), Buffer.alloc(99, 0xee)])],
    ['not compressed at all', volumeBytes({ type: 4, value: (x) => x })],
  ])('shows nothing of a compressed volume that is %s', async (_what, bytes) => {
    expect((await viewsOf({ 'data/a.nii.gz': bytes })).views).toEqual([])
  })

  it('ends with the last voxel, whatever a file inflates to behind it', async () => {
    const bomb = gzipSync(
      Buffer.concat([volumeBytes({ type: 4, value: (x, y, z) => x * y * z }), Buffer.alloc(2 ** 27)]),
    )
    expect(bomb.length).toBeLessThan(2 ** 18)
    const before = process.memoryUsage().arrayBuffers
    const { views } = await viewsOf({ 'data/a.nii.gz': bomb })
    expect(views).toHaveLength(1)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 25)
  })

  it.each([
    ['of 343 MB from less than one', 700, 0],
    ['of 216 MB from as little', 600, 1],
  ])(
    'inflates a volume %s, %d voxels a side, into %d views',
    async (_what, side, expected) => {
      const head = volumeHead({ type: 2, size: [side, side, side] })
      const nothing = gzipSync(Buffer.alloc(2 ** 20))
      const some = Buffer.from(Array.from({ length: 2 ** 20 }, (_, at) => at % 251))
      const pieces = [gzipSync(head), gzipSync(some), ...Array<Buffer>(350).fill(nothing)]
      const { views } = await viewsOf({ 'data/a.nii.gz': Buffer.concat(pieces) })
      expect(views).toHaveLength(expected)
    },
    60_000,
  )

  it('makes the same bytes again, and from the cache', async () => {
    const cacheDir = freshFolder()
    const first = await viewsOf(PAIR, cacheDir)
    const digests = (made: typeof first) => made.placements.map(({ sha256 }) => sha256)
    expect(digests(await viewsOf(PAIR))).toEqual(digests(first))
    expect(await viewsOf(PAIR, cacheDir)).toEqual(first)
  })

  it('reads no volume again that was only touched', async () => {
    const zooDir = writeZoo(PAIR)
    const options = optionsOf(zooDir)
    const first = await makeViews(entryWith(PAIR), options)
    const made = listFiles(join(options.cacheDir, 'pictures')).map(({ path }) => path)
    const times = () => made.map((path) => statSync(join(options.cacheDir, 'pictures', path)).ino)
    const before = times()
    for (const path of Object.keys(PAIR)) utimesSync(join(zooDir, 'liver', path), 1, 1)
    expect(await makeViews(entryWith(PAIR), options)).toEqual(first)
    expect(times()).toEqual(before)
  })

  it('makes again what is missing in the cache', async () => {
    const options = optionsOf(writeZoo(PAIR))
    const first = await makeViews(entryWith(PAIR), options)
    rmSync(first.placements[3]!.from)
    const again = await makeViews(entryWith(PAIR), options)
    expect(again).toEqual(first)
    expect(statSync(again.placements[3]!.from).size).toBe(first.placements[3]!.size)
  })

  it('passes over a volume that changed since its entry was read', async () => {
    const options = optionsOf(writeZoo(PAIR))
    appendFileSync(join(options.zooDir, 'liver/data/a_image.nii.gz'), 'more')
    expect((await makeViews(entryWith(PAIR), options)).views).toEqual([])
  })
})

describe('makeViews, samples', () => {
  const picture = async (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#a33' } })
      .png()
      .toBuffer()

  it('shows pictures of the data, smaller', async () => {
    const made = await viewsOf({
      'data/a/1.png': await picture(640, 320),
      'data/b/2.png': await picture(40, 40),
    })
    expect(made.samples).toEqual([
      { source: 'data/a/1.png', path: 'liver/media/data-sample-1.webp', width: 320, height: 160 },
      { source: 'data/b/2.png', path: 'liver/media/data-sample-2.webp', width: 40, height: 40 },
    ])
    expect(made.placements.map(({ to }) => to)).toEqual(made.samples.map(({ path }) => path))
  })

  it('chooses six from all over the list', async () => {
    const png = await picture(40, 40)
    const contents = Object.fromEntries(
      Array.from({ length: 24 }, (_, i) => [`data/${String(i).padStart(2, '0')}.png`, png]),
    )
    const { samples } = await viewsOf(contents)
    expect(samples.map(({ source }) => source)).toEqual(
      ['00', '04', '08', '12', '16', '20'].map((n) => `data/${n}.png`),
    )
  })

  it('passes over what is tiny or no picture', async () => {
    const { samples } = await viewsOf({
      'data/a.png': await picture(31, 400),
      'data/b.png': 'no picture',
      'data/c.jpg': await picture(40, 40),
      'data/d.png': (await picture(400, 400)).subarray(0, 90),
    })
    expect(samples).toEqual([])
  })

  it('passes over pictures of other sections, and those that the card shows', async () => {
    const contents = { 'code/a.png': await picture(40, 40), 'data/b.png': await picture(40, 40) }
    const sections = [
      sectionOf('code', filesOf(contents, 'code/')),
      sectionOf('data', filesOf(contents, 'data/')),
    ]
    const entry = entryOf({ sections, pictures: filesOf(contents).slice(1) })
    expect((await makeViews(entry, optionsOf(writeZoo(contents)))).samples).toEqual([])
  })
})
