/** Builds of a zoo of which versions were released. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { listFiles } from '../../src/lib/files.ts'
import { sha256 } from '../../src/lib/hash.ts'
import { packZoo, readAndCheck, type Workplace } from '../../src/prepare.ts'
import { publish } from '../../src/publish.ts'
import { keepArchives } from '../../src/release/keep-archives.ts'
import { planCompletions, planReleases } from '../../src/release/plan-release.ts'
import { writeLocks } from '../../src/release/write-locks.ts'
import { yank } from '../../src/release/yank.ts'
import { formatProblem } from '../../src/zoo/problem.ts'
import { freshFolder } from '../lib/fresh-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Longer than the finest step of a file system's clock. */
const SETTLED_MS = 80
const SILENT = { step: () => undefined, entry: () => undefined, bytes: () => undefined }

let dir: string
let place: Workplace

beforeEach(async () => {
  dir = freshFolder()
  const archive = { dir: join(dir, 'archive'), label: 'archive' }
  mkdirSync(archive.dir)
  place = {
    ...{ root: ROOT, zooDir: join(dir, 'zoo'), label: 'zoo', storeUrl: 'https://lab.example/zoo', archive },
    ...{ distDir: join(dir, 'dist'), cacheDir: join(dir, 'cache') },
  }
  for (const id of ['liver', 'spleen']) writeEntry(id, '1.0', `weights of ${id}`)
  await release('2026-11-20')
})

function writeEntry(id: string, version: string, weights: string): void {
  write(`${id}/README.md`, `---\nlicense: mit\nversion: "${version}"\n---\n# ${id}\n\nIt finds ${id}s.\n`)
  write(`${id}/weights/model.bin`, weights)
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(dir, 'zoo', path)), { recursive: true })
  writeFileSync(join(dir, 'zoo', path), content)
}

async function release(day: string): Promise<void> {
  const zoo = await readAndCheck(place)
  const { store, placements, problems } = await packZoo(zoo, place)
  expect([...zoo.problems, ...problems]).toEqual([])
  const lockOf = (id: string) => zoo.locks.read(id).lock
  const releases = [...planReleases(store.entries, lockOf, day), ...planCompletions(store.entries, lockOf)]
  keepArchives(releases, placements, place.archive!)
  writeLocks(
    zoo.locks.folder,
    releases.map(({ lock }) => lock),
  )
}

async function withdraw(id: string, version: string | null): Promise<void> {
  const { locks } = await readAndCheck(place)
  const { lock } = yank(locks.read(id).lock!, { version, date: '2026-11-30', reason: 'Wrong labels.' })
  writeLocks(locks.folder, [lock])
}

async function build(workplace = place): Promise<string[]> {
  await sleep(SETTLED_MS)
  return (await publish(workplace, SILENT)).problems.map(formatProblem)
}

function contents(distDir: string): Record<string, string> {
  return Object.fromEntries(
    (existsSync(distDir) ? listFiles(distDir) : []).map(({ path }) => {
      return [path, readFileSync(join(distDir, path), 'base64')]
    }),
  )
}

/** The store, which is what a build from nothing makes, file by file. */
async function sameFromNothing(workplace = place): Promise<Record<string, string>> {
  const other = { ...workplace, distDir: join(dir, 'other/dist'), cacheDir: join(dir, 'other/cache') }
  expect(await build(other)).toEqual([])
  const [made, apart] = [contents(other.distDir), contents(`${other.distDir}-artifacts`)]
  rmSync(join(dir, 'other'), { recursive: true })
  expect([contents(place.distDir), contents(`${place.distDir}-artifacts`)]).toEqual([made, apart])
  return { ...made, ...apart }
}

const read = (path: string) => readFileSync(join(place.distDir, path), 'utf8')

