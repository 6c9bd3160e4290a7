/** What an installation of DIGITS stumbles over, each trap a test that names it. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { PYTHONS, runClient } from './clients/run-client.ts'
import { digestFolder, freshFolder, listFiles, sha256 } from './folders.ts'
import { freePort } from './ports.ts'
import { SERVED_STORES, useServer } from './served-stores.ts'
import { startServer, type ServerName } from './servers.ts'
import { NASTY_TITLES, SNAPSHOTS } from './trap-zoo.ts'

const RELEASES = ['1970cfc', '5.0', '6.0']
const servers = inject('servers')
const traps = inject('traps')
const [root] = inject('stores')

interface Listed {
  message: string | null
  models: { child: string; name: string | null }[]
}

async function list(release: string, stores: string, python?: string) {
  const report = await runClient('digits', { release, stores }, python)
  return { ...report, listed: (report.facts['stores'] ?? []) as Listed[] }
}

async function install(release: string, stores: string, child: string) {
  const folder = freshFolder('digits')
  onTestFinished(folder.remove)
  const into = join(folder.path, 'model')
  const report = await runClient('digits', { release, stores, child, into })
  return { ...report, files: digestFolder(into) }
}

/** What an import of a snapshot of the trap zoo must leave on disk. */
function expectedFiles(child: string): Record<string, string> {
  const { info, files } = SNAPSHOTS[child]!
  const names = [info['snapshot file']!, info['model file']!, info['labels file']!]
  return Object.fromEntries(names.sort().map((name) => [name, sha256(files[name]!)]))
}

describe.each(SERVED_STORES)('the files of every snapshot on $title', (row) => {
  const served = useServer(row)

  it('are there with their Content-Length, since DIGITS looks at no status and dies without a length', async () => {
    const { children } = JSON.parse(readFileSync(join(row.store.dist, 'master.json'), 'utf8')) as {
      children: string[]
    }
    for (const child of children) {
      const paths = listFiles(join(row.store.dist, child)).filter(
        (path) => !/^(index\.html|media\/.*)$/.test(path),
      )
      for (const path of paths) {
        const answer = await fetch(`${served.url}/${child}/${path}`, {
          headers: { 'Accept-Encoding': 'gzip, deflate' },
        })
        await answer.arrayBuffer()
        expect([path, answer.status, answer.headers.has('content-length')]).toEqual([path, 200, true])
      }
    }
  })
})

