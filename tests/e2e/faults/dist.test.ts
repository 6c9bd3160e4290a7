/** What stands where the store belongs, and is not ours to replace. */
import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashFolder, listFiles } from '../folders.ts'
import { build, edit, expectMended, photograph, refusal, smallStore, type SmallStore } from './small-store.ts'

interface Fault {
  name: string
  fault: (store: SmallStore) => void
  mend: (store: SmallStore) => void
  said: RegExp
}

/** Moves the store away, and puts something else into its place. */
function instead(put: (store: SmallStore) => void): Pick<Fault, 'fault' | 'mend'> {
  return {
    fault: (store) => {
      renameSync(store.out, join(store.dir, 'kept'))
      put(store)
    },
    mend: (store) => {
      rmSync(store.out, { recursive: true })
      renameSync(join(store.dir, 'kept'), store.out)
    },
  }
}

/** Puts a file into the store, and takes it out again. */
function foreign(path: string): Pick<Fault, 'fault' | 'mend'> {
  return {
    fault: ({ out }) => {
      mkdirSync(join(out, path, '..'), { recursive: true })
      writeFileSync(join(out, path), 'years of work')
    },
    mend: ({ out }) => unlinkSync(join(out, path)),
  }
}

const LINK =
  /^dir\/dist is a symbolic link, and the store is published as a folder of that name\. Move it away/

const FAULTS: Fault[] = [
  { name: 'a file', ...instead(({ out }) => writeFileSync(out, 'x')), said: /^dir\/dist is not a folder, / },
  {
    name: 'a link to a folder',
    ...instead(({ dir, out }) => symlinkSync(join(dir, 'kept'), out)),
    said: LINK,
  },
  { name: 'a link that leads nowhere', ...instead(({ out }) => symlinkSync('nowhere', out)), said: LINK },
  { name: 'a link to itself', ...instead(({ out }) => symlinkSync('dist', out)), said: LINK },
  {
    name: 'a link to the zoo',
    ...instead(({ zoo, out }) => symlinkSync(zoo, out)),
    said: /^--zoo \(dir\/zoo\) lies in --out \(dir\/dist\)\. Give each a folder of its own\. Nothing was written\.$/,
  },
  {
    name: 'a folder of somebody else',
    ...instead(({ out }) => {
      mkdirSync(out)
      writeFileSync(join(out, 'thesis.tex'), 'years of work')
    }),
    said: /^dir\/dist holds "thesis\.tex", which no build of this store wrote, so the folder is not replaced\./,
  },
  {
    name: 'a folder of somebody else who lists his files in SHA256SUMS',
    ...instead(({ out }) => {
      mkdirSync(out)
      writeFileSync(join(out, 'system.iso'), 'x')
      writeFileSync(join(out, 'SHA256SUMS'), `${'0'.repeat(64)}  system.iso\n`)
    }),
    said: /^dir\/dist holds "SHA256SUMS", which no build of this store wrote/,
  },
  {
    name: 'a folder whose SHA256SUMS is a folder',
    ...instead(({ out }) => {
      mkdirSync(join(out, 'SHA256SUMS'), { recursive: true })
      writeFileSync(join(out, 'SHA256SUMS/notes'), 'x')
    }),
    said: /^dir\/dist holds "SHA256SUMS\/notes", /,
  },
  { name: 'a store with a file of somebody else', ...foreign('thesis.tex'), said: / holds "thesis\.tex", / },
  {
    name: 'a store with a file below a folder of ours',
    ...foreign('liver/notes.txt'),
    said: / holds "liver\/notes\.txt", /,
  },
  { name: 'a store with a file that is hidden', ...foreign('.git/HEAD'), said: / holds "\.git\/HEAD", / },
  {
    name: 'a store with a name that a terminal would obey',
    ...foreign('a\u001b[2J\u202eb'),
    said: /^[\x20-\x7e]+$/,
  },
  {
    name: 'a store with a link',
    fault: ({ zoo, out }) => symlinkSync(zoo, join(out, 'link')),
    mend: ({ out }) => unlinkSync(join(out, 'link')),
    said: / holds "link", /,
  },
  {
    name: 'a store beside an old one that holds a file of somebody else',
    fault: ({ dir, out }) => {
      cpSync(out, join(dir, '.dist.zoopress-old'), { recursive: true })
      writeFileSync(join(dir, '.dist.zoopress-old/thesis.tex'), 'years of work')
    },
    mend: ({ dir }) => unlinkSync(join(dir, '.dist.zoopress-old/thesis.tex')),
    said: /^dir\/\.dist\.zoopress-old holds "thesis\.tex", /,
  },
]