describe('a store with releases', () => {
  it('has their days, and is up to date until a record changes', async () => {
    expect(await build()).toEqual([])
    expect(read('liver/entry.json')).toContain('"date": "2026-11-20"')
    expect(read('feed.xml')).toContain('2026-11-20')
    await sleep(SETTLED_MS)
    expect((await publish(place, SILENT)).isUnchanged).toBe(true)
    await withdraw('liver', '1.0')
    expect(await build()).toEqual([expect.stringContaining('version: 1.0 was withdrawn on 2026-11-30')])
  })

  it('refuses one changed byte, and stands as it was', async () => {
    await build()
    const before = contents(place.distDir)
    write('liver/weights/model.bin', 'weights of Liver')
    expect(await build()).toEqual([
      'zoo/liver: Version 1.0 was released on 2026-11-20, and what is released stays as it is. In "weights", changed: "model.bin". Raise version in zoo/liver/README.md, or restore the files.',
    ])
    expect(contents(place.distDir)).toEqual(before)
  })

  it('refuses to lose an entry', async () => {
    rmSync(join(dir, 'zoo/liver'), { recursive: true })
    expect(await build()).toEqual([
      expect.stringContaining('zoo/liver/ is gone, and version 1.0 of it is published'),
    ])
  })

  it('gives the same bytes as a build from nothing at every step of an entry’s life', async () => {
    expect(await build()).toEqual([])
    await sameFromNothing()
    writeEntry('liver', '1.1', 'better weights')
    expect(await build()).toEqual([])
    await sameFromNothing()
    await release('2026-11-25')
    expect(await build()).toEqual([])
    const both = await sameFromNothing()
    expect(Object.keys(both).filter((path) => /^liver\/.*(?:gz|SUMS)$/.test(path))).toEqual([
      'liver/1.0/SHA256SUMS',
      'liver/1.0/weights.tar.gz',
      'liver/1.1/SHA256SUMS',
      'liver/1.1/weights.tar.gz',
    ])
    await withdraw('liver', null)
    cpSync(join(dir, 'zoo/liver'), join(dir, 'away'), { recursive: true })
    rmSync(join(dir, 'zoo/liver'), { recursive: true })
    expect(await build()).toEqual([])
    const gone = await sameFromNothing()
    expect(Object.keys(gone).filter((path) => path.startsWith('liver/'))).toEqual([
      'liver/1.0/index.html',
      'liver/1.1/index.html',
      'liver/entry.json',
      'liver/feed.json',
      'liver/feed.xml',
      'liver/index.html',
    ])
    write('spleen/README.md', '---\nlicense: mit\n---\n# A spleen\n\nIt finds spleens.\n')
    expect(await build()).toEqual([])
    await sameFromNothing()
    writeEntry('liver', '2.0', 'the best weights')
    expect(await build()).toEqual([])
    await sameFromNothing()
  })

  it.each([
    ['a bucket', 'https://files.example/zoo', ['liver/1.0/weights.tar.gz', 'liver/1.1/weights.tar.gz']],
    [
      'a release',
      'https://github.com/lab/zoo/releases/download/all',
      ['liver--1.0--weights.tar.gz', 'liver--1.1--weights.tar.gz'],
    ],
  ])('moves with all its versions to %s and back', async (_what, artifactsUrl, archives) => {
    writeEntry('liver', '1.1', 'better weights')
    await release('2026-11-25')
    expect(await build()).toEqual([])
    const beside = contents(place.distDir)
    const apart = { ...place, artifactsUrl }
    expect(await build(apart)).toEqual([])
    const moved = await sameFromNothing(apart)
    expect(Object.keys(moved).filter((path) => /^liver.*gz$/.test(path))).toEqual(archives)
    expect(await build()).toEqual([])
    expect(await sameFromNothing()).toEqual(beside)
  })

  it('publishes earlier archives only as they were released', async () => {
    writeEntry('liver', '1.1', 'better weights')
    await release('2026-11-25')
    expect(await build()).toEqual([])
    const archive = join(dir, 'archive/liver/1.0/weights.tar.gz')
    const bytes = readFileSync(archive)
    writeFileSync(archive, bytes.fill(1, 50, 51))
    expect(await build()).toEqual([
      expect.stringContaining('archive/liver/1.0/weights.tar.gz: This is not the file'),
    ])
    rmSync(archive)
    expect(await build()).toEqual([
      expect.stringContaining('This file of version 1.0, released on 2026-11-20, is missing'),
    ])
    expect(await build({ ...place, archive: null })).toEqual([])
    expect(listFiles(join(place.distDir, 'liver/1.0')).map(({ path }) => path)).toEqual(['index.html'])
    expect(JSON.parse(read('liver/entry.json'))).toMatchObject({
      versions: [
        { version: '1.1', isPublished: true },
        { version: '1.0', isPublished: false, sums: null },
      ],
    })
  })

  it('warns of versions that are kept and not recorded, as after the loss of a record', async () => {
    rmSync(join(dir, 'zoo.lock/liver.json'))
    mkdirSync(join(dir, 'archive/liver/notes'))
    const warning =
      'archive/liver/1.0: warning: Files of this version are kept, and zoo.lock/liver.json does not record it.'
    expect(await build()).toEqual([expect.stringContaining(warning)])
    expect(await build()).toEqual([expect.stringContaining(warning)])
    expect((await readAndCheck(place)).problems).toEqual([])
    writeEntry('liver', '1.1', 'better weights')
    const { problems } = await readAndCheck(place)
    expect(problems.map(formatProblem)).toEqual([expect.stringContaining(warning)])
    rmSync(join(dir, 'archive/liver'), { recursive: true })
    expect(await build()).toEqual([])
  })

  it('offers nothing of a version that was withdrawn', async () => {
    writeEntry('liver', '1.1', 'better weights')
    await release('2026-11-25')
    await withdraw('liver', '1.0')
    rmSync(join(dir, 'archive/liver/1.0'), { recursive: true })
    expect(await build()).toEqual([])
    expect(JSON.parse(read('liver/feed.json'))).toMatchObject({
      items: [{ title: 'liver, version 1.1' }, { title: 'liver, version 1.0 (withdrawn)' }],
    })
    expect(JSON.parse(read('liver/entry.json'))).toMatchObject({
      versions: [
        { version: '1.1' },
        { version: '1.0', isPublished: false, yanked: { reason: 'Wrong labels.' } },
      ],
    })
  })

  it.each([
    ['beside the pages', {}, 'liver/1.0/liver.zip'],
    ['in a bucket', { artifactsUrl: 'https://files.example/zoo' }, 'liver/1.0/liver.zip'],
    [
      'in a release',
      { artifactsUrl: 'https://github.com/lab/zoo/releases/download/all' },
      'liver--1.0--liver.zip',
    ],
  ])('keeps the zip of a bundle, which is no archive of a section, %s', async (_what, address, zip) => {
    for (const place of ['zoo.lock', 'archive/liver']) rmSync(join(dir, place), { recursive: true })
    write('liver/weights/configs/metadata.json', '{}')
    await release('2026-11-20')
    expect(await build({ ...place, ...address })).toEqual([])
    const folder = 'artifactsUrl' in address ? 'dist-artifacts' : 'dist'
    const bytes = readFileSync(join(dir, folder, zip))
    writeEntry('liver', '1.1', 'the best weights')
    await release('2026-11-25')
    expect(await build({ ...place, ...address })).toEqual([])
    await sameFromNothing({ ...place, ...address })
    expect(readFileSync(join(dir, folder, zip))).toEqual(bytes)
    const [now, then] = (
      JSON.parse(read('liver/entry.json')) as { versions: { isPublished: boolean; monai: object }[] }
    ).versions
    expect(then).toMatchObject({ isPublished: true, sums: expect.stringContaining('1.0') as string })
    expect(Object.keys(then!.monai)).toEqual(Object.keys(now!.monai))
    expect(then!.monai).toMatchObject({ size: bytes.length, sha256: sha256(bytes) })
    const sums = listFiles(join(dir, folder)).filter(
      ({ path }) => /1\.0.*SHA256SUMS$/.test(path) && path.startsWith('liver'),
    )
    expect(readFileSync(join(dir, folder, sums[0]!.path), 'utf8')).toContain(
      `${sha256(bytes)}  ${zip.split('/').at(-1)}\n`,
    )
    rmSync(join(dir, 'archive/liver/1.0/liver.zip'))
    expect(await build({ ...place, ...address })).toEqual([
      expect.stringContaining(
        'archive/liver/1.0/liver.zip: This file of version 1.0, released on 2026-11-20, is missing',
      ),
    ])
  })

  it('is asked to complete a record of which the zip of a bundle is missing', async () => {
    write('liver/weights/configs/metadata.json', '{}')
    writeEntry('liver', '1.1', 'better weights')
    await release('2026-11-25')
    const file = join(dir, 'zoo.lock/liver.json')
    const whole = readFileSync(file, 'utf8')
    const old = whole.replace(/, "monai": \{[^}]*\}/, '')
    expect(old).not.toBe(whole)
    writeFileSync(file, old)
    rmSync(join(dir, 'archive/liver/1.1/liver.zip'))
    expect(await build()).toEqual([
      expect.stringContaining('zoo/liver: warning: "liver/1.1/liver.zip" is published and not recorded'),
    ])
    await release('2026-12-01')
    expect(readFileSync(file, 'utf8')).toBe(whole)
    expect(existsSync(join(dir, 'archive/liver/1.1/liver.zip'))).toBe(true)
    expect(await build()).toEqual([])
  })

  it('refuses what another Zoopress makes beside the archives', async () => {
    write('liver/weights/configs/metadata.json', '{}')
    writeEntry('liver', '1.1', 'better weights')
    await release('2026-11-25')
    const file = join(dir, 'zoo.lock/liver.json')
    const record = readFileSync(file, 'utf8')
    const sum = /"monai": .*?"sha256": ?"([0-9a-f]{64})"/.exec(record)![1]!
    writeFileSync(file, record.replace(sum, 'd4'.repeat(32)))
    expect(await build()).toEqual([
      expect.stringContaining('"liver/1.1/liver.zip", for MONAI, has other bytes'),
    ])
  })

  it('never replaces an archive that is kept', async () => {
    const archive = join(dir, 'archive/liver/1.1/weights.tar.gz')
    mkdirSync(dirname(archive), { recursive: true })
    writeFileSync(archive, 'something else')
    writeEntry('liver', '1.1', 'better weights')
    await expect(release('2026-11-25')).rejects.toThrow('is there already, and is not the archive')
    expect(readFileSync(archive, 'utf8')).toBe('something else')
  })
})
