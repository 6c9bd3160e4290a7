import { spawn } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '../../../src/client/store/open-store.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { freePort, listens } from '../../e2e/ports.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { digitsFiles, publishedFiles } from './published-store.ts'
import { serve, testOptions, testSurroundings, type Files } from './test-server.ts'

const PAGE = '<!doctype html><title>Not here</title>'

async function open(url: string, surroundings = testSurroundings()) {
  return openStore(url, testOptions(surroundings))
}

/** What `work` says to the person. */
async function faultOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (fault: unknown) => fault,
  )
  expect(error).toBeInstanceOf(UserError)
  return (error as UserError).message
}

function write(files: Files): string {
  const dir = freshFolder()
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), content as string)
  }
  return dir
}

describe('a store of ours', () => {
  it('is listed by its catalogue, in any folder of a server', async () => {
    const files = Object.fromEntries(
      Object.entries(publishedFiles()).map(([path, text]) => [`a/zoo/${path}`, text]),
    )
    const server = await serve(files)
    const store = await open(`${server.url}/a/zoo/`)
    expect(store).toMatchObject({
      url: `${server.url}/a/zoo`,
      kind: 'zoopress',
      title: 'Fixture zoo & <friends>',
      signed: null,
    })
    expect(store.models.map(({ id }) => id)).toEqual([
      'Dataset901_Shapes',
      'bare',
      'lenet_digits',
      'spleen_ct',
    ])
    expect(store.models[2]).toMatchObject({
      title: 'LeNet, handwritten digits',
      version: '1.0',
      library: 'caffe',
      license: 'CC0-1.0',
      size: 1024,
      downloads: [
        { section: 'lenet_digits', fileName: 'lenet_digits.tar.gz', size: 1024, sha256: '77'.repeat(32) },
      ],
    })
  })

  it('tells everything of one model, with addresses below its own', async () => {
    const server = await serve(publishedFiles())
    const store = await open(server.url)
    const model = await store.model('spleen_ct')
    const known = model.downloads.map(({ section, fileName, urls, niftynet }) => [
      section,
      fileName,
      urls,
      niftynet,
    ])
    expect(known).toEqual([
      [
        'data',
        'scans.tar.gz',
        ['https://files.example/scans.tar.gz?dl=1&x=%20;y#z', 'https://mirror.example/scans.tar.gz'],
        { destination: 'data', localId: 'SCANS' },
      ],
      ['extra', 'extra.tar.gz', [`${server.url}/spleen_ct/2.1/extra.tar.gz`], null],
      [
        'weights',
        'weights.tar.gz',
        [`${server.url}/spleen_ct/2.1/weights.tar.gz`],
        { destination: 'models', localId: 'spleen_ct' },
      ],
    ])
    const digits = await store.model('lenet_digits', '1.0')
    expect(digits.digits?.framework).toBe('caffe')
    expect(digits.digits?.files.map(({ url }) => url)).toContain(`${server.url}/lenet_digits/deploy.prototxt`)
    expect((await store.model('Dataset901_Shapes')).layout).toBe('nnunet')
  })

  it('says what is near an id, and which versions there are', async () => {
    const store = await open((await serve(publishedFiles())).url)
    expect(await faultOf(store.model('lenet_digit'))).toContain('Did you mean "lenet_digits"?')
    expect(await faultOf(store.model('Spleen_CT'))).toContain('Did you mean "spleen_ct"?')
    expect(await faultOf(store.model('spleen_ct', '9.9'))).toContain(
      'has no version "9.9". The store has: "2.1"',
    )
  })

  it('opens from a folder, and from the file: address of one', async () => {
    const dir = write(publishedFiles())
    const surroundings = { ...testSurroundings(), workDir: dirname(dir) }
    const store = await open(dir.slice(dirname(dir).length + 1), surroundings)
    expect(store.url).toBe(pathToFileURL(dir).href)
    const { downloads } = await store.model('spleen_ct')
    expect(downloads.at(-1)?.urls).toEqual([`${pathToFileURL(dir).href}/spleen_ct/2.1/weights.tar.gz`])
    expect((await open(`${pathToFileURL(dir).href}/`)).models).toHaveLength(4)
    expect(await faultOf(open(join(dir, 'nothing')))).toContain('There is no folder')
  })

  it('in a folder never leads out of it by a link', async () => {
    const dir = write(publishedFiles())
    const outside = write(publishedFiles())
    symlinkSync(outside, join(dir, 'inner'))
    const linked = freshFolder()
    symlinkSync(join(outside, 'catalogue.json'), join(linked, 'catalogue.json'))
    expect(await faultOf(open(join(dir, 'inner', 'gone')))).toContain('There is no folder')
    expect(await faultOf(open(linked))).toContain('is no store')
  })

  it('gives the sums of its files where it has a list', async () => {
    const listed = { ...publishedFiles(), SHA256SUMS: `${'ab'.repeat(32)}  spleen_ct/2.1/weights.tar.gz\n` }
    const store = await open((await serve(listed)).url)
    expect([...(await store.sums())!]).toEqual([['spleen_ct/2.1/weights.tar.gz', 'ab'.repeat(32)]])
    expect(await (await open((await serve(publishedFiles())).url)).sums()).toBeNull()
  })
})

