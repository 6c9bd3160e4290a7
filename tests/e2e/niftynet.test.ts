/** NiftyNet's `net_download`, every release that has it, against every server; each trap is a test that names it. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { runClient } from './clients/run-client.ts'
import { run } from './command.ts'
import { NIFTYNET_ENTRIES, niftynetHome, VERSIONS } from './fixture-entries.ts'
import { digestFolder, freshFolder, listFiles } from './folders.ts'
import { RELEASES } from './niftynet-releases.ts'
import { PYTHON3 } from './pythons.ts'
import { startRedirector } from './redirector.ts'
import { SERVED_STORES, useServer } from './served-stores.ts'
import type { ServerName } from './servers.ts'

/** Every entry under both names on our own server; on the others, which send the same files, one entry with several sections. */
function typedOn(server: ServerName) {
  const ids = server === 'serve' ? Object.keys(NIFTYNET_ENTRIES) : ['spleen_unet']
  return ids.flatMap((id) => [
    { id, typed: id },
    { id, typed: `${id}_model_zoo` },
  ])
}

function freshHome(): string {
  const home = freshFolder('niftynet')
  onTestFinished(home.remove)
  return home.path
}

const archivesOf = (id: string) =>
  NIFTYNET_ENTRIES[id]!.map(({ section }) => `${id}/${VERSIONS[id]!}/${section}.tar.gz`)
const archivesIn = (requests: string[]) => requests.filter((url) => url.endsWith('.tar.gz'))

describe.each(SERVED_STORES)('NiftyNet on $title', (row) => {
  const served = useServer(row, 'its own port')

  describe.each(RELEASES)('$release', ({ release, readme, spec }) => {
    it.each(typedOn(row.server))('installs $typed byte for byte', async ({ id, typed }) => {
      const home = freshHome()
      const report = await runClient('niftynet', { release, server: served.url, home, id: typed })
      expect(report).toMatchObject({ code: 0, facts: { said: 'done', failed: [] } })
      expect(report.requests).toEqual(
        [readme, spec(typed), spec(typed), ...archivesOf(id)].map((path) => `${served.url}/${path}`),
      )
      rmSync(join(home, '.specs'), { recursive: true })
      expect(digestFolder(home)).toEqual(niftynetHome(id))
    })

    it('says of an unknown id that there is no such example, since the answer is a real 404', async () => {
      const home = freshHome()
      const report = await runClient('niftynet', { release, server: served.url, home, id: 'no_such_model' })
      expect(report).toMatchObject({ code: 255, facts: { said: 'no such example' } })
      expect(report.requests).toEqual([`${served.url}/${readme}`, `${served.url}/${spec('no_such_model')}`])
      expect(readdirSync(home)).toEqual([])
    })
  })

  it('asks for //raw/… where the address of the store was set with a slash at its end', async () => {
    const options = { release: '0.6.0', server: `${served.url}/`, home: freshHome(), id: 'tabular-risk' }
    const report = await runClient('niftynet', options)
    expect(report).toMatchObject({ code: 0, stderr: '', facts: { said: 'done' } })
    expect(report.requests[0]).toBe(`${served.url}//raw/5-reorganising-with-lfs/README.md`)
  })
})

const OWN_SERVER = SERVED_STORES.filter(({ server }) => server === 'serve')

