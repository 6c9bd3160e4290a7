import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { listFiles, writePublicFile } from '../../src/lib/files.ts'
import { sha256 } from '../../src/lib/hash.ts'
import { openLedgers } from '../../src/pack/ledgers.ts'
import { packAll, packEntry } from '../../src/pack/pack-entry.ts'
import type { Entry } from '../../src/zoo/entry.ts'
import { placeAll } from './place-all.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { entryOf, filesOf, sectionOf, writeZoo, type Contents } from './sample.ts'

const PNG = await sharp({ create: { width: 800, height: 400, channels: 3, background: 'teal' } })
  .png()
  .toBuffer()
const CONTENTS: Contents = {
  'weights/model.bin': 'weights',
  'code/net.py': 'code',
  'thumbnail.png': PNG,
  'figures/dice.png': PNG,
}
const CARD: Partial<Entry> = {
  sections: [
    sectionOf('code', filesOf(CONTENTS, 'code/')),
    sectionOf('weights', filesOf(CONTENTS, 'weights/')),
  ],
  thumbnail: filesOf(CONTENTS, 'thumbnail.png', 'thumbnail.png')[0]!,
  pictures: filesOf(CONTENTS, 'figures/', 'figures/'),
}

function options(zooDir = writeZoo(CONTENTS)) {
  const dirs = { zooDir, cacheDir: freshFolder() }
  return {
    ...dirs,
    label: 'zoo',
    storeUrl: 'https://lab.example/zoo',
    storeTitle: 'The zoo',
    ledgers: openLedgers(dirs),
  }
}

describe('packEntry', () => {
  it('tells where each archive is found, what it holds, and how NiftyNet installs it', async () => {
    const section = { ...sectionOf('weights', filesOf(CONTENTS, 'weights/')), destination: 'models' as const }
    const { entry } = await packEntry(entryOf({ sections: [section] }), options())
    expect(entry.downloads).toEqual([
      {
        section: 'weights',
        path: 'liver/1.0/weights.tar.gz',
        url: 'https://lab.example/zoo/liver/1.0/weights.tar.gz',
        size: expect.any(Number) as number,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        files: [{ path: 'model.bin', size: 7, sha256: sha256('weights') }],
        niftynet: { destination: 'models', localId: 'liver' },
        license: null,
        mirrors: [],
      },
    ])
  })

  it('passes on what is hosted elsewhere, and never packs it', async () => {
    const hosted = { url: 'https://elsewhere.example/w.tar.gz', sha256: 'a'.repeat(64), size: 17 }
    const section = { ...sectionOf('weights', null), hosted, mirrors: ['https://mirror.example/w.tar.gz'] }
    const { entry, placements } = await packEntry(entryOf({ sections: [section] }), options())
    expect(placements).toEqual([])
    expect(entry.downloads[0]).toMatchObject({ ...hosted, path: null, files: null, mirrors: section.mirrors })
  })

  it('states the size and hash of what is placed, at the address that is stated', async () => {
    const { placements, entry } = await packEntry(entryOf(CARD), options())
    const distDir = join(freshFolder(), 'dist')
    placeAll(placements, distDir)
    for (const { path, size, sha256: expected } of entry.downloads) {
      const bytes = readFileSync(join(distDir, path!))
      expect([bytes.length, sha256(bytes)]).toEqual([size, expected])
    }
    expect(listFiles(distDir).map(({ path }) => path)).toEqual([
      'liver/1.0/code.tar.gz',
      'liver/1.0/weights.tar.gz',
      'liver/media/card.jpg',
      'liver/media/figures/dice.png',
      'liver/media/thumbnail-320.webp',
      'liver/media/thumbnail-640.webp',
    ])
  })

  it('publishes nothing that shares its bytes with a file under zoo/', async () => {
    const given = options()
    const { placements } = await packEntry(entryOf(CARD), given)
    const distDir = join(freshFolder(), 'dist')
    placeAll(placements, distDir)
    const inodes = (dir: string) => listFiles(dir).map(({ path }) => statSync(join(dir, path)).ino)
    const ofZoo = new Set(inodes(given.zooDir))
    expect(inodes(distDir).filter((inode) => ofZoo.has(inode))).toEqual([])
  })

  it('publishes the pictures of a card as they are, with their size', async () => {
    const given = options()
    const { entry, placements } = await packEntry(entryOf(CARD), given)
    expect(entry.media).toEqual([
      { source: 'figures/dice.png', path: 'liver/media/figures/dice.png', width: 800, height: 400 },
    ])
    const placed = placements.find(({ to }) => to === 'liver/media/figures/dice.png')
    expect(placed).toMatchObject({ how: 'copy', size: PNG.length, sha256: sha256(PNG) })
  })

  it('makes thumbnails in two widths', async () => {
    const { entry } = await packEntry(entryOf(CARD), options())
    expect(entry.thumbnails).toEqual({
      small: { source: 'thumbnail.png', path: 'liver/media/thumbnail-320.webp', width: 320, height: 160 },
      large: { source: 'thumbnail.png', path: 'liver/media/thumbnail-640.webp', width: 640, height: 320 },
    })
  })

  it('publishes a picture once that a card calls by two names', async () => {
    const [picture] = filesOf(CONTENTS, 'figures/', 'figures/')
    const pictures = [picture!, { ...picture!, path: './figures/dice.png' }]
    const { entry, placements } = await packEntry(entryOf({ pictures }), options())
    expect(entry.media.map(({ source }) => source)).toEqual(['figures/dice.png', './figures/dice.png'])
    expect(placements).toHaveLength(1)
  })

  it('publishes the files of a DIGITS snapshot packed and unpacked', async () => {
    const contents = { 'info.json': '{}', 'snapshot.caffemodel': 'weights' }
    const digits = {
      info: {},
      aux: {},
      licenseText: null,
      framework: 'caffe' as const,
      files: filesOf(contents),
    }
    const { entry, placements } = await packEntry(entryOf({ digits }), options(writeZoo(contents)))
    expect(entry.loose).toEqual([{ path: 'snapshot.caffemodel', size: 7, sha256: sha256('weights') }])
    expect(placements.map(({ to }) => to)).toEqual(['liver/1.0/liver.tar.gz', 'liver/snapshot.caffemodel'])
  })
})

