import {
  appendFileSync,
  cpSync,
  existsSync,
  globSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import { listFiles } from '../../src/lib/files.ts'
import { publish } from '../../src/publish.ts'
import type { Published } from '../../src/publish/progress.ts'
import type { Workplace } from '../../src/prepare.ts'
import { freshFolder } from '../lib/fresh-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Longer than the finest step of a file system's clock, below which nobody relies on a file's times. */
const SETTLED_MS = 80

let dir: string
let place: Workplace
let steps: string[]

beforeEach(async () => {
  dir = freshFolder()
  place = {
    ...{ root: ROOT, zooDir: join(dir, 'zoo'), label: 'zoo', storeUrl: 'https://lab.example/zoo' },
    ...{ distDir: join(dir, 'dist'), cacheDir: join(dir, 'cache') },
  }
  for (const id of ['kidney', 'liver', 'spleen']) {
    write(`${id}/README.md`, card(id))
    write(`${id}/weights/model.bin`, `weights of ${id}`)
  }
  await build()
})

function card(title: string, ...lines: string[]): string {
  return `${['---', 'license: mit', ...lines, '---', `# ${title}`].join('\n')}\n\nIt finds things.\n`
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(dir, 'zoo', path)), { recursive: true })
  writeFileSync(join(dir, 'zoo', path), content)
}

async function build(options: { prune?: boolean } = {}, workplace = place): Promise<Published> {
  await sleep(SETTLED_MS)
  steps = []
  const progress = {
    step: (what: string) => steps.push(what),
    entry: () => undefined,
    bytes: () => undefined,
  }
  return publish(workplace, progress, options)
}

function inDist(path: string): string {
  return join(place.distDir, path)
}

/** Paths of the store whose file is not the one that `before` had. */
function replaced(before: Map<string, number>): string[] {
  return [...inodes()].filter(([path, inode]) => before.get(path) !== inode).map(([path]) => path)
}

function inodes(): Map<string, number> {
  return new Map(listFiles(place.distDir).map(({ path }) => [path, statSync(inDist(path)).ino]))
}

/** What a build from nothing makes of the same zoo. */
async function fromNothing(): Promise<Record<string, string>> {
  const other = { ...place, distDir: join(dir, 'other/dist'), cacheDir: join(dir, 'other/cache') }
  await build({}, other)
  const contents = read(other.distDir)
  rmSync(join(dir, 'other'), { recursive: true })
  return contents
}

function read(folder: string): Record<string, string> {
  return Object.fromEntries(
    listFiles(folder).map(({ path }) => [path, readFileSync(join(folder, path), 'base64')]),
  )
}

describe('a new look of the store', () => {
  const PAGES = ['404.html', 'index.html', 'kidney/index.html', 'liver/index.html', 'spleen/index.html']
  const logo = (background: string) =>
    sharp({ create: { width: 60, height: 20, channels: 3, background } })
      .png()
      .toBuffer()
  const page = (path: string) => readFileSync(inDist(path), 'utf8')

  it('reaches every page, and so does another logo of the same name', async () => {
    writeFileSync(join(dir, 'zoo/logo.png'), await logo('teal'))
    write('README.md', '---\nlogo: logo.png\naccent: "#8a1c4a"\nfooter: Run by **us**.\n---\n')
    expect((await build()).problems).toEqual([])
    const [first] = globSync('media/logo-*.png', { cwd: place.distDir })
    for (const path of PAGES)
      for (const part of [first!, 'media/theme.css?8a1c4a', 'Run by <strong>us</strong>.'])
        expect(page(path)).toContain(part)
    writeFileSync(join(dir, 'zoo/logo.png'), await logo('brown'))
    await build()
    const [second, ...more] = globSync('media/logo-*.png', { cwd: place.distDir })
    expect([second === first, more]).toEqual([false, []])
    for (const path of PAGES) expect(page(path)).toContain(second)
    expect(read(place.distDir)).toEqual(await fromNothing())
  })

  it('that is wrong leaves the last store as it was', async () => {
    const before = read(place.distDir)
    write('README.md', '---\nlogo: logo.png\n---\n')
    expect((await build()).store).toBe(null)
    expect(read(place.distDir)).toEqual(before)
  })
})

