/** A cache may be deleted, cut short, brought from another machine or meddled with: it costs time at most, and never a wrong store. */
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashFolder, listFiles } from '../folders.ts'
import { build, edit, expectMended, refusal, smallStore, type SmallStore } from './small-store.ts'

/** Every file of the cache, and the store kept in it. */
function filesOf({ cache }: SmallStore): string[] {
  const paths = listFiles(cache)
  expect(paths.length).toBeGreaterThan(5)
  return paths.map((path) => join(cache, path))
}

/** Writes other bytes into a file and gives it its old time back. */
function alter(path: string, bytes: Buffer): void {
  const { atime, mtime } = statSync(path)
  writeFileSync(path, bytes)
  utimesSync(path, atime, mtime)
}

function flipLast(bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes)
  if (flipped.length > 0) flipped[flipped.length - 1]! ^= 1
  return flipped
}

interface Damage {
  name: string
  damage: (store: SmallStore) => void
}

const DAMAGES: Damage[] = [
  { name: 'is gone', damage: ({ cache }) => rmSync(cache, { recursive: true }) },
  { name: 'holds only empty files', damage: (store) => filesOf(store).forEach((path) => truncateSync(path)) },
  {
    name: 'holds only files that were cut in half',
    damage: (store) => filesOf(store).forEach((path) => truncateSync(path, statSync(path).size >> 1)),
  },
  {
    name: 'holds only files with a wrong last byte and their old time',
    damage: (store) => filesOf(store).forEach((path) => alter(path, flipLast(readFileSync(path)))),
  },
  {
    name: 'holds only files with a wrong first byte and their old time',
    damage: (store) =>
      filesOf(store).forEach((path) =>
        alter(path, Buffer.from(flipLast(readFileSync(path).reverse()).reverse())),
      ),
  },
  {
    name: 'holds only files of zeros, as after a power cut',
    damage: (store) => filesOf(store).forEach((path) => alter(path, Buffer.alloc(statSync(path).size))),
  },
  {
    name: 'holds a folder in the place of each file',
    damage: (store) => {
      for (const path of filesOf(store)) {
        rmSync(path)
        mkdirSync(path)
        writeFileSync(join(path, 'x'), 'x')
      }
    },
  },
  {
    name: 'holds a link out of it in the place of each file',
    damage: (store) => {
      for (const path of filesOf(store)) {
        rmSync(path)
        symlinkSync(join(store.zoo, 'liver/weights/model.bin'), path)
      }
    },
  },
  {
    name: 'was copied from another machine',
    damage: ({ cache }) => {
      cpSync(cache, `${cache}-copy`, { recursive: true, preserveTimestamps: true })
      rmSync(cache, { recursive: true })
      renameSync(`${cache}-copy`, cache)
    },
  },
  {
    name: 'holds what killed builds left half written',
    damage: ({ cache }) => {
      for (const name of ['packs', 'pictures']) {
        mkdirSync(join(cache, name, 'tmp'), { recursive: true })
        writeFileSync(join(cache, name, 'tmp/half'), 'x')
      }
      for (const state of readdirSync(join(cache, 'builds')))
        mkdirSync(join(cache, 'builds', state, 'stamp.tmp/x'), { recursive: true })
      writeFileSync(join(cache, 'ledgers/cache.tmp'), 'x')
    },
  },
]

describe('a cache', () => {
  it.each(DAMAGES)('that $name does no harm', async ({ damage }) => {
    const store = await smallStore()
    // Now the store before the last one is kept too.
    await build(store)
    damage(store)
    edit(store)
    await expectMended(store)
  })

  it.each(DAMAGES)('that $name does no harm to a store that stands', async ({ damage }) => {
    const store = await smallStore({ isEdited: false })
    damage(store)
    const { code } = await build(store)
    expect([code, hashFolder(store.out)]).toEqual([0, store.hash])
  })

  it('whose archive was altered is not published from', async () => {
    const store = await smallStore({ isEdited: false })
    for (const path of filesOf(store).filter((path) => path.includes('/packs/'))) appendFileSync(path, 'more')
    rmSync(store.out, { recursive: true })
    const { code } = await build(store)
    expect([code, hashFolder(store.out)]).toEqual([0, store.hash])
  })
})

