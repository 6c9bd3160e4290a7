/** The files of `hosting/`, each run by its own server: what docs/hosting.md promises of them holds. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { SERVER_POLICY } from '../../src/site/csp.ts'
import { ask, type Answer } from './ask.ts'
import { freshFolder } from './folders.ts'
import { INSTALLED_RECIPES, RECIPES } from './hosting-servers.ts'
import { start, type RunningServer } from './servers.ts'
import { copyStore } from './store-copy.ts'
import type { BuiltStore } from './stores.ts'

const GZIP = { 'Accept-Encoding': 'gzip' }
const FIXED = 'public, max-age=31536000, immutable'
const CHANGING = 'public, max-age=300'
const FOLDER = 'spleen_unet/1.10.2'
const ARCHIVE = `/${FOLDER}/weights.tar.gz`

const copies = freshFolder('hosting')
afterAll(copies.remove)

const hosted = INSTALLED_RECIPES.flatMap((recipe) =>
  inject('stores').map((store) => ({ recipe, store, title: `hosting/${recipe}, ${store.name}` })),
)

/** With a file of each ending that a store may publish, whatever the fixtures have. */
function copyOf(store: BuiltStore): BuiltStore {
  const copy = copyStore(store, copies.path)
  for (const name of ['weights.tar.gz.meta4', 'unet-0123456789abcdef.pth'])
    writeFileSync(join(copy.dist, FOLDER, name), 'x')
  return copy
}

describe.each(hosted)('$title', ({ recipe, store: shared }) => {
  const store = copyOf(shared)
  let server: RunningServer
  let url = ''
  const get = (path: string, headers: Record<string, string> = {}) => ask(url + path, headers)
  const onDisk = (path: string) => readFileSync(join(store.dist, path))
  beforeAll(async () => {
    server = await start(recipe, RECIPES[recipe]!(store.base), store.served)
    url = server.origin + store.base
  })
  afterAll(() => server.stop())

  it.each([
    ARCHIVE,
    '/lenet_tiny/labels.txt',
    '/lenet_tiny/snapshot_iter_10.caffemodel',
    '/lenet_tiny/info.json',
    '/master.json',
  ])('sends %s as it is, with its length, whatever the client can unpack', async (path) => {
    const [whole, head] = [await get(path, GZIP), await ask(url + path, GZIP, 'HEAD')]
    for (const { status, headers } of [whole, head]) {
      expect(status).toBe(200)
      expect(headers['content-encoding']).toBeUndefined()
      expect(headers['content-length']).toBe(String(onDisk(path).length))
    }
    expect(whole.body.equals(onDisk(path))).toBe(true)
  })

  it('sends the part of an archive that is asked for', async () => {
    const middle = await get(ARCHIVE, { Range: 'bytes=1000-1999' })
    expect(middle).toMatchObject({ status: 206, body: onDisk(ARCHIVE).subarray(1000, 2000) })
    const end = await get(ARCHIVE, { Range: 'bytes=-10' })
    expect(end).toMatchObject({ status: 206, body: onDisk(ARCHIVE).subarray(-10) })
    expect((await get(ARCHIVE, { Range: 'bytes=0-9', 'If-Range': '"another"' })).status).toBe(200)
  })

  it('packs pages and documents for those who can unpack them', async () => {
    for (const path of ['/', '/spleen_unet/', '/catalogue.json', '/feed.xml'])
      expect((await get(path, GZIP)).headers, path).toMatchObject({
        'content-encoding': 'gzip',
        vary: 'Accept-Encoding',
      })
  })

  it.each([
    [ARCHIVE, 'application/gzip', FIXED],
    ['/Dataset777_Tiny/1.0/Dataset777_Tiny.zip', 'application/zip', FIXED],
    [`${ARCHIVE}.meta4`, 'application/metalink4+xml', CHANGING],
    [`/${FOLDER}/unet-0123456789abcdef.pth`, 'application/octet-stream', FIXED],
    ['/lenet_tiny/cite.ris', 'application/x-research-info-systems', CHANGING],
    ['/lenet_tiny/cite.bib', 'application/x-bibtex', CHANGING],
    ['/spleen_unet/main.ini', 'text/plain; charset=utf-8', CHANGING],
    ['/SHA256SUMS', 'text/plain; charset=utf-8', CHANGING],
    ['/spleen_unet/1.10.2/SHA256SUMS', 'text/plain; charset=utf-8', CHANGING],
    ['/spleen_unet/CITATION.cff', 'text/plain; charset=utf-8', CHANGING],
    ['/catalogue.json', 'application/json', CHANGING],
    ['/feed.xml', 'application/atom+xml', CHANGING],
    ['/feed.json', 'application/feed+json', CHANGING],
    ['/sitemap.xml', 'application/xml', CHANGING],
    ['/', 'text/html; charset=utf-8', CHANGING],
  ])('sends %s as %s, to be kept as %s', async (path, type, cache) => {
    expect((await get(path)).headers).toMatchObject({ 'content-type': type, 'cache-control': cache })
  })

  it.each([
    '/nothing',
    '/spleen_unet/nothing',
    '/spleen_unet/1.10.2/nothing.tar.gz',
    '/nothing/',
    '/Spleen_Unet/main.ini',
  ])('answers %s with the page of a missing file, its length, and nothing that lasts', async (path) => {
    const { status, headers, body } = await get(path, GZIP)
    expect(status).toBe(404)
    expect(body.equals(onDisk('404.html'))).toBe(true)
    expect(headers['content-length']).toBe(String(body.length))
    expect(headers['cache-control'] ?? '').not.toContain('immutable')
    expectSafe(headers)
  })

  it('lists no folder, and says to browsers what pages may load', async () => {
    expect([403, 404]).toContain((await get('/spleen_unet/1.10.2/')).status)
    for (const path of ['/', ARCHIVE, '/catalogue.json']) expectSafe((await get(path)).headers)
  })
})