describe('packEntry, with problems', () => {
  it('reports all of them together', async () => {
    const given = options()
    const broken = { 'thumbnail-320.webp': PNG, 'chart.svg': '<svg/>' }
    for (const [path, content] of Object.entries(broken))
      writeFileSync(join(given.zooDir, 'liver', path), content)
    appendFileSync(join(given.zooDir, 'liver/weights/model.bin'), 'more')
    rmSync(join(given.zooDir, 'liver/code/net.py'))
    const { problems } = await packEntry(entryOf({ ...CARD, pictures: filesOf(broken) }), given)
    expect(problems.map(({ file, message }) => `${file}: ${message}`).join('\n')).toMatchInlineSnapshot(`
      "zoo/liver/code/net.py: The file changed or vanished while it was packed. Let whatever writes it finish, so that it stands still, and build again.
      zoo/liver/weights/model.bin: The file changed or vanished while it was packed. Let whatever writes it finish, so that it stands still, and build again.
      zoo/liver/thumbnail-320.webp: The store publishes a picture of its own under this name. Give the picture another name, in the card too.
      zoo/liver/chart.svg: This is not a PNG, JPEG, WebP or GIF picture, whatever its name says. Save it as one of these."
    `)
  })

  it('reports a picture once that is the thumbnail as well', async () => {
    const contents = { 'thumbnail.png': 'no picture' }
    const [thumbnail] = filesOf(contents)
    const entry = entryOf({ thumbnail: thumbnail!, pictures: [thumbnail!] })
    expect((await packEntry(entry, options(writeZoo(contents)))).problems).toHaveLength(1)
  })

  it('leaves nothing of a half-made archive in the cache', async () => {
    const given = options()
    let calls = 0
    const onBytes = () => {
      if (calls++ === 0) appendFileSync(join(given.zooDir, 'liver/weights/model.bin'), 'more')
    }
    const sections = [sectionOf('weights', filesOf(CONTENTS, 'weights/'))]
    const { problems } = await packEntry(entryOf({ sections }), { ...given, onBytes })
    expect(problems.map(({ file }) => file)).toEqual(['zoo/liver/weights/model.bin'])
    expect(listFiles(given.cacheDir)).toEqual([])
  })
})

describe('packAll', () => {
  it('packs once, then finds everything in the cache, with the same result', async () => {
    const given = options()
    const [first] = await packAll([entryOf(CARD)], given)
    const [second] = await packAll([entryOf(CARD)], given)
    expect([first!.packed, first!.reused, second!.packed, second!.reused]).toEqual([2, 0, 0, 2])
    expect(second!.entry).toEqual(first!.entry)
    expect(second!.placements).toEqual(first!.placements)
  })

  it('packs only what changed', async () => {
    const given = options()
    await packAll([entryOf(CARD)], given)
    writeFileSync(join(given.zooDir, 'liver/code/net.py'), 'CODE')
    const [again] = await packAll([entryOf(CARD)], given)
    expect([again!.packed, again!.reused]).toEqual([1, 1])
  })

  it('makes an archive again that was damaged in the cache', async () => {
    const given = options()
    const [first] = await packAll([entryOf(CARD)], given)
    const archive = first!.placements[1]!.from
    writeFileSync(archive, 'damaged')
    const [again] = await packAll([entryOf(CARD)], given)
    expect([again!.packed, again!.reused]).toEqual([1, 1])
    expect(gunzipSync(readFileSync(archive)).includes('weights')).toBe(true)
  })

  it('gives the results in the order of the entries, and tells of every byte once', async () => {
    const ids = ['c', 'a', 'b']
    const given = options(freshFolder())
    for (const id of ids) writePublicFile(join(given.zooDir, id, 'weights/model.bin'), `weights ${id}`)
    const files = [{ path: 'model.bin', from: 'weights/model.bin', size: 9 }]
    const entries = ids.map((id) => entryOf({ id, sections: [sectionOf('weights', files)] }))
    for (const expected of ['packed', 'reused'] as const) {
      let bytes = 0
      const results = await packAll(entries, { ...given, onBytes: (count) => (bytes += count) })
      expect([results.map(({ entry }) => entry.id), bytes]).toEqual([ids, 27])
      expect(results.every((result) => result[expected] === 1)).toBe(true)
    }
  })

  it('removes what a killed build left half written', async () => {
    const given = options()
    await packAll([entryOf(CARD)], given)
    writeFileSync(join(given.cacheDir, 'packs/tmp/half'), '')
    await packAll([], given)
    expect(readdirSync(join(given.cacheDir, 'packs'))).not.toContain('tmp')
  })
})