describe('a build where nothing has changed', () => {
  it('only looks, and says what the store holds', async () => {
    const before = inodes()
    expect(await build()).toEqual({
      store: {
        url: 'https://lab.example/zoo',
        artifactsUrl: null,
        entries: 3,
        archives: 3,
        bytes: expect.any(Number) as number,
      },
      ...{ isUnchanged: true, problems: [], packed: 0, reused: 3 },
    })
    expect([steps, replaced(before)]).toEqual([['Looking'], []])
  })

  it('tells the warnings again', async () => {
    rmSync(join(dir, 'zoo/liver/weights'), { recursive: true })
    const first = await build()
    expect(first.problems).toHaveLength(1)
    expect(await build()).toMatchObject({ isUnchanged: true, problems: first.problems })
  })

  it.each<[string, () => void]>([
    ['a page was altered', () => appendFileSync(inDist('liver/index.html'), ' ')],
    ['a page was removed', () => rmSync(inDist('liver/index.html'))],
    ['an archive was cut short', () => truncateSync(inDist('liver/1.0/weights.tar.gz'), 3)],
    ['the store is gone', () => rmSync(place.distDir, { recursive: true })],
    ['the state is cut short', () => truncateSync(globSync(join(place.cacheDir, 'builds/*/stamp'))[0]!, 99)],
    ['the cache is gone', () => rmSync(place.cacheDir, { recursive: true })],
  ])('makes the store anew where %s', async (_, damage) => {
    const before = read(place.distDir)
    damage()
    expect((await build()).isUnchanged).toBe(false)
    expect(read(place.distDir)).toEqual(before)
  })
})

describe('a build where only the allowed imports have changed', () => {
  it('reads every checkpoint anew', async () => {
    const namespace = '\x80\x02cargparse\nNamespace\n)R.'
    mkdirSync(join(dir, 'zoo/liver/weights'), { recursive: true })
    writeFileSync(join(dir, 'zoo/liver/weights/options.pkl'), namespace, 'latin1')
    expect((await build()).problems).toMatchObject([{ kind: 'checkpoint-import', severity: 'error' }])
    write('allowed-imports.txt', 'argparse.Namespace\n')
    expect(await build()).toMatchObject({ isUnchanged: false, problems: [], store: { entries: 3 } })
    expect(readFileSync(inDist('liver/entry.json'), 'utf8')).toContain('"verdict": "allowed-imports"')
    write('allowed-imports.txt', '# nothing any more\n')
    expect(await build()).toMatchObject({ store: null, problems: [{ kind: 'checkpoint-import' }] })
  })
})

describe('a build where only the checks of the card have changed', () => {
  const checks = (level: string) => write('README.md', `---\nchecks: { home-path: ${level} }\n---\n`)

  it('judges every entry anew', async () => {
    write('liver/weights/train.log', '/home/jane/raw\n')
    expect((await build()).problems).toMatchObject([{ kind: 'home-path', severity: 'warning' }])
    checks('error')
    expect(await build()).toMatchObject({ store: null, problems: [{ severity: 'error' }] })
    checks('off')
    expect(await build()).toMatchObject({ store: { entries: 3 }, problems: [] })
    checks('warning')
    expect((await build()).problems).toMatchObject([{ kind: 'home-path', severity: 'warning' }])
  })
})

