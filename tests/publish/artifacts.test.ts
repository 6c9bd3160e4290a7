/** Archives that are published apart from the pages. */
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { listFiles } from '../../src/lib/files.ts'
import { sha256 } from '../../src/lib/hash.ts'
import { publish } from '../../src/publish.ts'
import { ARTIFACTS_MARKER, clashingArtifact } from '../../src/publish/artifacts.ts'
import type { Published } from '../../src/publish/progress.ts'
import type { Workplace } from '../../src/prepare.ts'
import { folderSource } from '../../src/verify-store/folder-source.ts'
import { verifyStore } from '../../src/verify-store/verify-store.ts'
import { formatProblem } from '../../src/zoo/problem.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { GOOD } from '../zoo/folders.ts'

const ROOT = join(import.meta.dirname, '../..')
const SILENT = { step: () => undefined, entry: () => undefined, bytes: () => undefined }
const BUCKET = 'https://archives.example/zoo'
const RELEASE = 'https://github.com/lab/zoo/releases/download/files'
/** Longer than the finest step of a file system's clock. */
const SETTLED_MS = 80

/** What the machine has to forbid that anything in a folder is removed; each gives what allows it again. */
const FAULTS = (
  [
    ['a read-only folder', forbidByMode],
    ['an immutable folder', forbidByFlag],
  ] as const
).filter(([, forbid]) => {
  const scratch = mkdtempSync(join(tmpdir(), 'zoopress-fault-'))
  const [folder, file] = [join(scratch, 'folder'), join(scratch, 'folder/file')]
  mkdirSync(folder)
  writeFileSync(file, '')
  const allow = forbid(folder)
  const works = isRefused(() => rmSync(file))
  allow()
  rmSync(scratch, { recursive: true })
  return works
})

function forbidByMode(folder: string): () => void {
  chmodSync(folder, 0o555)
  return () => chmodSync(folder, 0o755)
}

/** Of the file systems of Linux, for root. */
function forbidByFlag(folder: string): () => void {
  const change = (flag: string) => {
    spawnSync('chattr', [flag, folder])
  }
  change('+i')
  return () => change('-i')
}

function isRefused(work: () => void): boolean {
  try {
    work()
    return false
  } catch {
    return true
  }
}

let dir: string
let place: Workplace

beforeEach(() => {
  dir = freshFolder()
  place = {
    ...{ root: ROOT, zooDir: join(dir, 'zoo'), label: 'zoo', storeUrl: 'https://lab.example/zoo' },
    ...{ distDir: join(dir, 'dist'), cacheDir: join(dir, 'cache') },
  }
  for (const id of ['kidney', 'liver']) {
    write(`${id}/README.md`, `---\nlicense: mit\n---\n# ${id}\n\nIt finds things.\n`)
    write(`${id}/weights/model.bin`, `weights of ${id}`)
  }
  store()
})

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(dir, 'zoo', path)), { recursive: true })
  writeFileSync(join(dir, 'zoo', path), content)
}

/** Writes the store's card; null: archives lie beside the pages. */
function store(artifacts: string | null = BUCKET): void {
  const key = artifacts === null ? '' : `artifacts: ${artifacts}\n`
  write('README.md', `---\ntitle: Zoo\n${key}---\n\nA store.\n`)
}

async function build(workplace = place): Promise<Published> {
  await sleep(SETTLED_MS)
  return publish(workplace, SILENT)
}

async function refusal(workplace = place): Promise<string> {
  const { problems, store } = await build(workplace)
  expect(store).toBeNull()
  return problems.map(formatProblem).join('\n')
}

function apart(path = ''): string {
  return join(dir, 'dist-artifacts', path)
}

/** The folder shares its files with the cache. */
function replace(path: string, content: string): void {
  rmSync(apart(path))
  writeFileSync(apart(path), content)
}

function flip(path: string): void {
  const bytes = readFileSync(apart(path))
  bytes[bytes.length >> 1]! ^= 1
  rmSync(apart(path))
  writeFileSync(apart(path), bytes)
}

