/** Same input, same bytes: on any machine, from any folder, under any umask, locale and time zone. */
import { cpSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildArgs, buildStore, REPOSITORY, run, ZOOPRESS } from './command.ts'
import { digestFolder, freshFolder, hashFolder, listFiles, sha256 } from './folders.ts'

const FIXTURE = join(REPOSITORY, 'tests/fixtures/zoo')
const url = 'https://zoo.example.org/models'
const folder = freshFolder('determinism')
const first = plan('first', FIXTURE)

function plan(name: string, zoo: string) {
  return { zoo, out: join(folder.path, name, 'dist'), cache: join(folder.path, name, 'cache'), url }
}

/** Path → mode and digest of every file. */
function fingerprint(dist: string): Map<string, string> {
  const digests = Object.entries(digestFolder(dist))
  const mode = (path: string) => (statSync(join(dist, path)).mode & 0o777).toString(8)
  return new Map(digests.map(([path, digest]) => [path, `${mode(path)} ${digest}`]))
}

/** Paths that only one of two stores has, or whose contents or modes differ. */
function differences(one: string, other: string): string[] {
  const [a, b] = [fingerprint(one), fingerprint(other)]
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path)).sort()
}

/** The fixture zoo elsewhere: files made in the opposite order, at other times. */
function copyBackwards(to: string): void {
  for (const path of listFiles(FIXTURE).reverse()) {
    mkdirSync(dirname(join(to, path)), { recursive: true })
    writeFileSync(join(to, path), readFileSync(join(FIXTURE, path)))
    utimesSync(join(to, path), 1_000_000_000, 1_000_000_000 + path.length * 86_400)
  }
}

beforeAll(() => buildStore(first))
afterAll(folder.remove)

describe('the same zoo gives the same store', () => {
  it('from another working folder, with another umask, time zone, locale and home', async () => {
    const other = plan('other-surroundings', FIXTURE)
    const env = {
      ...process.env,
      STORE_URL: url,
      TZ: 'Pacific/Kiritimati',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      HOME: folder.path,
      COLUMNS: '40',
      NODE_ENV: 'development',
    }
    const command = [process.execPath, ZOOPRESS, ...buildArgs(other)]
    const result = await run('sh', ['-c', 'umask 077; exec "$0" "$@"', ...command], { cwd: folder.path, env })
    expect(result.code).toBe(0)
    expect(differences(other.out, first.out)).toEqual([])
  })

  it('from a copy in another folder, made in another order at another time', async () => {
    const zoo = join(folder.path, 'copies/of the/zoo')
    copyBackwards(zoo)
    const copy = plan('copy', zoo)
    await buildStore(copy)
    expect(differences(copy.out, first.out)).toEqual([])
  })

  it('from a cache that is warm, and after the files were touched', async () => {
    const zoo = join(folder.path, 'touched')
    cpSync(FIXTURE, zoo, { recursive: true })
    const warm = { ...plan('warm', zoo), cache: first.cache }
    await buildStore(warm)
    expect(differences(warm.out, first.out)).toEqual([])
    for (const path of listFiles(zoo)) utimesSync(join(zoo, path), 1, 1)
    await buildStore(warm)
    expect(differences(warm.out, first.out)).toEqual([])
  })
})

/** Documents that hold no digest of an archive: their bytes are ours alone, whatever the libraries' versions. */
const PLAIN_DOCUMENT =
  /(\.ini|master\.json|info\.json|aux\.json|license\.txt|catalogue\.schema\.json|feed\.(xml|json)|cite\.(bib|ris)|CITATION\.cff|sitemap\.xml|robots\.txt|^raw\/.*\.md)$/

describe('the bytes that are pinned: a red line here is a change for everybody who has published a store', () => {
  it('documents', () => {
    expect(hashFolder(first.out, (path) => PLAIN_DOCUMENT.test(path))).toMatchInlineSnapshot(
      `"f8cd0aaf1b18a658eacb797ceb175368b4c856eee3475f3fa89c29c99514bb3a"`,
    )
  })

  it('archives below their compression', () => {
    const archives = listFiles(first.out).filter((path) => path.endsWith('.tar.gz'))
    const rows = archives.map(
      (path) => `${sha256(gunzipSync(readFileSync(join(first.out, path)))).slice(0, 16)}  ${path}`,
    )
    expect(rows).toMatchInlineSnapshot(`
      [
        "343dfede4a479247  OASIS.mini-2/0.9/data.tar.gz",
        "c5999f98b671d50a  lenet_tiny/1.0/lenet_tiny.tar.gz",
        "acc75bd820522f1c  spleen_unet/1.10.2/code.tar.gz",
        "b8f4543b8ce635de  spleen_unet/1.10.2/data.tar.gz",
        "36b479d7e4aa2aa8  spleen_unet/1.10.2/demo.tar.gz",
        "53ad0b4212ddbad2  spleen_unet/1.10.2/weights.tar.gz",
        "a0d536997f06bc33  tabular-risk/1.0/weights.tar.gz",
        "3b88869c5b9e62a7  tf_tiny/1.0/tf_tiny.tar.gz",
        "0ad877850674a748  torch_tiny/1.0/torch_tiny.tar.gz",
      ]
    `)
  })
})
