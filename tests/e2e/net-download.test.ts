/** Our own `net_download` against every server, beside the one that does as NiftyNet's does. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { publicKeyLine } from '../../src/lib/minisign.ts'
import { runClient } from './clients/run-client.ts'
import { type Finished, REPOSITORY, run } from './command.ts'
import { NIFTYNET_ENTRIES, niftynetHome, VERSIONS } from './fixture-entries.ts'
import { digestFolder, freshFolder, sha256 } from './folders.ts'
import { startMirror } from './mirror.ts'
import { startRedirector } from './redirector.ts'
import { SERVED_STORES, useServer } from './served-stores.ts'
import type { ServerName } from './servers.ts'
import { Copy, KEY } from './signed-store.ts'

/** A person with an own home folder. */
class Person {
  readonly dir: string

  constructor() {
    const folder = freshFolder('net-download')
    onTestFinished(folder.remove)
    this.dir = folder.path
  }

  get home(): string {
    return join(this.dir, 'niftynet')
  }

  download(zoo: string, ...args: string[]): Promise<Finished> {
    const env = {
      PATH: process.env['PATH'],
      HOME: this.dir,
      USERPROFILE: this.dir,
      niftynet_model_zoo: zoo,
      NO_PROXY: '*',
    }
    return run(process.execPath, [join(REPOSITORY, 'bin/net_download.mjs'), ...args], { env })
  }

  /** What was installed, without records and NiftyNet's own packages. */
  installed(): Record<string, string> {
    const files = Object.entries(digestFolder(this.home))
    return Object.fromEntries(
      files.filter(([path]) => !/(^|\/)\.zoopress\.json$|^extensions\/(network\/)?__init__\.py$/.test(path)),
    )
  }
}

/** What NiftyNet 0.6.0 prints for an entry that it downloads. */
function printed({ home }: Person, zoo: string, specUrl: string, typed: string, id: string): string {
  const sections = NIFTYNET_ENTRIES[id]!.flatMap(({ section, to }) => [
    `Downloading from ${specUrl}/${id}/${VERSIONS[id]!}/${section}.tar.gz`,
    `${typed} -- ${section}: OK.`,
    `Downloaded data to ${join(home, to)}`,
  ])
  return [`Accessing: ${zoo}`, ...sections, ''].join('\n')
}

function typedOn(server: ServerName) {
  const ids = server === 'serve' ? Object.keys(NIFTYNET_ENTRIES) : ['spleen_unet']
  return ids.flatMap((id) => [
    { id, typed: id },
    { id, typed: `${id}_model_zoo` },
  ])
}

describe.each(SERVED_STORES)('net_download of a store on $title', (row) => {
  const served = useServer(row)

  it.each(typedOn(row.server))('installs $typed byte for byte', async ({ id, typed }) => {
    const person = new Person()
    expect(await person.download(served.url, typed)).toEqual({
      code: 0,
      stdout: printed(person, served.url, row.store.url, typed, id),
      stderr: '',
    })
    expect(person.installed()).toEqual(niftynetHome(id))
  })

  it('refuses an unknown id as NiftyNet does', async () => {
    const person = new Person()
    expect(await person.download(served.url, 'no_such_model')).toEqual({
      code: 255,
      stdout: `Accessing: ${served.url}\nno_such_model: FAIL. \nNo NiftyNet example was found for no_such_model.\n`,
      stderr: '',
    })
    expect(person.installed()).toEqual({})
  })
})