describe('a plain DIGITS store', () => {
  it('is listed by its children', async () => {
    const surroundings = testSurroundings()
    const store = await open((await serve(digitsFiles())).url, surroundings)
    expect(store).toMatchObject({ kind: 'digits', message: "Luke's Model Store", signed: null })
    expect(store.models.map(({ id, title, library, clients }) => [id, title, library, clients])).toEqual([
      ['flow', 'Flow', 'tensorflow', ['digits']],
      ['lenet', 'LeNet', 'caffe', ['digits']],
      ['teams_alex_net', 'AlexNet', 'torch', ['digits']],
    ])
    expect(surroundings.printed.err).toEqual([])
  })

  it.each([
    [
      'lenet',
      [
        ['deploy.prototxt', false],
        ['info.json', false],
        ['labels.txt', false],
        ['mean.binaryproto', true],
        ['snapshot_iter_28140.caffemodel', false],
      ],
    ],
    [
      'teams_alex_net',
      [
        ['info.json', false],
        ['layers.py', false],
        ['model.lua', false],
        ['snapshot_30_Model.t7', false],
      ],
    ],
    [
      'flow',
      [
        ['info.json', false],
        ['network.py', false],
        ['snapshot_3.ckpt.data-00000-of-00001', false],
        ['snapshot_3.ckpt.index', false],
        ['snapshot_3.ckpt.meta', false],
      ],
    ],
  ])('names the files of %s as DIGITS fetches them', async (id, expected) => {
    const server = await serve(digitsFiles())
    const model = await (await open(server.url)).model(id)
    const files = model.digits!.files
    expect(files.map(({ path, isOptional = false }) => [path, isOptional]).sort()).toEqual(expected)
    const folder = id === 'teams_alex_net' ? 'teams/alex%20net' : id
    for (const { path, url, size, sha256 } of files)
      expect([url, size, sha256]).toEqual([`${server.url}/${folder}/${path}`, null, null])
  })

  it('gives the licence that DIGITS shows, and no versions', async () => {
    const store = await open((await serve(digitsFiles())).url)
    const { license, version, versions, downloads } = await store.model('lenet')
    expect([license, version, versions, downloads]).toEqual(['BSD-3-Clause', null, [], []])
    expect(await faultOf(store.model('lenet', '2.0'))).toContain('keeps no versions')
  })

  it('lends its list of sums to its files', async () => {
    const sums = `${'cd'.repeat(32)}  lenet/deploy.prototxt\n${'ef'.repeat(32)}  lenet/labels.txt\n`
    const store = await open((await serve({ ...digitsFiles(), SHA256SUMS: sums })).url)
    const { files } = (await store.model('lenet')).digits!
    expect(files.find(({ path }) => path === 'labels.txt')?.sha256).toBe('ef'.repeat(32))
    expect(files.map(({ path }) => path)).not.toContain('mean.binaryproto')
  })

  it('loses a child that cannot be read, and says so', async () => {
    const surroundings = testSurroundings()
    const server = await serve({ ...digitsFiles(), 'lenet/info.json': '{"name": ', 'flow/info.json': 404 })
    const store = await open(server.url, surroundings)
    expect(store.models.map(({ id }) => id)).toEqual(['teams_alex_net'])
    expect(surroundings.printed.err.map((line) => line.replaceAll(server.url, '<url>')))
      .toMatchInlineSnapshot(`
      [
        "<url>: The child "flow" is left out. <url>/flow/info.json is missing from the store. Tell its owner.",
        "<url>: The child "lenet" is left out. <url>/lenet/info.json: This is not a JSON object. Tell the store's owner, or try again later.",
      ]
    `)
  })

  it('loses a child whose document is longer than any, of which ten thousand would fill the memory', async () => {
    const info = JSON.stringify({ name: 'LeNet', note: 'a'.repeat(1024 * 1024) })
    const surroundings = testSurroundings()
    const server = await serve({ ...digitsFiles(), 'lenet/info.json': info })
    const store = await open(server.url, surroundings)
    expect(store.models.map(({ id }) => id)).toEqual(['flow', 'teams_alex_net'])
    expect(surroundings.printed.err.join()).toContain('more than the 1048576 bytes that it may have')
  })

  it('is given up where its server is gone', async () => {
    const children = Array.from({ length: 50 }, (_, index) => `model${index}`)
    const files: Files = { 'master.json': JSON.stringify({ msg: '', children }) }
    for (const child of children) files[`${child}/info.json`] = 503
    const server = await serve(files)
    expect(await faultOf(open(server.url))).toContain('503')
    expect(server.asked.length).toBeLessThan(40)
  })

  it.each([
    [{ 'snapshot file': undefined }, 'has no "snapshot file"'],
    [{ 'model file': undefined }, 'has no "network file"'],
    [{ 'labels file': '../../.ssh/id_ed25519' }, 'no name of a file beside it'],
    [{ 'labels file': 'http://elsewhere.example/labels.txt' }, 'no name of a file beside it'],
    [{ 'labels file': 'labels.txt?x' }, 'no name of a file beside it'],
    [{ 'mean file': '/etc/passwd' }, 'no name of a file beside it'],
    [{ 'mean file': 'CON' }, 'no name of a file beside it'],
  ])('cannot hand out a model with %j', async (changes, expected) => {
    const files = digitsFiles()
    const info = { ...(JSON.parse(files['lenet/info.json'] as string) as object), ...changes }
    const store = await open((await serve({ ...files, 'lenet/info.json': JSON.stringify(info) })).url)
    expect(store.models.find(({ id }) => id === 'lenet')?.clients).toEqual([])
    expect(await faultOf(store.model('lenet'))).toContain(expected)
  })

  it("opens from Python's own server", async () => {
    const port = await freePort()
    const python = spawn('python3', ['-m', 'http.server', String(port), '--bind', '127.0.0.1'], {
      cwd: write(digitsFiles()),
      stdio: 'ignore',
    })
    onTestFinished(() => void python.kill())
    await listens(port)
    const store = await open(`http://127.0.0.1:${port}`)
    expect(store.models).toHaveLength(3)
    expect((await store.model('teams_alex_net')).digits?.framework).toBe('torch')
  })
})

