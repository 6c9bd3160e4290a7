import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { getModel, type GetOptions } from '../../../src/client/get/get-model.ts'
import { readRecord } from '../../../src/client/install/read-record.ts'
import type { LooseFile, Model } from '../../../src/client/store/model.ts'
import { listFiles } from '../../../src/lib/files.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { tar } from '../archive/make-tar.ts'
import { testSurroundings } from '../cli/surroundings.ts'
import { published, sampleDownload, sampleModel, sampleStore, sha256 } from '../sample-store.ts'

type Files = Record<string, string>

const archive = (files: Files): Buffer =>
  gzipSync(tar(Object.entries(files).map(([name, content]) => ({ name, content }))))

/** A server that has these files alone; what it was asked for is kept. */
async function serve(files: Record<string, Buffer | string>) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url!)
    const body = files[request.url!]
    if (body === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-length': Buffer.byteLength(body) }).end(body)
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  onTestFinished(() => void server.close())
  return { asked, files, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function optionsFor(dir: string, more: Partial<GetOptions> = {}): GetOptions {
  const surroundings = testSurroundings(dir, { no_proxy: '*' })
  const patience = { idleMs: 5000, pauseMs: 1, tries: 1 }
  return { surroundings, network: { env: surroundings.env, patience, signal: surroundings.signal }, ...more }
}

/** A store beside the servers of the tests: what a public one names on this machine is not fetched. */
const get = (model: Model, options: GetOptions, url = 'http://127.0.0.1/zoo') =>
  getModel({ ...sampleStore([model]), url }, model, options)

/** Text by path, without records. */
function read(dir: string): Files {
  const paths = listFiles(dir).filter(({ path }) => !path.endsWith('.zoopress.json'))
  return Object.fromEntries(paths.map(({ path }) => [path, readFileSync(join(dir, path), 'utf8')]))
}

/** A section as a store publishes it. */
function section(url: string, name: string, files: Files, bytes = archive(files)) {
  return sampleDownload(name, {
    urls: [`${url}/${name}.tar.gz`],
    size: bytes.length,
    sha256: sha256(bytes),
    files: published(files),
  })
}

describe('a model of several sections', () => {
  const WEIGHTS = { 'a.bin': 'old a', 'b/c.bin': 'old c' }
  const CODE = { 'net.py': 'net' }

  async function liver() {
    const server = await serve({ '/weights.tar.gz': archive(WEIGHTS), '/code.tar.gz': archive(CODE) })
    const model = sampleModel({
      downloads: [section(server.url, 'weights', WEIGHTS), section(server.url, 'code', CODE)],
    })
    return { ...server, model }
  }

  it('lies in a folder each, and nothing else is left', async () => {
    const dir = freshFolder()
    const { model } = await liver()
    expect(await get(model, optionsFor(dir))).toEqual({
      ...{ kind: 'files', isNew: true, folders: [join(dir, 'liver')] },
      ...{ unverified: [], leftOut: [], kept: [] },
    })
    expect(read(dir)).toEqual({
      'liver/weights/a.bin': 'old a',
      'liver/weights/b/c.bin': 'old c',
      'liver/code/net.py': 'net',
    })
    expect(readdirSync(dir)).toEqual(['liver'])
  })

  it('is fetched once', async () => {
    const dir = freshFolder()
    const { model, asked } = await liver()
    await get(model, optionsFor(dir))
    expect(await get(model, optionsFor(dir))).toMatchObject({ isNew: false, folders: [join(dir, 'liver')] })
    expect(asked).toHaveLength(2)
    expect(await get(model, optionsFor(dir, { force: true }))).toMatchObject({ isNew: true })
    expect(asked).toHaveLength(4)
  })

  it.each<[string, (dir: string) => void]>([
    ['a file is gone', (dir) => rmSync(join(dir, 'weights/a.bin'))],
    ['a file has another size', (dir) => writeFileSync(join(dir, 'weights/a.bin'), 'x')],
    ['the record is gone', (dir) => rmSync(join(dir, '.zoopress.json'))],
  ])('is fetched again where %s', async (_, damage) => {
    const dir = freshFolder()
    const { model } = await liver()
    await get(model, optionsFor(dir))
    damage(join(dir, 'liver'))
    expect(await get(model, optionsFor(dir))).toMatchObject({ isNew: true })
    expect(read(join(dir, 'liver/weights'))).toMatchObject(WEIGHTS)
  })

  it('is added to, section by section', async () => {
    const dir = freshFolder()
    const { model, asked } = await liver()
    await get(model, optionsFor(dir, { sections: ['code'] }))
    expect(read(dir)).toEqual({ 'liver/code/net.py': 'net' })
    await get(model, optionsFor(dir, { sections: ['weights'] }))
    expect(read(dir)).toMatchObject({ 'liver/code/net.py': 'net', 'liver/weights/a.bin': 'old a' })
    expect(await get(model, optionsFor(dir))).toMatchObject({ isNew: false })
    expect(asked).toHaveLength(2)
  })

  it('goes where it is told to, from the home folder too', async () => {
    const dir = freshFolder()
    const { model } = await liver()
    await get(model, optionsFor(dir, { dest: '~/models' }))
    await get(model, optionsFor(dir, { dest: 'here' }))
    expect([
      existsSync(join(dir, 'models/liver/code/net.py')),
      existsSync(join(dir, 'here/liver/code/net.py')),
    ]).toEqual([true, true])
  })

  it('gives way to its next version as a whole, and own files stay', async () => {
    const dir = freshFolder()
    const { model, files, url } = await liver()
    await get(model, optionsFor(dir))
    writeFileSync(join(dir, 'liver/weights/own.bin'), 'mine')
    const next = { 'a.bin': 'new a' }
    files['/weights.tar.gz'] = archive(next)
    const newer = {
      ...model,
      version: '2.0',
      downloads: [section(url, 'weights', next), model.downloads[1]!],
    }
    expect(await get(newer, optionsFor(dir))).toMatchObject({ isNew: true })
    expect(read(dir)).toEqual({
      'liver/weights/a.bin': 'new a',
      'liver/weights/own.bin': 'mine',
      'liver/code/net.py': 'net',
    })
  })

  it('gives way to its next version from another address of the store where somebody insists', async () => {
    const dir = freshFolder()
    const { model, files, url, asked } = await liver()
    await get(model, optionsFor(dir))
    const moved = sampleStore([model], { url: 'http://127.0.0.1/moved' })
    expect(await getModel(moved, model, optionsFor(dir))).toMatchObject({ isNew: false })
    const next = { 'a.bin': 'new a' }
    files['/weights.tar.gz'] = archive(next)
    const newer = { ...model, version: '2.0', downloads: [section(url, 'weights', next)] }
    await expect(getModel(moved, newer, optionsFor(dir))).rejects.toThrow('http://127.0.0.1/zoo')
    expect(asked).toHaveLength(2)
    await getModel(moved, newer, optionsFor(dir, { force: true }))
    expect(read(dir)).toEqual({ 'liver/weights/a.bin': 'new a', 'liver/code/net.py': 'net' })
  })

  it('stays as it was where one archive of the next version is not what it should be', async () => {
    const dir = freshFolder()
    const { model, files } = await liver()
    await get(model, optionsFor(dir))
    const before = read(dir)
    files['/weights.tar.gz'] = archive({ 'a.bin': 'evil' })
    const newer = { ...model, version: '2.0' }
    await expect(get(newer, optionsFor(dir))).rejects.toThrow(UserError)
    expect(readRecord(join(dir, 'liver'))?.installed.map(({ version }) => version)).toEqual(['1.0', '1.0'])
    expect(read(join(dir, 'liver'))).toEqual(
      Object.fromEntries(Object.entries(before).map(([path, text]) => [path.slice(6), text])),
    )
  })

  it('is refused where an archive holds what the list does not', async () => {
    const dir = freshFolder()
    const { model, url } = await liver()
    const lying = { ...section(url, 'weights', WEIGHTS), files: published({ 'a.bin': 'old a' }) }
    await expect(get({ ...model, downloads: [lying] }, optionsFor(dir))).rejects.toThrow(/b\/c\.bin/)
    expect(existsSync(join(dir, 'liver'))).toBe(false)
  })

  it('tells of every file that could not be had', async () => {
    const dir = freshFolder()
    const { model, files } = await liver()
    delete files['/weights.tar.gz']
    delete files['/code.tar.gz']
    const message = await get(model, optionsFor(dir)).then(
      String,
      (error: unknown) => (error as Error).message,
    )
    expect(message.split('\n')).toEqual([
      expect.stringContaining('weights.tar.gz'),
      expect.stringContaining('code.tar.gz'),
    ])
  })
})

describe('a file that is hosted elsewhere', () => {
  const hosted = (url: string, fileName: string, bytes: Buffer | null) =>
    sampleDownload('weights', {
      ...{ fileName, urls: [`${url}/file`], files: null },
      ...(bytes === null ? { size: null, sha256: null } : { size: bytes.length, sha256: sha256(bytes) }),
    })

  it.each<[string, string, Buffer, Files]>([
    ['an archive is unpacked', 'weights.tar.gz', archive({ 'a.bin': 'a' }), { 'a.bin': 'a' }],
    ['a checkpoint is placed', 'model.pth', Buffer.from('PK\x03\x04'), { 'model.pth': 'PK\x03\x04' }],
    [
      'what only has the name of an archive is placed',
      'weights.tar.gz',
      Buffer.from('no archive'),
      { 'weights.tar.gz': 'no archive' },
    ],
  ])('%s', async (_, fileName, bytes, expected) => {
    const dir = freshFolder()
    const { url } = await serve({ '/file': bytes })
    const model = sampleModel({ downloads: [hosted(url, fileName, bytes)] })
    expect(await get(model, optionsFor(dir))).toMatchObject({ isNew: true, unverified: [] })
    expect(read(join(dir, 'liver/weights'))).toEqual(expected)
    expect(await get(model, optionsFor(dir))).toMatchObject({ isNew: false })
  })

  it('without a sum is told of', async () => {
    const { url } = await serve({ '/file': 'weights' })
    const model = sampleModel({ downloads: [hosted(url, 'a.onnx', null)] })
    expect(await get(model, optionsFor(freshFolder()))).toMatchObject({ unverified: ['a.onnx'] })
  })

  it('comes from a mirror where a store in a folder lacks it', async () => {
    const dir = freshFolder()
    const { url } = await serve({ '/file': 'weights' })
    const download = hosted(url, 'a.onnx', Buffer.from('weights'))
    const gone = pathToFileURL(join(dir, 'gone/a.onnx')).href
    const model = sampleModel({ downloads: [{ ...download, urls: [gone, ...download.urls] }] })
    await get(model, optionsFor(dir))
    expect(read(join(dir, 'liver/weights'))).toEqual({ 'a.onnx': 'weights' })
  })
})

describe('a snapshot of a plain DIGITS store', () => {
  const loose = (files: readonly LooseFile[]) =>
    sampleModel({
      ...{ version: null, versions: [], layout: 'digits', downloads: [] },
      digits: { framework: 'caffe', files: [...files] },
    })
  const file = (url: string, path: string, isOptional = false): LooseFile => ({
    ...{ path, url: `${url}/${path}`, size: null, sha256: null, isOptional },
  })

  it('comes file by file, and nobody vouches for it', async () => {
    const dir = freshFolder()
    const { url, asked } = await serve({ '/info.json': '{}', '/a.caffemodel': 'weights' })
    const model = loose([file(url, 'info.json'), file(url, 'a.caffemodel'), file(url, 'license.txt', true)])
    expect(await get(model, optionsFor(dir))).toMatchObject({
      kind: 'digits',
      unverified: ['info.json', 'a.caffemodel'],
    })
    expect(read(dir)).toEqual({ 'liver/info.json': '{}', 'liver/a.caffemodel': 'weights' })
    const first = asked.length
    expect(await get(model, optionsFor(dir))).toMatchObject({ isNew: false })
    expect(asked).toHaveLength(first)
  })

  it('is not taken for that of another store, which stays until somebody insists', async () => {
    const dir = freshFolder()
    const { url, files } = await serve({ '/info.json': '{}', '/a.caffemodel': 'weights' })
    const model = loose([file(url, 'info.json'), file(url, 'a.caffemodel')])
    await get(model, optionsFor(dir))
    files['/a.caffemodel'] = 'other weights'
    const other = sampleStore([model], { url: 'file:///media/my%20stick' })
    await expect(getModel(other, model, optionsFor(dir))).rejects.toThrow(
      `${join(dir, 'liver')} holds "liver" from another store, http://127.0.0.1/zoo. Replace it by that of /media/my stick with --force`,
    )
    expect(read(dir)).toMatchObject({ 'liver/a.caffemodel': 'weights' })
    await getModel(other, model, optionsFor(dir, { force: true }))
    expect(read(dir)).toEqual({ 'liver/info.json': '{}', 'liver/a.caffemodel': 'other weights' })
    expect(readRecord(join(dir, 'liver'))?.installed.map(({ store }) => store)).toEqual([other.url])
  })

  it('is not installed without a file that it needs', async () => {
    const dir = freshFolder()
    const { url } = await serve({ '/info.json': '{}' })
    await expect(
      get(loose([file(url, 'info.json'), file(url, 'a.caffemodel')]), optionsFor(dir)),
    ).rejects.toThrow(/a\.caffemodel/)
    expect(existsSync(join(dir, 'liver'))).toBe(false)
  })

  it('is copied from a store in a folder', async () => {
    const dir = freshFolder()
    mkdirSync(join(dir, 'store'))
    writeFileSync(join(dir, 'store/info.json'), '{}')
    const url = pathToFileURL(join(dir, 'store')).href
    await get(loose([file(url, 'info.json'), file(url, 'license.txt', true)]), optionsFor(dir))
    expect(read(join(dir, 'liver'))).toEqual({ 'info.json': '{}' })
  })
})

describe('a model for NiftyNet', () => {
  it('lies in its home, where net_download puts it', async () => {
    const dir = freshFolder()
    const files = { 'models/a.ckpt': 'weights' }
    const { url } = await serve({ '/weights.tar.gz': archive(files) })
    const download = {
      ...section(url, 'weights', files),
      niftynet: { destination: 'models', localId: 'liver-ct' },
    }
    const model = sampleModel({ library: 'niftynet', downloads: [download, { ...sampleDownload('slides') }] })
    expect(await get(model, optionsFor(dir))).toMatchObject({
      ...{ kind: 'niftynet', leftOut: ['slides'], folders: [join(dir, 'niftynet/models/liver-ct')] },
    })
    expect(read(join(dir, 'niftynet/models'))).toEqual({ 'liver-ct/models/a.ckpt': 'weights' })
    expect(await get(model, optionsFor(dir))).toMatchObject({ isNew: false })
  })
})

it('a mirror in the reader’s own network is not fetched for a public store', async () => {
  const files = { 'a.ckpt': 'weights' }
  const { url, asked } = await serve({ '/weights.tar.gz': archive(files) })
  const model = sampleModel({ downloads: [section(url, 'weights', files)] })
  await expect(get(model, optionsFor(freshFolder()), 'http://1.1.1.1/zoo')).rejects.toThrow(/private network/)
  expect(asked).toEqual([])
})