function expectSafe(headers: Answer['headers']): void {
  expect(headers).toMatchObject({
    'content-security-policy': SERVER_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
}

/** What `hf_hub_download` of huggingface_hub (0.17 to 1.x, file_download.py) asks for, and what it must be told. */
async function hfDownload(endpoint: string, repo: string, name: string, revision: string) {
  const url = `${endpoint}/${repo}/resolve/${revision}/${name}`
  const head = await ask(url, { 'Accept-Encoding': 'identity', 'User-Agent': 'unknown/None; hf_hub' }, 'HEAD')
  if (head.status !== 200) return { error: head.headers['x-error-code'] }
  const commit = head.headers['x-repo-commit']
  const etag = (head.headers['x-linked-etag'] ?? head.headers['etag'])?.toString().replace(/^W\/|"/g, '')
  const size = Number(head.headers['x-linked-size'] ?? head.headers['content-length'])
  const rest = await ask(url, { Range: `bytes=1000-` })
  const first = await ask(url, { Range: `bytes=0-999` })
  return { commit, etag, size, body: Buffer.concat([first.body, rest.body]) }
}

const withNginx = hosted.filter(({ recipe }) => recipe === 'nginx.conf')

describe.each(withNginx)("Hugging Face's client at $title", ({ store }) => {
  let server: RunningServer
  beforeAll(async () => {
    server = await start('nginx', RECIPES['nginx.conf']!(store.base), store.served)
  })
  afterAll(() => server.stop())

  it('gets an archive by the name of its entry and its version', async () => {
    const bytes = readFileSync(join(store.dist, ARCHIVE))
    const { body, ...told } = await hfDownload(
      server.origin + store.base,
      'spleen_unet',
      'weights.tar.gz',
      '1.10.2',
    )
    // A commit that is the revision itself would not be found offline.
    expect(told).toEqual({ commit: 'zoo-1.10.2', etag: '1.10.2@weights.tar.gz', size: bytes.length })
    expect(createHash('sha256').update(body!).digest()).toEqual(createHash('sha256').update(bytes).digest())
  })

  it.each([
    ['no branch', 'spleen_unet', 'weights.tar.gz', 'main', 'RevisionNotFound'],
    ['no such file', 'spleen_unet', 'nothing.tar.gz', '1.10.2', 'EntryNotFound'],
  ])('is told by name that there is %s', async (_, repo, name, revision, error) => {
    expect(await hfDownload(server.origin + store.base, repo, name, revision)).toEqual({ error })
  })

  it('is told that there are no lists of files', async () => {
    const { status, headers } = await ask(
      `${server.origin}${store.base}/api/models/spleen_unet/revision/1.10.2`,
    )
    expect([status, headers['x-error-code']]).toEqual([404, 'RepoNotFound'])
  })
})