describe('a build where one entry has changed', () => {
  it('writes its files and those about the whole store, and keeps the rest', async () => {
    const before = inodes()
    write('liver/README.md', card('Liver, again'))
    expect(await build()).toMatchObject({ isUnchanged: false, packed: 0, reused: 3 })
    const written = replaced(before).filter((path) => !path.startsWith('assets/'))
    expect(written.filter((path) => path.includes('spleen') || path.includes('kidney'))).toEqual([])
    expect(written).toEqual(
      expect.arrayContaining(['index.html', 'liver/index.html', 'SHA256SUMS', 'feed.xml']),
    )
    expect(read(place.distDir)).toEqual(await fromNothing())
  })

  it('keeps the rest the second and third time too, when it builds on the store before the last', async () => {
    for (const [index, id] of ['liver', 'spleen', 'liver', 'kidney'].entries()) {
      const before = inodes()
      write(`${id}/weights/model.bin`, `other weights ${index}`)
      expect(await build()).toMatchObject({ packed: 1, reused: 2 })
      const others = ['kidney', 'liver', 'spleen'].filter((other) => other !== id)
      expect(replaced(before).filter((path) => others.some((other) => path.startsWith(other)))).toEqual([])
    }
    expect(read(place.distDir)).toEqual(await fromNothing())
  })

  it('renders the page that names it as its successor', async () => {
    write('spleen/README.md', card('Spleen', 'new_version: liver'))
    await build()
    write('liver/README.md', card('A better one'))
    await build()
    expect(readFileSync(inDist('spleen/index.html'), 'utf8')).toContain('A better one')
    expect(read(place.distDir)).toEqual(await fromNothing())
  })

  it('hashes a file that was only touched, and packs nothing', async () => {
    const path = join(dir, 'zoo/liver/weights/model.bin')
    utimesSync(path, 1, 1)
    expect(await build()).toMatchObject({ isUnchanged: false, packed: 0, reused: 3 })
    expect(await build()).toMatchObject({ isUnchanged: true })
  })

  it('leaves no address of an entry that is gone', async () => {
    rmSync(join(dir, 'zoo/liver'), { recursive: true })
    await build()
    expect(listFiles(place.distDir).filter(({ path }) => path.includes('liver'))).toEqual([])
    expect(existsSync(inDist('liver'))).toBe(false)
    expect(read(place.distDir)).toEqual(await fromNothing())
  })

  it('finds a collision with an entry that it does not read again', async () => {
    write('Liver/README.md', card('Another'))
    write('Liver/weights/model.bin', 'weights')
    const { store, problems } = await build()
    expect([store, problems.map(({ file }) => file)]).toEqual([null, ['zoo/liver']])
  })

  it('publishes nothing while an entry is wrong, and goes on from the last store when it is mended', async () => {
    const before = read(place.distDir)
    write('liver/README.md', 'no front matter')
    expect((await build()).store).toBeNull()
    expect(read(place.distDir)).toEqual(before)
    write('liver/README.md', card('liver'))
    await build()
    expect(read(place.distDir)).toEqual(before)
  })
})

describe('the pages that list entries', () => {
  const tag = (id: string, ...tags: string[]) =>
    write(`${id}/README.md`, card(id, `tags: [${tags.join(', ')}]`))
  const pages = (paths: string[]) => paths.filter((path) => path.endsWith('.html')).sort()

  it('are rendered again where they show something else, and nowhere else', async () => {
    for (const id of ['kidney', 'liver', 'spleen']) tag(id, 'ct', id)
    await build()
    for (const word of ['first', 'second', 'third']) {
      const before = inodes()
      write('liver/README.md', card(`Liver, the ${word}`, 'tags: [ct, liver]'))
      await build()
      expect(pages(replaced(before))).toEqual([
        'index.html',
        'liver/index.html',
        'tags/ct/index.html',
        'tags/liver/index.html',
      ])
      expect(read(place.distDir)).toEqual(await fromNothing())
    }
  })

  it('stay as they are where the entry has changed in what they do not show', async () => {
    tag('liver', 'ct')
    await build()
    const before = inodes()
    write('liver/README.md', card('liver', 'tags: [ct]', 'citation: "@misc{liver}"'))
    await build()
    expect(pages(replaced(before))).toEqual(['liver/index.html'])
  })

  it('come with a tag’s first entry and go with its last', async () => {
    const tagPages = () =>
      pages(listFiles(place.distDir).map(({ path }) => path)).filter((path) => /^tags/.test(path))
    tag('liver', 'ct')
    tag('spleen', 'ct', 'rare')
    await build()
    expect(tagPages()).toEqual(['tags/ct/index.html', 'tags/index.html', 'tags/rare/index.html'])
    rmSync(join(dir, 'zoo/spleen'), { recursive: true })
    const before = inodes()
    await build()
    expect(tagPages()).toEqual(['tags/ct/index.html', 'tags/index.html'])
    expect(existsSync(inDist('tags/rare'))).toBe(false)
    expect(pages(replaced(before))).toEqual(['index.html', 'tags/ct/index.html', 'tags/index.html'])
    tag('liver')
    await build()
    expect(existsSync(inDist('tags'))).toBe(false)
    expect(read(place.distDir)).toEqual(await fromNothing())
  })

  it('change only from the place on where an entry came in between', async () => {
    for (let index = 100; index < 180; index++) write(`m${index}/README.md`, card(`M${index}`))
    await build()
    const before = inodes()
    write('m200/README.md', card('M150 and a half'))
    await build()
    expect(pages(replaced(before))).toEqual([
      'index.html',
      'm200/index.html',
      'models/2/index.html',
      'models/3/index.html',
    ])
    write('m100/README.md', card('M100', 'datasets: [scans]'))
    const then = inodes()
    await build()
    expect(pages(replaced(then))).toEqual(['index.html', 'm100/index.html'])
    expect(read(place.distDir)).toEqual(await fromNothing())
  })
})