describe.each(servers.map((server) => ({ server })))('a store full of traps on $server', ({ server }) => {
  const served = useServer({ store: traps, server, title: server })

  it.each(
    RELEASES.flatMap((release) =>
      PYTHONS.map((python) => ({ release, python, name: python.replace(/.*\//, '') })),
    ),
  )(
    'names no model but the snapshots to $release on $name, whatever titles stand on its home page',
    async ({ release, python }) => {
      const report = await list(release, served.url, python)
      expect(report.stderr).toBe('')
      expect(report.listed.flatMap(({ models }) => models.map(({ child }) => child))).toEqual(
        Object.keys(SNAPSHOTS).toSorted(),
      )
    },
  )

  it.each(RELEASES)('gives %s files with blanks and brackets in their names', async (release) => {
    const { code, files } = await install(release, served.url, 'with-blanks')
    expect({ code, files }).toEqual({ code: 0, files: expectedFiles('with-blanks') })
  })

  it.each(['small_txt', 'big_list'])('gives the labels of %s, small or not named .txt', async (child) => {
    const { code, files } = await install('6.0', served.url, child)
    expect({ code, files }).toEqual({ code: 0, files: expectedFiles(child) })
  })

  it('gives a large labels file named .txt, but from an Apache that compresses it and sends no length', async () => {
    const { code, stderr } = await install('6.0', served.url, 'big_txt')
    expect(code).toBe(server === 'apache' ? 1 : 0)
    expect(stderr.includes('TypeError')).toBe(server === 'apache')
  })
})

describe('a home page', () => {
  it('shows every title that could be taken for a model', () => {
    const page = readFileSync(join(traps.dist, 'index.html'), 'utf8')
    expect(Object.keys(NASTY_TITLES).filter((id) => !page.includes(`href="${id}/"`))).toEqual([])
    expect(page.match(/[^\n -~]/g) ?? []).toEqual([])
  })
})

describe('the JSON of a store', () => {
  it.each([...inject('stores'), traps])(
    'at $name parses everywhere, since one bad file takes down all listings',
    ({ dist }) => {
      const paths = listFiles(dist).filter((path) => path.endsWith('.json'))
      expect(paths.length).toBeGreaterThan(10)
      const texts = paths.map((path) => readFileSync(join(dist, path), 'utf8'))
      expect(texts.filter((text) => text.startsWith('\ufeff'))).toEqual([])
      for (const text of texts) expect(JSON.parse(text)).toBeTypeOf('object')
    },
  )
})

/** Serves a copy of the store that `spoil` has damaged, as no build of ours leaves it. */
async function serveSpoilt(server: ServerName, spoil: (dist: string) => void): Promise<string> {
  const folder = freshFolder('spoilt')
  const dist = join(folder.path, 'dist')
  cpSync(root!.dist, dist, { recursive: true })
  spoil(dist)
  const running = await startServer(server, dist)
  onTestFinished(async () => {
    await running.stop()
    folder.remove()
  })
  return running.origin
}

describe('a store such as no build leaves behind', () => {
  it('has its 404 page installed in place of a missing file by every release', async () => {
    const origin = await serveSpoilt('python3', (dist) => rmSync(join(dist, 'lenet_tiny/labels.txt')))
    for (const release of RELEASES) {
      const { code, files } = await install(release, origin, 'lenet_tiny')
      expect(code).toBe(0)
      expect(files['labels.txt']).not.toBe(digestFolder(join(root!.dist, 'lenet_tiny'))['labels.txt'])
    }
  })

  if (servers.includes('python2'))
    it('kills 5.0 and 6.0 where the 404 has no Content-Length', async () => {
      const origin = await serveSpoilt('python2', (dist) => rmSync(join(dist, 'lenet_tiny/labels.txt')))
      for (const release of ['5.0', '6.0']) {
        const { code, stderr } = await install(release, origin, 'lenet_tiny')
        expect([code, stderr.includes('TypeError')]).toEqual([1, true])
      }
    })

  it('takes down the whole listing with one bad aux.json', async () => {
    const origin = await serveSpoilt('python3', (dist) => {
      rmSync(join(dist, 'tf_tiny/aux.json'))
      writeFileSync(join(dist, 'tf_tiny/aux.json'), '{"license": ')
    })
    for (const release of RELEASES) expect(await list(release, origin)).toMatchObject({ code: 1 })
  })
})

describe('a list of stores in DIGITS_MODEL_STORE_URL', () => {
  const first = useServer({ store: root!, server: 'serve', title: '' })
  const second = useServer({ store: traps, server: 'python3', title: '' })
  const namesOf = (listed: Listed[]) => listed.map(({ models }) => models.map(({ child }) => child).join(' '))
  const ROOT = 'lenet_tiny tf_tiny torch_tiny'
  const TRAPS = Object.keys(SNAPSHOTS).toSorted().join(' ')

  it.each(RELEASES)('of two shows both in %s', async (release) => {
    expect(namesOf((await list(release, `${first.url},${second.url}`)).listed)).toEqual([ROOT, TRAPS])
    expect(namesOf((await list(release, `${second.url}/,${first.url}/`)).listed)).toEqual([TRAPS, ROOT])
  })

  it.each(RELEASES)('with a dead one shows the others in %s', async (release) => {
    const dead = `http://127.0.0.1:${await freePort()}`
    expect(namesOf((await list(release, `${dead},${first.url}`)).listed)).toEqual([ROOT])
  })

  it('with one that has no master.json hides those after it from the development version alone', async () => {
    const empty = await serveSpoilt('serve', (dist) => rmSync(join(dist, 'master.json')))
    const counts = RELEASES.map(
      async (release) => (await list(release, `${empty},${second.url}`)).listed.length,
    )
    expect(await Promise.all(counts)).toEqual([0, 2, 2])
    expect(namesOf((await list('6.0', `${second.url},${empty}`)).listed)[0]).toBe(TRAPS)
  })

  it('has no blank after its comma', async () => {
    expect(await list('6.0', `${first.url}, ${second.url}`)).toMatchObject({ code: 1, listed: [] })
  })
})

describe('a snapshot without a labels file', () => {
  const served = useServer({ store: root!, server: 'serve', title: '' })

  it.each([
    { release: '1970cfc', code: 1 },
    { release: '5.0', code: 0 },
    { release: '6.0', code: 0 },
  ])('is imported by $release with exit code $code', async ({ release, code }) => {
    const report = await install(release, served.url, 'torch_tiny')
    expect([report.code, report.stderr.includes("KeyError: 'labels file'")]).toEqual([code, code === 1])
  })
})
