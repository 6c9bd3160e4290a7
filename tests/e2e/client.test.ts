/** The command `zoopress`, typed as a person types it, against stores on every server. */
import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { buildStore, finished, REPOSITORY, run, type Finished } from './command.ts'
import { freshFolder, listFiles, sha256 } from './folders.ts'
import { startMoodyServer } from './moody-server.ts'
import { SERVED_STORES, useServer } from './served-stores.ts'

const COMMAND = join(REPOSITORY, 'bin/zoopress.mjs')
const store = inject('stores')[0]!

/** A person with an empty home, in an empty folder. */
function person(env: NodeJS.ProcessEnv = {}) {
  const folder = freshFolder('client')
  onTestFinished(folder.remove)
  const home = join(folder.path, 'home')
  const work = join(folder.path, 'work')
  for (const dir of [home, work]) mkdirSync(dir)
  const start = (...args: string[]): ChildProcess =>
    spawn(process.execPath, [COMMAND, ...args], {
      cwd: work,
      env: { PATH: process.env['PATH'], HOME: home, USERPROFILE: home, no_proxy: '*', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  return { home, work, start, type: (...args: string[]) => finished(start(...args)) }
}

interface Entry {
  downloads: {
    section: string
    path?: string
    niftynet: { destination: string; localId: string } | null
    files: { path: string; sha256: string }[]
  }[]
  digits: { path: string; sha256: string }[]
}

function entryOf(id: string, dist = store.dist): Entry {
  const { versions, digits } = JSON.parse(readFileSync(join(dist, id, 'entry.json'), 'utf8')) as {
    versions: { downloads: Entry['downloads'] }[]
    digits: { files: Entry['digits'] } | null
  }
  return { downloads: versions[0]!.downloads, digits: digits?.files ?? [] }
}

/** Asserts that each file lies there with the bytes that the store published. */
function expectFiles(dir: string, files: readonly { path: string; sha256: string }[]): void {
  expect(files.length).toBeGreaterThan(0)
  for (const { path, sha256: sum } of files)
    expect(existsSync(join(dir, path)) ? sha256(readFileSync(join(dir, path))) : 'missing', path).toBe(sum)
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}

const FINE = { code: 0, stderr: expect.any(String) as string }

describe.each(SERVED_STORES)('on $title', (served) => {
  const at = useServer(served)

  it('list and info tell what there is', async () => {
    const { type } = person({ MODEL_STORE_URL: at.url })
    const listed = await type('list')
    expect(listed).toMatchObject({ code: 0, stderr: '' })
    for (const id of ['spleen_unet', 'lenet_tiny', 'Dataset777_Tiny']) expect(listed.stdout).toContain(id)
    const told = await type('info', 'spleen_unet')
    expect(told).toMatchObject({ code: 0, stderr: '' })
    expect(told.stdout).toContain('Spleen on CT with a small U-Net')
  })

  it('get puts every layout where it is used, and verify finds it whole', async () => {
    const { home, work, type } = person({ MODEL_STORE_URL: at.url, nnUNet_results: 'results' })
    const got = await type('get', 'spleen_unet', 'tabular-risk', 'lenet_tiny', 'Dataset777_Tiny')
    expect(got, got.stderr).toMatchObject({ code: 0 })
    for (const { niftynet, files } of entryOf('spleen_unet').downloads)
      if (niftynet !== null)
        expectFiles(join(home, 'niftynet', niftynet.destination, niftynet.localId), files)
    for (const { section, files } of entryOf('tabular-risk').downloads)
      expectFiles(join(work, 'tabular-risk', section), files)
    expectFiles(join(work, 'lenet_tiny'), entryOf('lenet_tiny').digits)
    expectFiles(join(work, 'results'), entryOf('Dataset777_Tiny').downloads[0]!.files)
    const folders = lines(got.stdout)
    expect(folders.filter((path) => !existsSync(path))).toEqual([])
    expect(listFiles(work).filter((path) => path.includes('.zoopress-downloads'))).toEqual([])
    const verified = await type('verify', ...folders)
    expect(verified, verified.stdout).toMatchObject({ ...FINE, stderr: '' })
    expect(verified.stdout.match(/publishes the same/g)!.length).toBeGreaterThanOrEqual(folders.length)
    expect(await type('get', 'spleen_unet', 'tabular-risk', 'lenet_tiny', 'Dataset777_Tiny')).toMatchObject({
      code: 0,
      stdout: got.stdout,
      stderr: expect.not.stringContaining('installed') as string,
    })
  })

  it('get takes the address of a page, --as files and --dest', async () => {
    const { work, type } = person()
    const got = await type(
      'get',
      `${at.url}/spleen_unet/`,
      '--as',
      'files',
      '--dest',
      'models',
      '--section',
      'code',
      '--quiet',
    )
    expect(got).toEqual({ code: 0, stderr: '', stdout: `${join(work, 'models/spleen_unet')}\n` })
    const { downloads } = entryOf('spleen_unet')
    expectFiles(
      join(work, 'models/spleen_unet/code'),
      downloads.find(({ section }) => section === 'code')!.files,
    )
    expect(existsSync(join(work, 'models/spleen_unet/weights'))).toBe(false)
  })
})

describe('zoopress get', () => {
  async function moody() {
    const server = await startMoodyServer(store.dist)
    onTestFinished(server.stop)
    return server
  }
  const ARCHIVE = `/spleen_unet/1.10.2/weights.tar.gz`

  it('takes a store in a folder', async () => {
    const { work, type } = person()
    const got = await type('get', 'tabular-risk', 'lenet_tiny', '--store', store.dist)
    expect(got, got.stderr).toMatchObject({ code: 0 })
    expectFiles(join(work, 'lenet_tiny'), entryOf('lenet_tiny').digits)
    expect((await type('verify', 'tabular-risk')).stdout).toContain('publishes the same')
  })

  it('looks through the stores in turn, and passes over a dead one', async () => {
    const { url } = await moody()
    const { work, type } = person({ MODEL_STORE_URL: `http://127.0.0.1:1,${url}` })
    expect(await type('get', 'tabular-risk', '--quiet')).toMatchObject({
      code: 0,
      stdout: `${join(work, 'tabular-risk')}\n`,
    })
  })

  it('tries every model, and tells what could not be had', async () => {
    const { url } = await moody()
    const { work, type } = person({ MODEL_STORE_URL: url })
    const got = await type('get', 'tabular_rsik', 'lenet_tiny', 'nothing-like-it')
    expect(got.code).toBe(1)
    expect(got.stdout).toBe(`${join(work, 'lenet_tiny')}\n`)
    expect(got.stderr).toMatch(/no model "tabular_rsik".*Did you mean "tabular-risk"/)
    expect(got.stderr).toContain('2 of 3 models could not be had.')
  })

  it('installs nothing of an archive that was tampered with', async () => {
    const { url, moods } = await moody()
    const { work, type } = person({ MODEL_STORE_URL: url })
    moods.set(ARCHIVE, 'tamper')
    const got = await type('get', 'spleen_unet', '--as', 'files')
    expect(got).toMatchObject({ code: 1, stdout: '' })
    expect(got.stderr).toContain('weights.tar.gz')
    expect(got.stderr).not.toContain('    at ')
    expect(existsSync(join(work, 'spleen_unet'))).toBe(false)
    moods.clear()
    expect(await type('get', 'spleen_unet', '--as', 'files')).toMatchObject(FINE)
  })

  it('goes on where a connection broke', async () => {
    const { url, moods, asked } = await moody()
    const { work, type } = person({ MODEL_STORE_URL: url })
    moods.set(ARCHIVE, 'cut')
    const got = await type('get', 'spleen_unet', '--as', 'files', '--section', 'weights')
    expect(got, got.stderr).toMatchObject({ code: 0 })
    expect(asked.filter((one) => one.startsWith(`${ARCHIVE} bytes=`))).toHaveLength(1)
    expectFiles(
      join(work, 'spleen_unet/weights'),
      entryOf('spleen_unet').downloads.find(({ section }) => section === 'weights')!.files,
    )
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops at %s, and the same command finishes', async (signal, code) => {
    const { url, moods, asked, held } = await moody()
    const { work, start, type } = person({ MODEL_STORE_URL: url })
    const args = ['get', 'spleen_unet', '--as', 'files', '--section', 'weights'] as const
    moods.set(ARCHIVE, 'hold')
    const child = start(...args)
    const ended = finished(child)
    await held()
    child.kill(signal)
    const { stdout, stderr, ...end } = await ended
    expect({ ...end, stdout }, stderr).toEqual({ code, stdout: '' })
    expect(lines(stderr).at(-1)).toMatch(/^Stopped\. /)
    expect(existsSync(join(work, 'spleen_unet'))).toBe(false)
    expect(await type(...args)).toMatchObject({ ...FINE, stdout: `${join(work, 'spleen_unet')}\n` })
    expect(asked.filter((one) => one.startsWith(ARCHIVE))).toEqual([
      ARCHIVE,
      expect.stringMatching(/ bytes=[1-9]\d*-$/),
    ])
    expect((await type('verify', 'spleen_unet')).code).toBe(0)
  })

  it('says both ways where nobody tells of nnU-Net’s results folder', async () => {
    const { url } = await moody()
    const got = await person({ MODEL_STORE_URL: url }).type('get', 'Dataset777_Tiny')
    expect(got).toMatchObject({ code: 1, stdout: '' })
    expect(got.stderr).toMatch(/nnUNet_results.*--dest.*--as files/)
  })

  it('typed wrong ends with 2', async () => {
    const { type } = person()
    expect((await type('get', 'liver')).code).toBe(2)
    expect((await type('gett')).code).toBe(2)
    expect((await type()).code).toBe(2)
  })

  it('writes on where nobody reads any more', async () => {
    const { start } = person({ MODEL_STORE_URL: store.dist })
    const child = start('list')
    child.stdout!.destroy()
    expect(await finished(child)).toMatchObject({ code: 0, stderr: '' })
  })
})

it('output that cannot be written is a fault', async () => {
  const { work } = person()
  const command = [process.execPath, COMMAND, 'list', store.dist]
  const { code, stderr } = await run('sh', ['-c', '"$@" > /dev/full', 'sh', ...command], { cwd: work })
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'Standard output: the disk is full. Make room, and run the command again.\n',
  })
})

describe('zoopress verify', () => {
  async function installed(): Promise<{ dir: string; type: (...args: string[]) => Promise<Finished> }> {
    const { work, type } = person()
    const got = await type('get', 'tabular-risk', '--store', store.dist)
    expect(got, got.stderr).toMatchObject({ code: 0 })
    return { dir: join(work, 'tabular-risk'), type }
  }

  it('names what is changed, missing and added', async () => {
    const { dir, type } = await installed()
    const [first = '', second = ''] = listFiles(dir).filter((path) => !path.startsWith('.'))
    appendFileSync(join(dir, first), 'x')
    rmSync(join(dir, second))
    writeFileSync(join(dir, 'own.txt'), 'mine')
    const { code, stdout } = await type('verify', dir)
    expect(code).toBe(1)
    expect(stdout).toContain(`changed: ${first}`)
    expect(stdout).toContain(`missing: ${second}`)
    expect(stdout).toContain('own.txt')
    expect(JSON.parse((await type('verify', dir, 'nothing', '--json')).stdout)).toMatchObject({
      paths: [
        {
          path: dir,
          isGood: false,
          installed: [{ dir, parts: [{ answer: { state: 'same' } }], extra: ['own.txt'] }],
        },
      ],
      failed: [{ path: 'nothing', why: expect.stringContaining('no such file') as string }],
    })
    expect(await type('get', 'tabular-risk', '--store', store.dist)).toMatchObject(FINE)
    expect((await type('verify', dir)).code).toBe(0)
    expect(readFileSync(join(dir, 'own.txt'), 'utf8')).toBe('mine')
  })

  it('finds what a file is by its sum alone', async () => {
    const { type, work } = person()
    const archive = entryOf('tabular-risk').downloads[0]!
    cpSync(join(store.dist, 'tabular-risk', archive.path!), join(work, 'found.bin'))
    cpSync(join(inject('zoo'), 'tabular-risk/model.onnx'), join(work, 'member.bin'))
    writeFileSync(join(work, 'strange.bin'), 'nobody published this')
    const { code, stdout } = await type(
      'verify',
      'found.bin',
      'member.bin',
      'strange.bin',
      '--store',
      store.dist,
    )
    expect(code).toBe(1)
    expect(stdout).toMatch(/found\.bin: weights\.tar\.gz of tabular-risk 1\.0, of /)
    expect(stdout).toMatch(/member\.bin: model\.onnx in weights\.tar\.gz of tabular-risk 1\.0, of /)
    expect(stdout).toMatch(/strange\.bin: unknown/)
    expect((await type('verify', 'found.bin', '--store', store.dist)).code).toBe(0)
  })

  it('goes by the record alone where the store is dead', async () => {
    const { work, type } = person()
    const server = await startMoodyServer(store.dist)
    expect(await type('get', 'tabular-risk', '--store', server.url)).toMatchObject(FINE)
    await server.stop()
    const { code, stdout } = await type('verify', join(work, 'tabular-risk'))
    expect(stdout).toMatch(/whole .*by the record of its installation alone/)
    expect(code).toBe(0)
  })
})

it('an update replaces the old version, and own files stay', async () => {
  const folder = freshFolder('client-update')
  onTestFinished(folder.remove)
  const zoo = join(folder.path, 'zoo')
  const publish = async (version: string, files: Record<string, string>) => {
    rmSync(join(zoo, 'liver'), { recursive: true, force: true })
    mkdirSync(join(zoo, 'liver/weights'), { recursive: true })
    writeFileSync(
      join(zoo, 'liver/README.md'),
      `---\nlicense: mit\nversion: "${version}"\n---\n# Liver\n\nFinds it.\n`,
    )
    for (const [name, text] of Object.entries(files)) writeFileSync(join(zoo, 'liver/weights', name), text)
    const out = join(folder.path, version)
    await buildStore({ zoo, out, cache: join(folder.path, 'cache'), url: 'http://127.0.0.1:8000' })
    return out
  }
  const server = await startMoodyServer(await publish('1.0', { 'a.bin': 'old a', 'b.bin': 'old b' }))
  onTestFinished(server.stop)
  const { work, type } = person({ MODEL_STORE_URL: server.url })
  expect(await type('get', 'liver')).toMatchObject(FINE)
  writeFileSync(join(work, 'liver/weights/own.bin'), 'mine')
  server.root = await publish('2.0', { 'a.bin': 'new a', 'c.bin': 'new c' })
  expect((await type('verify', 'liver')).stdout).toContain('The newest version there is 2.0')
  const got = await type('get', 'liver')
  expect(got, got.stderr).toMatchObject(FINE)
  const weights = join(work, 'liver/weights')
  expect(listFiles(weights)).toEqual(['a.bin', 'c.bin', 'own.bin'])
  expect(readFileSync(join(weights, 'a.bin'), 'utf8')).toBe('new a')
  expect(await type('verify', 'liver')).toMatchObject(FINE)
})