describe('a build with another setting', () => {
  it('renders everything when the address changes', async () => {
    const before = inodes()
    const moved = { ...place, storeUrl: 'https://elsewhere.example' }
    expect(await build({}, moved)).toMatchObject({ isUnchanged: false, packed: 0, reused: 3 })
    expect(replaced(before)).toContain('spleen/index.html')
    expect(readFileSync(inDist('sitemap.xml'), 'utf8')).toContain('https://elsewhere.example/spleen/')
  })

  it('asks again for what hard links allow', async () => {
    linkSync(join(dir, 'zoo/liver/weights/model.bin'), join(dir, 'second-name'))
    expect((await build()).problems.at(-1)).toMatchObject({
      file: 'zoo/liver/weights/model.bin',
      severity: 'error',
    })
    const allowed = { ...place, allowHardLinks: true }
    expect(await build({}, allowed)).toMatchObject({ problems: [], packed: 0, reused: 3 })
    expect(await build({}, allowed)).toMatchObject({ isUnchanged: true })
    expect((await build()).store).toBeNull()
  })

  it('renders everything when the store’s card changes', async () => {
    write('README.md', '# Our zoo\n\nAbout it.\n')
    await build()
    expect(readFileSync(inDist('spleen/index.html'), 'utf8')).toContain('Our zoo')
    expect(read(place.distDir)).toEqual(await fromNothing())
  })
})

describe('the cache', () => {
  it.each<[string, (pack: string) => void]>([
    ['altered', (pack) => writeFileSync(pack, 'x'.repeat(lstatSync(pack).size))],
    ['cut short', (pack) => truncateSync(pack, 10)],
    ['emptied', (pack) => truncateSync(pack)],
    ['replaced by another', (pack) => cpSync(import.meta.filename, pack)],
  ])('is never published once a pack was %s', async (_, damage) => {
    const before = read(place.distDir)
    // The store may share the file, which is how the damage would get there.
    rmSync(place.distDir, { recursive: true })
    for (const pack of packs()) damage(pack)
    expect(await build()).toMatchObject({ packed: 3, reused: 0 })
    expect(read(place.distDir)).toEqual(before)
  })

  it('shares its files with the store, and the store none with the zoo', () => {
    const shared = (path: string) => statSync(path).nlink > 1
    expect(packs().filter(shared)).toHaveLength(3)
    expect(globSync(join(dir, 'zoo/*/weights/*')).filter(shared)).toEqual([])
  })

  it('loses with prune what no store needs, and nothing else', async () => {
    write('liver/weights/model.bin', 'other weights')
    await build()
    expect(packs()).toHaveLength(4)
    const pruned = await build({ prune: true })
    expect([packs().length, pruned.pruned?.files, pruned.isUnchanged]).toEqual([3, 1, true])
    expect(await build()).toMatchObject({ isUnchanged: true })
    write('spleen/README.md', card('Spleen again'))
    expect(await build()).toMatchObject({ packed: 0, reused: 3 })
  })

  it('keeps with prune what another store needs that shares it', async () => {
    const other = { ...place, zooDir: join(dir, 'other-zoo'), distDir: join(dir, 'other-dist') }
    mkdirSync(join(dir, 'other-zoo/heart/weights'), { recursive: true })
    writeFileSync(join(dir, 'other-zoo/heart/README.md'), card('Heart'))
    writeFileSync(join(dir, 'other-zoo/heart/weights/model.bin'), 'heart')
    await build({}, other)
    await build({ prune: true })
    expect(packs()).toHaveLength(4)
    rmSync(other.distDir, { recursive: true })
    await build({ prune: true })
    expect(packs()).toHaveLength(3)
  })
})

function packs(): string[] {
  const dir = join(place.cacheDir, 'packs')
  const names = readdirSync(dir).filter((name) => /^[0-9a-f]{64}$/.test(name))
  return names.map((name) => join(dir, name))
}
