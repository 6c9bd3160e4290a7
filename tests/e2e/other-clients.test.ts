/** pooch, MONAI and aria2 on a server without ranges and on one with them: their requests everywhere, the programs where they are installed. */
import { randomFillSync } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PIECES_FROM } from '../../src/pack/pieces.ts'
import { buildStore, findProgram, run } from './command.ts'
import { freshFolder, sha256 } from './folders.ts'
import { freePort } from './ports.ts'
import { PYTHON3 } from './pythons.ts'
import { type RunningServer, startServer } from './servers.ts'

const CARD = `---
license: mit
downloads:
  bundle: { destination: models }
---
# A bundle
`
const ARIA2 = findProgram('aria2c')
const POOCH = [PYTHON3, '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import pooch']).status === 0,
)
const SERVERS = ['python3', 'serve'] as const
const OWN_PROXY = { ...process.env, no_proxy: '*' }

const folder = freshFolder('other-clients')
const dist = join(folder.path, 'dist')
const ports: number[] = []

beforeAll(async () => {
  const entry = join(folder.path, 'zoo/brats_vnet')
  for (const name of ['weights', 'bundle/configs', 'bundle/models'])
    mkdirSync(join(entry, name), { recursive: true })
  writeFileSync(join(entry, 'README.md'), CARD)
  // Only aria2 mends, and random bytes take their time.
  const size = ARIA2 === null ? 1000 : PIECES_FROM + 1000
  writeFileSync(join(entry, 'weights/model.bin'), randomFillSync(Buffer.alloc(size)))
  writeFileSync(join(entry, 'bundle/configs/metadata.json'), '{"version": "0.1.0"}')
  writeFileSync(join(entry, 'bundle/models/model.ts'), 'script')
  ports.push(await freePort())
  const url = `http://127.0.0.1:${ports[0]!}`
  await buildStore({ zoo: join(folder.path, 'zoo'), out: dist, cache: join(folder.path, 'cache'), url })
})
afterAll(() => {
  folder.remove()
})

/** As `monai.bundle.download` does, with the sum of its model zoo. */
const MONAI = `
import hashlib, json, pathlib, re, sys, urllib.request, zipfile
store, folder = sys.argv[1], pathlib.Path(sys.argv[2])
listed = json.load(urllib.request.urlopen(store + '/model_info.json'))
(asset, facts), = listed.items()
name = re.compile(r'_v\\d*.').split(asset)[0]
path = folder / f'{name}.zip'
urllib.request.urlretrieve(facts['source'], path)
assert hashlib.sha1(path.read_bytes()).hexdigest() == facts['checksum']
with zipfile.ZipFile(path) as zip_file:
    zip_file.extractall(folder)
print(name, (folder / path.name.split('.')[0] / 'configs/metadata.json').read_text())`

const FETCH = `
import pooch, sys, urllib.request
store, folder = sys.argv[1:]
model = pooch.create(path=folder, base_url=store + '/', registry=None)
with urllib.request.urlopen(store + '/registry.txt') as registry:
    model.load_registry(registry)
print(len([model.fetch(name) for name in model.registry]))`

describe.each(SERVERS)('on %s', (name) => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer(name, dist, ports[0])
  })
  afterAll(() => server.stop())

  it('every line of registry.txt leads to a file of its sum, at base_url + name', async () => {
    const text = await (await fetch(`${server.origin}/registry.txt`)).text()
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    expect(lines).toHaveLength(3)
    for (const line of lines) {
      const [file, sum] = line.split(' ')
      const answer = await fetch(`${server.origin}/${file!}`)
      expect([file, `sha256:${sha256(Buffer.from(await answer.arrayBuffer()))}`]).toEqual([file, sum])
    }
  })

  it('MONAI finds the bundle by its name, and its folder in the zip', async () => {
    const scratch = freshFolder('monai')
    const done = await run(PYTHON3, ['-c', MONAI, server.origin, scratch.path], { env: OWN_PROXY })
    expect(done).toEqual({ code: 0, stdout: 'brats-vnet {"version": "0.1.0"}\n', stderr: '' })
    scratch.remove()
  })

  it.each(POOCH === undefined ? [] : [POOCH])(
    'pooch fetches and verifies every file of its registry: %s',
    async (python) => {
      const scratch = freshFolder('pooch')
      const done = await run(python, ['-c', FETCH, server.origin, scratch.path], { env: OWN_PROXY })
      expect([done.code, done.stdout]).toEqual([0, '3\n'])
      scratch.remove()
    },
  )

  it.each(ARIA2 === null ? [] : [ARIA2])(
    'aria2 downloads by Metalink, and mends what was damaged if it can: %s',
    async (aria2) => {
      const scratch = freshFolder('aria2')
      const path = join(scratch.path, 'weights.tar.gz')
      const whole = readFileSync(join(dist, 'brats_vnet/1.0/weights.tar.gz'))
      const url = `${server.origin}/brats_vnet/1.0/weights.tar.gz.meta4`
      const fetchIt = (...options: string[]) =>
        run(
          aria2,
          ['--quiet', '--follow-metalink=mem', '--max-tries=2', ...options, '-d', scratch.path, url],
          { env: OWN_PROXY },
        )
      expect((await fetchIt()).code).toBe(0)
      expect(readdirSync(scratch.path)).toEqual(['weights.tar.gz'])
      expect(sha256(readFileSync(path))).toBe(sha256(whole))
      const damaged = Buffer.from(whole)
      damaged.fill(0, 30_000_000, 30_000_100)
      writeFileSync(path, damaged)
      const { code } = await fetchIt('--check-integrity')
      expect([code, sha256(readFileSync(path)) === sha256(whole)]).toEqual(
        name === 'serve' ? [0, true] : [8, false],
      )
      scratch.remove()
    },
  )

  it.each(ARIA2 === null ? [] : [ARIA2])(
    'aria2 downloads what is published for one client alone, too: %s',
    async (aria2) => {
      const scratch = freshFolder('aria2-single')
      const path = 'brats_vnet/1.0/brats-vnet.zip'
      const args = ['--quiet', '--follow-metalink=mem', '-d', scratch.path, `${server.origin}/${path}.meta4`]
      expect((await run(aria2, args, { env: OWN_PROXY })).code).toBe(0)
      const fetched = readFileSync(join(scratch.path, 'brats-vnet.zip'))
      expect(sha256(fetched)).toBe(sha256(readFileSync(join(dist, path))))
      scratch.remove()
    },
  )
})