describe('what is no store', () => {
  it.each<[string, Files, string]>([
    ['an empty server', {}, 'neither is there'],
    ['a server that refuses', { 'catalogue.json': 403, 'master.json': 403 }, 'will not give them to you'],
    ['a busy server', { 'catalogue.json': 503 }, '503'],
    ['a catalogue of nothing', { 'catalogue.json': '{}' }, 'is no document of a model zoo'],
    ['a list', { 'catalogue.json': '[]' }, 'This is not a JSON object'],
    [
      'half a catalogue',
      { 'catalogue.json': '{"formatVersion": 1, "entries": [' },
      'This is not a JSON object',
    ],
    ['a newer catalogue', { 'catalogue.json': '{"formatVersion": 2}' }, 'is newer than this command'],
    ['a master without children', { 'master.json': '{"msg": "hello"}' }, 'names no "children"'],
    [
      'a document that names a key twice',
      { 'catalogue.json': '{"formatVersion": 1, "entries": [], "entries": []}' },
      'stands in one object twice',
    ],
    ['a document without end', { 'catalogue.json': `{"a":${'['.repeat(100_000)}` }, 'nests too deep'],
    [
      'a document of nothing but commas',
      { 'catalogue.json': `{"formatVersion": 1, "entries": [${'[],'.repeat(3_000_001)}[]]}` },
      'too many values',
    ],
  ])('%s is told from one', async (_, files, expected) => {
    const fault = await faultOf(open((await serve(files)).url))
    expect(fault).toContain(expected)
    expect(fault).toMatch(/[.?]$/)
  })

  it('a server that has a page for everything is told from one', async () => {
    const server = await serve({}, (response) => response.end(PAGE))
    expect(await faultOf(open(server.url))).toContain('the server answers with a web page in their place')
  })

  it('a server that is not there is told from one', async () => {
    const port = await freePort()
    expect(await faultOf(open(`http://127.0.0.1:${port}`))).toContain(`http://127.0.0.1:${port}/`)
  })

  it('a friendly page for each missing document does no harm to a plain DIGITS store', async () => {
    const files = digitsFiles()
    delete files['lenet/aux.json']
    const store = await open((await serve(files, (response) => response.end(PAGE))).url)
    expect(store.models).toHaveLength(3)
    expect((await store.model('lenet')).license).toBeNull()
    expect(await store.sums()).toBeNull()
  })
})