describe.each(inject('stores'))('net_download of a copy of the store at $name', (store) => {
  async function withMirror() {
    const mirror = await startMirror(store)
    onTestFinished(mirror.stop)
    return { mirror, person: new Person() }
  }
  const weights = `/spleen_unet/${VERSIONS['spleen_unet']!}/weights.tar.gz`

  it('follows redirects', async () => {
    const { mirror, person } = await withMirror()
    const moved = await startRedirector(mirror.url)
    onTestFinished(moved.stop)
    expect(await person.download(moved.origin, 'spleen_unet')).toMatchObject({ code: 0, stderr: '' })
    expect(person.installed()).toEqual(niftynetHome('spleen_unet'))
  })

  it('goes on where a transfer broke', async () => {
    const { mirror, person } = await withMirror()
    const half = Math.floor(readFileSync(join(store.dist, weights)).length / 2)
    mirror.cutAfter = (path) =>
      path === weights && mirror.requests.filter((request) => request.startsWith(path)).length === 1
        ? half
        : Infinity
    expect(await person.download(mirror.url, 'spleen_unet')).toMatchObject({ code: 0, stderr: '' })
    expect(mirror.requests).toContain(`${weights} bytes=${half}-`)
    expect(person.installed()).toEqual(niftynetHome('spleen_unet'))
  })

  it('installs nothing while an archive is not the published one; what else has come is not asked for again', async () => {
    const { mirror, person } = await withMirror()
    mirror.change = (path, bytes) => (path === weights ? Buffer.from(bytes.map((byte) => byte ^ 1)) : bytes)
    const { code, stderr } = await person.download(mirror.url, 'spleen_unet')
    expect(code).toBe(1)
    expect(stderr).toContain('weights.tar.gz')
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(Object.keys(person.installed()).filter((path) => !path.startsWith('.downloads_parts/'))).toEqual(
      [],
    )
    mirror.change = (_, bytes) => bytes
    mirror.requests.length = 0
    expect(await person.download(mirror.url, 'spleen_unet')).toMatchObject({ code: 0, stderr: '' })
    expect(mirror.requests.filter((request) => request.endsWith('.tar.gz'))).toEqual([weights])
    expect(person.installed()).toEqual(niftynetHome('spleen_unet'))
  })

  it('shares its folders with NiftyNet in both directions', async () => {
    const { mirror, person } = await withMirror()
    const archives = () => mirror.requests.filter((path) => path.endsWith('.tar.gz')).length
    const theirs = () =>
      runClient('niftynet', { release: '0.6.0', server: mirror.url, home: person.home, id: 'spleen_unet' })
    await person.download(mirror.url, 'spleen_unet')
    const count = archives()
    expect(await theirs()).toMatchObject({ code: 0, facts: { failed: [] } })
    // It keeps copies of specs elsewhere than NiftyNet does, and downloaded once more for want of one.
    expect(archives()).toBe(2 * count)
    expect(await theirs()).toMatchObject({ code: 0 })
    expect(await person.download(mirror.url, 'spleen_unet')).toEqual({
      code: 0,
      stdout: `Accessing: ${mirror.url}\nspleen_unet: OK. \nAlready downloaded. Use the -r option to download again.\n`,
      stderr: '',
    })
    expect(archives()).toBe(2 * count)
    rmSync(join(person.home, '.specs'), { recursive: true })
    expect(person.installed()).toEqual(niftynetHome('spleen_unet'))
  })
})

describe('net_download of a signed store', () => {
  const store = inject('stores')[0]!

  /** A copy with a key of its own, changed by `change` after it was signed. */
  function signedCopy(change: (copy: Copy) => void = () => undefined): typeof store {
    const copy = new Copy(store.dist)
    copy.write('zoopress.pub', `${publicKeyLine(KEY.publicKey)}\n`)
    copy.list()
    copy.sign(`file:SHA256SUMS serial:1 expires:2999-01-01 sha256:${sha256(copy.read('SHA256SUMS'))}`)
    change(copy)
    return { ...store, dist: copy.dir, url: 'http://unused.invalid' }
  }

  async function download(signed: typeof store): Promise<Finished & { person: Person }> {
    const mirror = await startMirror(signed)
    onTestFinished(mirror.stop)
    const person = new Person()
    return { ...(await person.download(mirror.url, 'spleen_unet')), person }
  }

  it('installs what its owner signed', async () => {
    const { code, person } = await download(signedCopy())
    expect(code).toBe(0)
    expect(person.installed()).toEqual(niftynetHome('spleen_unet'))
  })

  const SPEC = 'raw/5-reorganising-with-lfs/spleen_unet/main.ini'
  it.each<[string, (copy: Copy) => void, string]>([
    [
      'a spec',
      (copy) => copy.edit(SPEC, (text) => text.replace('1.10.2', '1.10.3')),
      "is not the file that the store's owner signed",
    ],
    [
      'what is said of an archive',
      (copy) => copy.edit('spleen_unet/entry.json', (text) => `${text} `),
      "the store's owner signed",
    ],
    ['the list', (copy) => copy.edit('SHA256SUMS', (text) => text.replace('0', '1')), 'SHA256SUMS'],
  ])('installs nothing where somebody changed %s', async (_, change, sentence) => {
    const { code, stderr, person } = await download(signedCopy(change))
    expect(code).toBe(1)
    expect(stderr).toContain(sentence)
    expect(person.installed()).toEqual({})
  })
})

it('net_download is typed wrong: the usage, and 2', async () => {
  const person = new Person()
  expect(await person.download('http://127.0.0.1:9')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'usage: net_download [-h] [-r] [-v] sample_id [sample_id ...]\nnet_download: error: the following arguments are required: sample_id\n',
  })
  expect(readdirSync(person.dir)).toEqual([])
})