describe('where the store belongs', () => {
  it.each(FAULTS)('$name is refused and left as it is', async ({ fault, mend, said }) => {
    const store = await smallStore()
    fault(store)
    expect(await refusal(store)).toMatch(said)
    mend(store)
    await expectMended(store)
  })

  it('an empty folder is taken', async () => {
    const store = await smallStore()
    rmSync(store.out, { recursive: true })
    mkdirSync(store.out)
    await expectMended(store)
  })

  it('a store that lost files, and whose files were written into, is replaced', async () => {
    const store = await smallStore()
    rmSync(join(store.out, 'liver'), { recursive: true })
    writeFileSync(join(store.out, 'index.html'), 'defaced')
    await expectMended(store)
  })

  it('a store that a kill left between two renames is taken up, beside a new one that is half made', async () => {
    const store = await smallStore()
    renameSync(store.out, join(store.dir, '.dist.zoopress-old'))
    mkdirSync(join(store.dir, '.dist.zoopress-new/liver'), { recursive: true })
    await expectMended(store)
    expect(Object.keys(photograph(store)).filter((path) => path.startsWith('.'))).toEqual([])
  })

  it.each(['file', 'link'])(
    'a %s in the place of the scratch folder is removed, and nothing behind it',
    async (kind) => {
      const store = await smallStore()
      const scratch = join(store.dir, '.dist.zoopress-new')
      if (kind === 'file') writeFileSync(scratch, 'x')
      else symlinkSync(store.zoo, scratch)
      await expectMended(store)
      expect(listFiles(store.zoo)).toEqual(['liver/README.md', 'liver/weights/model.bin'])
    },
  )
})

/** A store's folder as it was typed, from the folder that holds `zoo`, `dist` and `cache`. */
const TYPED = [
  {
    name: 'the whole disk',
    out: '/',
    said: /^--zoo \(.*\) lies in --out \(\/\)\. Give each a folder of its own/,
  },
  { name: 'the folder of the zoo', out: 'zoo', said: /^--zoo .* lies in --out / },
  { name: 'a folder of the zoo', out: 'zoo/dist', said: /^--out .* lies in --zoo / },
  { name: 'a folder of the zoo by another name', out: 'other-zoo/dist', said: /^--out .* lies in --zoo / },
  { name: 'a folder of the cache', out: 'cache/dist', said: /^--out .* lies in --cache / },
  {
    name: 'a folder below a file',
    out: 'file/dist',
    said: /^dir\/file.*: (a file stands where a folder is needed|something else is there already)\. Move it away, /,
  },
  {
    name: 'a folder below a link that leads nowhere',
    out: 'nowhere/dist',
    said: /^dir\/nowhere: .*\. The last store stands as it was\.$/,
  },
  { name: 'a device', out: '/dev/full', said: /^\/dev\/full is not a folder, / },
  {
    name: 'a folder that the system keeps',
    out: '/proc/zoopress/dist',
    said: /^\/proc\/zoopress: .*\. The last store stands as it was\.$/,
  },
  {
    name: 'a name that is too long',
    out: 'x'.repeat(300),
    said: /: (the path is longer than the disk takes|the disk refuses it)\. /,
  },
]

describe('a store told to go to', () => {
  it.each(TYPED)('$name is refused in a sentence', async ({ out, said }) => {
    const store = await smallStore()
    symlinkSync('zoo', join(store.dir, 'other-zoo'))
    symlinkSync('gone/away', join(store.dir, 'nowhere'))
    writeFileSync(join(store.dir, 'file'), 'x')
    const args = ['build', '--zoo', 'zoo', '--out', out, '--cache', 'cache']
    expect(await refusal(store, { args })).toMatch(said)
    await expectMended(store)
  })

  it('a folder with blanks, quotes and letters of other scripts is fine', async () => {
    const store = await smallStore({ isEdited: false })
    const out = join(store.dir, `a 'b' "c" $d ä 日本 🦁`, 'dist')
    const { code, stderr } = await build({ ...store, out })
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) as string })
    expect(hashFolder(out)).toBe(store.hash)
  })

  it('a folder behind a link is fine', async () => {
    const store = await smallStore({ isEdited: false })
    mkdirSync(join(store.dir, 'disk'))
    symlinkSync('disk', join(store.dir, 'link'))
    const { code } = await build({ ...store, out: join(store.dir, 'link/dist') })
    expect([code, hashFolder(join(store.dir, 'disk/dist'))]).toEqual([0, store.hash])
  })
})

describe('a store that stands', () => {
  it('is kept while its zoo has a mistake, and replaced when that is mended', async () => {
    const store = await smallStore()
    const mistake = join(store.zoo, 'liver/weights/.hidden')
    writeFileSync(mistake, 'x')
    expect(await refusal(store)).toMatch(/^zoo\/liver\/weights\/\.hidden: This begins with a dot\./m)
    unlinkSync(mistake)
    edit(store)
    await expectMended(store)
  })

  it.each([
    ['is gone', (zoo: string) => rmSync(zoo, { recursive: true })],
    [
      'is a file',
      (zoo: string) => {
        rmSync(zoo, { recursive: true })
        writeFileSync(zoo, 'x')
      },
    ],
    [
      'is a link that leads nowhere',
      (zoo: string) => {
        rmSync(zoo, { recursive: true })
        symlinkSync('nowhere', zoo)
      },
    ],
  ])('is kept where the zoo %s', async (_how, fault) => {
    const store = await smallStore()
    fault(store.zoo)
    expect(await refusal(store)).toMatch(
      /^There is no folder zoo\/\. Make it and put one folder a model into it\.$/,
    )
  })
})