function contents(folder: string): Record<string, string> {
  const files = existsSync(folder) ? listFiles(folder) : []
  return Object.fromEntries(files.map(({ path }) => [path, sha256(readFileSync(join(folder, path)))]))
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(join(dir, 'dist', path), 'utf8'))
}

/** What a build from nothing makes of the zoo as it is now. */
async function fromNothing() {
  const elsewhere = freshFolder()
  const dirs = { distDir: join(elsewhere, 'dist'), cacheDir: join(elsewhere, 'cache') }
  await build({ ...place, ...dirs })
  return [contents(dirs.distDir), contents(`${dirs.distDir}-artifacts`)]
}

async function expectAsFromNothing(): Promise<void> {
  expect([contents(join(dir, 'dist')), contents(apart())]).toEqual(await fromNothing())
}

describe('archives that are published apart', () => {
  it('lie in a folder of their own with their sums, and not in the store', async () => {
    await build()
    const archives = ['kidney', 'liver'].flatMap((id) => [`${id}/1.0/SHA256SUMS`, `${id}/1.0/weights.tar.gz`])
    expect(Object.keys(contents(apart()))).toEqual([ARTIFACTS_MARKER, 'SHA256SUMS', ...archives])
    const listed = readFileSync(apart('SHA256SUMS'), 'utf8')
    expect(listed.match(/(?<= {2}).*/g)).toEqual(archives)
    expect(readFileSync(apart('liver/1.0/SHA256SUMS'), 'utf8')).toBe(
      `${sha256(readFileSync(apart('liver/1.0/weights.tar.gz')))}  weights.tar.gz\n`,
    )
    const inStore = Object.keys(contents(join(dir, 'dist')))
    expect(
      inStore.filter((path) => path.startsWith('liver/1.0/') && !/\.(?:html|meta4)$/.test(path)),
    ).toEqual([])
  })

  it('are what every document of the store names', async () => {
    await build()
    const url = `${BUCKET}/liver/1.0/weights.tar.gz`
    expect(json('catalogue.json')).toMatchObject({
      store: { artifacts: BUCKET },
      entries: [{}, { downloads: [{ url }] }],
    })
    expect(json('liver/entry.json')).toMatchObject({
      versions: [{ sums: `${BUCKET}/liver/1.0/SHA256SUMS`, downloads: [{ url }] }],
    })
    expect(readFileSync(join(dir, 'dist/liver/main.ini'), 'utf8')).toContain(url)
    expect(readFileSync(join(dir, 'dist/liver/index.html'), 'utf8')).toContain(`href="${url}"`)
  })

  it('have no folders in a release', async () => {
    store(RELEASE)
    await build()
    const names = ['kidney', 'liver'].flatMap((id) => [
      `${id}--1.0--SHA256SUMS`,
      `${id}--1.0--weights.tar.gz`,
    ])
    expect(Object.keys(contents(apart()))).toEqual([ARTIFACTS_MARKER, 'SHA256SUMS', ...names])
    expect(readFileSync(apart('liver--1.0--SHA256SUMS'), 'utf8')).toMatch(
      / {2}liver--1\.0--weights\.tar\.gz\n$/,
    )
  })

  it('go where the environment says before the card', async () => {
    await build({ ...place, artifactsUrl: 'https://other.example' })
    expect(json('catalogue.json')).toMatchObject({ store: { artifacts: 'https://other.example' } })
  })

  it('leave what DIGITS fetches file by file in the store, and keep nnU-Net installable', async () => {
    for (const [path, content] of Object.entries({ ...GOOD.digits, ...GOOD.nnunet })) write(path, content)
    expect((await build()).problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const digits = (json('master.json') as { children: string[] }).children[0]!
    const loose = (json(`${digits}/entry.json`) as { digits: { files: { path: string }[] } }).digits.files
    expect(loose.length).toBeGreaterThan(1)
    for (const { path } of loose) expect(existsSync(join(dir, 'dist', digits, path))).toBe(true)
    const listed = (json('catalogue.json') as { entries: { clients: string[] }[] }).entries
    expect(listed.filter(({ clients }) => clients.includes('nnunet'))).toHaveLength(1)
  })
})

describe('the folder of archives', () => {
  it('is left alone by a build that has nothing to do, and by one that changes another entry', async () => {
    await build()
    const before = statSync(apart('liver/1.0/weights.tar.gz'))
    expect((await build()).isUnchanged).toBe(true)
    write('kidney/weights/model.bin', 'new weights')
    await build()
    const after = statSync(apart('liver/1.0/weights.tar.gz'))
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs])
    await expectAsFromNothing()
  })

  it('loses what no document names any more', async () => {
    await build()
    rmSync(join(dir, 'zoo/kidney'), { recursive: true })
    write('liver/README.md', `---\nlicense: mit\nversion: '2.0'\n---\n# liver\n\nIt finds things.\n`)
    await build()
    expect(Object.keys(contents(apart()))).toEqual([
      ...[ARTIFACTS_MARKER, 'SHA256SUMS', 'liver/2.0/SHA256SUMS', 'liver/2.0/weights.tar.gz'],
    ])
    await expectAsFromNothing()
  })

  it('comes, moves and goes with the key in the card', async () => {
    for (const artifacts of [null, BUCKET, RELEASE, BUCKET, null]) {
      store(artifacts)
      await build()
      await expectAsFromNothing()
    }
    expect(existsSync(apart())).toBe(false)
  })

  it.each([
    ['a lost archive', () => rmSync(apart('liver/1.0/weights.tar.gz'))],
    ['a damaged archive', () => replace('liver/1.0/weights.tar.gz', 'x')],
    [
      'a list of more, as a killed build leaves it',
      () => appendFileSync(apart('SHA256SUMS'), `${'0'.repeat(64)}  gone\n`),
    ],
  ])('is mended by the next build after %s', async (_what, harm) => {
    await build()
    harm()
    expect((await build()).isUnchanged).toBe(false)
    await expectAsFromNothing()
  })

  it.each([
    ['a file of somebody', () => writeFileSync(apart('notes.txt'), 'mine')],
    ['a link', () => symlinkSync(dir, apart('link'))],
  ])('is not written to where it holds %s', async (_what, put) => {
    mkdirSync(apart())
    put()
    await expect(build()).rejects.toThrow('which no build of this store wrote')
    expect([listFiles(apart()).length, existsSync(join(dir, 'dist'))]).toEqual([1, false])
  })

  it('is left to its owner when archives lie beside the pages', async () => {
    mkdirSync(apart())
    writeFileSync(apart('notes.txt'), 'mine')
    store(null)
    await build()
    expect(Object.keys(contents(apart()))).toEqual(['notes.txt'])
  })

  it.each(FAULTS)(
    'is settled by a later build where %s forbids to remove anything',
    async (_what, forbid) => {
      await build()
      rmSync(join(dir, 'zoo/kidney'), { recursive: true })
      write('liver/README.md', `---\nlicense: mit\nversion: '2.0'\n---\n# liver\n\nIt finds things.\n`)
      const allow = forbid(apart('kidney/1.0'))
      onTestFinished(allow)
      const said = 'dist-artifacts: warning: Archives that the store names no more could not be removed ('
      for (const { store, problems } of [await build(), await build()]) {
        expect([store?.entries, problems.map(formatProblem)]).toEqual([1, [expect.stringContaining(said)]])
      }
      const left = [
        'kidney/1.0/SHA256SUMS',
        'kidney/1.0/weights.tar.gz',
        'liver/2.0/SHA256SUMS',
        'liver/2.0/weights.tar.gz',
      ]
      const there = contents(apart())
      expect(Object.keys(there)).toEqual([ARTIFACTS_MARKER, 'SHA256SUMS', ...left])
      expect(readFileSync(apart('SHA256SUMS'), 'utf8')).toBe(
        left.map((path) => `${there[path]}  ${path}\n`).join(''),
      )
      allow()
      expect((await build()).problems).toEqual([])
      await expectAsFromNothing()
      expect((await build()).isUnchanged).toBe(true)
    },
  )

  it.each(FAULTS)('goes with a later build where %s forbids to remove anything', async (_what, forbid) => {
    await build()
    store(null)
    const allow = forbid(apart('kidney/1.0'))
    onTestFinished(allow)
    expect((await build()).problems.map(formatProblem)).toEqual([
      expect.stringMatching(/^dist-artifacts: warning: /),
    ])
    expect((await build()).isUnchanged).toBe(false)
    allow()
    expect((await build()).problems).toEqual([])
    expect(existsSync(apart())).toBe(false)
    await expectAsFromNothing()
  })

  it('stays as it was when the build fails', async () => {
    await build()
    const before = contents(apart())
    write('liver/weights/model.bin', 'new weights')
    write('kidney/README.md', '---\nlicense: [\n---\n')
    expect((await build()).store).toBeNull()
    expect(contents(apart())).toEqual(before)
  })
})