describe.each(OWN_SERVER)('net_download from $title', (row) => {
  const served = useServer(row, 'its own port')
  const download = (home: string, id: string, release = '0.6.0', server = served.url) =>
    runClient('niftynet', { release, server, home, id })

  it('does not download again what is there already', async () => {
    const home = freshHome()
    await download(home, 'spleen_unet')
    const again = await download(home, 'spleen_unet')
    expect(again.code).toBe(0)
    expect(archivesIn(again.requests)).toEqual([])
    expect(existsSync(join(home, 'models/spleen_unet/models/model.ckpt-3.index'))).toBe(true)
  })

  it.each([
    { installed: '1.9.9', fetched: 4 },
    { installed: '1.10.1', fetched: 4 },
    { installed: '1.10.2', fetched: 0 },
    { installed: '1.11', fetched: 0 },
  ])('over version $installed fetches $fetched archives of 1.10.2', async ({ installed, fetched }) => {
    const home = freshHome()
    await download(home, 'spleen_unet')
    const remembered = join(home, '.specs/spleen_unet.ini')
    const spec = readFileSync(remembered, 'utf8')
    writeFileSync(remembered, spec.replace('version = 1.10.2', `version = ${installed}`))
    expect(archivesIn((await download(home, 'spleen_unet')).requests)).toHaveLength(fetched)
  })

  it.each([
    ['SPLEEN_UNET', 'ids are case-sensitive'],
    ['oasis.mini-2', 'ids are case-sensitive'],
    ['spleen_unet_MODEL_ZOO', 'the suffix is cut in lower case only'],
    ['spleen_unet_model_zoo_model_zoo', 'the suffix is cut once'],
  ])('knows no %s: %s', async (id) => {
    for (const { release } of RELEASES)
      expect(await download(freshHome(), id, release)).toMatchObject({ code: 255 })
  })

  it('finds spleen_model_zoo_unet, since _model_zoo is cut out anywhere, from 0.5.0 on', async () => {
    const codes = RELEASES.map(
      async ({ release }) => (await download(freshHome(), 'spleen_model_zoo_unet', release)).code,
    )
    expect(await Promise.all(codes)).toEqual([255, 255, 255, 255, 255, 0, 0])
  })

  it('follows redirects', async () => {
    const moved = await startRedirector(served.url)
    onTestFinished(moved.stop)
    const home = freshHome()
    expect(await download(home, 'spleen_unet', '0.6.0', moved.origin)).toMatchObject({ code: 0, stderr: '' })
    rmSync(join(home, '.specs'), { recursive: true })
    expect(digestFolder(home)).toEqual(niftynetHome('spleen_unet'))
  })
})

const READ_SPECS = `
import configparser, json, sys
def read(path):
    parser = configparser.ConfigParser(strict=True)
    parser.read_string(open(path, 'rb').read().decode('ascii'))
    return {name: dict(parser[name]) for name in parser.sections()}
print(json.dumps([read(path) for path in sys.argv[1:]]))`

describe.each(inject('stores'))('the specs of the store at $name', ({ dist, url }) => {
  const paths = listFiles(dist).filter((path) => path.endsWith('.ini'))

  /** By a parser that refuses a section or key that occurs twice, and anything but ASCII. */
  async function readSpecs(): Promise<Record<string, Record<string, string>>[]> {
    const result = await run(PYTHON3, ['-c', READ_SPECS, ...paths.map((path) => join(dist, path))])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    return JSON.parse(result.stdout) as Record<string, Record<string, string>>[]
  }

  it('have no section or key twice, and always a version of plain dotted numbers', async () => {
    const specs = await readSpecs()
    expect(specs).toHaveLength(paths.length)
    expect(specs.map((spec) => spec['config']?.['version'])).not.toContain(undefined)
    expect(specs.filter((spec) => !/^\d+(\.\d+)*$/.test(spec['config']!['version']!))).toEqual([])
  })

  it('name absolute addresses alone, which are those of STORE_URL and not those of the card', async () => {
    const urls = (await readSpecs()).flatMap((spec) =>
      Object.values(spec).flatMap((section) => section['url'] ?? []),
    )
    const hosted = 'https://files.example.org/'
    expect(urls.length).toBeGreaterThan(0)
    expect(urls.filter((address) => !address.startsWith(`${url}/`) && !address.startsWith(hosted))).toEqual(
      [],
    )
    expect(readFileSync(join(inject('zoo'), 'README.md'), 'utf8')).toContain('url: http://localhost:8000')
    const texts = listFiles(dist).filter((path) => /\.(ini|json|md|xml|html|txt)$/.test(path))
    expect(texts.filter((path) => readFileSync(join(dist, path), 'utf8').includes('localhost:8000'))).toEqual(
      [],
    )
  })

  it('lead to archives with a member that does not begin with a dot, or each run would fetch them again', async () => {
    for (const path of Object.keys(NIFTYNET_ENTRIES).flatMap(archivesOf)) {
      const { stdout } = await run('tar', ['-tzf', join(dist, path)])
      expect(stdout.split('\n').filter((name) => /^[^./]/.test(name))).not.toEqual([])
    }
  })
})