/** What leads out of the cache: whatever was cleared or written there would be cleared or written elsewhere. */
const FOLDERS = ['packs', 'pictures', 'ledgers', 'builds', 'builds/<state>']

/** The path of one of the cache's folders. */
function inCache({ cache }: SmallStore, folder: string): string {
  const [state = ''] = readdirSync(join(cache, 'builds'))
  return join(cache, folder.replace('<state>', state))
}

/** A folder of somebody else, with names that a build would clear. */
function treasures({ dir }: SmallStore): string {
  const elsewhere = join(dir, 'elsewhere')
  for (const path of [
    'tmp/thesis.tex',
    'standby/thesis.tex',
    '0123456789abcdef/standby/thesis.tex',
    'thesis.tex',
  ]) {
    mkdirSync(join(elsewhere, path, '..'), { recursive: true })
    writeFileSync(join(elsewhere, path), 'years of work')
  }
  return elsewhere
}

describe('a folder of the cache', () => {
  it.each(FOLDERS)('%s that is a link out of it is refused, and nothing is touched there', async (folder) => {
    const store = await smallStore()
    const path = inCache(store, folder)
    rmSync(path, { recursive: true, force: true })
    symlinkSync(treasures(store), path)
    const args = ['build', '--zoo', store.zoo, '--out', store.out, '--cache', store.cache, '--prune']
    expect(await refusal(store, { args })).toMatch(
      /^dir\/cache\/[\w/]+ is a symbolic link, and the cache keeps a folder of that name\. Remove it, or choose another place with --cache\. Nothing was written\.$/,
    )
    rmSync(path)
    await expectMended(store)
  })

  it.each(FOLDERS)('%s that is a file is refused', async (folder) => {
    const store = await smallStore()
    const path = inCache(store, folder)
    rmSync(path, { recursive: true, force: true })
    writeFileSync(path, 'x')
    expect(await refusal(store)).toMatch(/^dir\/cache\/[\w/]+ is not a folder, /)
    rmSync(path)
    await expectMended(store)
  })

  it('keeps with --prune what no build made', async () => {
    const store = await smallStore()
    const foreign = [
      'packs/thesis.tex',
      'pictures/holiday.jpg',
      'builds/house/plan.txt',
      'ledgers/taxes.ods',
      'notes.txt',
    ]
    for (const path of foreign) {
      mkdirSync(join(store.cache, path, '..'), { recursive: true })
      writeFileSync(join(store.cache, path), 'years of work')
    }
    const { code } = await build(store, {
      args: ['build', '--zoo', store.zoo, '--out', store.out, '--cache', store.cache, '--prune'],
    })
    expect(code).toBe(0)
    expect(listFiles(store.cache)).toEqual(expect.arrayContaining(foreign))
  })
})

/** The cache as a whole; what was built before needs none of it. */
const PLACES = [
  {
    name: 'a file',
    put: ({ cache }: SmallStore) => writeFileSync(cache, 'x'),
    said: /^dir\/cache: (something else is there already|a file stands where a folder is needed)\. /,
  },
  {
    name: 'a link that leads nowhere',
    put: ({ cache }: SmallStore) => symlinkSync('nowhere', cache),
    said: /^dir\/cache: .*\. The last store stands as it was\.$/,
  },
  {
    name: 'a link to the zoo',
    put: ({ zoo, cache }: SmallStore) => symlinkSync(zoo, cache),
    said: /^--(zoo|cache) .* lies in --(zoo|cache) /,
  },
  {
    name: 'a link to the store',
    put: ({ out, cache }: SmallStore) => symlinkSync(out, cache),
    said: /^--(out|cache) .* lies in --(out|cache) /,
  },
]

describe('in the place of the cache', () => {
  it.each(PLACES)('$name is refused', async ({ put, said }) => {
    const store = await smallStore()
    rmSync(store.cache, { recursive: true })
    put(store)
    expect(await refusal(store)).toMatch(said)
    rmSync(store.cache)
    await expectMended(store)
  })

  it('a link to a folder on another disk is fine', async () => {
    const store = await smallStore()
    renameSync(store.cache, join(store.dir, 'disk'))
    symlinkSync('disk', store.cache)
    await expectMended(store)
  })
})