describe('an address of artifacts that cannot work', () => {
  it.each([
    ['https://lab.example/zoo', 'is the address of the store itself'],
    ['https://lab.example/zoo/files', 'lies below the address of the store'],
    ['https://github.com/lab/zoo/releases/tag/v1', 'name that'],
    ['https://github.com/lab/zoo/releases', 'download/<tag>"'],
  ])('is refused: %s', async (artifacts, sentence) => {
    store(artifacts)
    expect(await refusal()).toContain(sentence)
    expect([existsSync(apart()), existsSync(join(dir, 'dist'))]).toEqual([false, false])
  })

  it('is said to come from the environment where it does', async () => {
    expect(await refusal({ ...place, artifactsUrl: 'https://lab.example/zoo' })).toMatch(/^ARTIFACTS_URL: /)
  })
})

describe('clashingArtifact', () => {
  it('finds a path with two contents, and takes the same content twice for one file', () => {
    const file = (path: string, sum: string) => ({ path, size: 1, sha256: sum.repeat(64) })
    expect(clashingArtifact([file('a', '1'), file('b', '1'), file('a', '1')])).toBeNull()
    expect(clashingArtifact([file('a', '1'), file('b', '1'), file('a', '2')])).toBe('a')
  })
})

describe('the check of a store whose archives are published apart', () => {
  async function check(folder: string | null): Promise<{ problems: string[]; files: number }> {
    const { problems, files } = await verifyStore({
      ...{ source: folderSource(join(dir, 'dist'), 'dist'), pinned: null, serial: 0, now: 0 },
      ...{ progress: SILENT, rebuild: null },
      apart: () => (folder === null ? null : folderSource(folder, 'apart')),
    })
    return { problems: problems.map(formatProblem), files }
  }

  it('reads them where they lie, and counts them', async () => {
    await build()
    const whole = await check(apart())
    expect(whole.problems).toEqual([])
    expect(whole.files).toBe(Object.keys(contents(join(dir, 'dist'))).length - 1 + 2)
  })

  it.each([
    ['is missing', () => rmSync(apart('liver/1.0/weights.tar.gz')), 'The file is missing'],
    ['has one other byte', () => flip('liver/1.0/weights.tar.gz'), 'but the store says'],
    ['is longer', () => replace('liver/1.0/weights.tar.gz', 'x'.repeat(9999)), 'has more than the'],
  ])('tells that one %s', async (_what, harm, sentence) => {
    await build()
    harm()
    const { problems } = await check(apart())
    expect(problems).toEqual([expect.stringContaining(sentence)])
    expect(problems[0]).toMatch(/^apart\/liver\/1\.0\/weights\.tar\.gz: /)
  })

  it('warns where they cannot be found', async () => {
    await build()
    expect((await check(null)).problems).toEqual([
      expect.stringMatching(/^dist\/catalogue\.json: warning: .* were not looked at/),
    ])
  })
})
