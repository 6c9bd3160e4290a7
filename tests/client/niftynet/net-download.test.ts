/** What NiftyNet's own `net_download` prints, returns and leaves on the disk, and what it leaves to chance. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { netDownload } from '../../../src/client/niftynet/net-download.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { testSurroundings } from './surroundings.ts'
import { tarGz } from './tar.ts'
import { type Answer, startZoo, type ZooServer } from './zoo-server.ts'

const BRANCH = '/raw/5-reorganising-with-lfs'
const README = { [`${BRANCH}/README.md`]: '# zoo' }

const SPEC = `[config]
version = 1.0

[weights]
local_id = net
url = %URL%/weights.tar.gz
action = expand
destination = models

[code]
local_id = net
url = %URL%/code.tar.gz
action = Expand
destination = extensions
`

const NET: Record<string, Answer> = {
  ...README,
  [`${BRANCH}/net/main.ini`]: SPEC,
  '/weights.tar.gz': tarGz({ 'models/model.ckpt-1.index': 'index 1', 'models/model.ckpt-1.meta': 'meta 1' }),
  '/code.tar.gz': tarGz({ './config.ini': '[NETWORK]\n' }),
}

/** A person with an own home folder, and a zoo. */
async function withZoo(files: Record<string, Answer> = NET) {
  const zoo = await startZoo({ ...files })
  const dir = freshFolder()
  const home = join(dir, 'ada/niftynet')
  /** Runs the command once. */
  const run = async (...args: string[]) => {
    const surroundings = testSurroundings(dir, {
      niftynet_model_zoo: zoo.url,
      ZOOPRESS_HOME: join(dir, 'known'),
    })
    const patience = { idleMs: 5000, pauseMs: 0, tries: 1 }
    const code = await netDownload(args, surroundings, { patience })
    const { out, err } = surroundings.printed
    return { code, out: out.join('\n').replaceAll(zoo.url, '%URL%').replaceAll(dir, ''), err: err.join('\n') }
  }
  return { zoo, dir, home, run }
}

const INSTALLED = `Accessing: %URL%
Downloading from %URL%/weights.tar.gz
net -- weights: OK.
Downloaded data to /ada/niftynet/models/net
Downloading from %URL%/code.tar.gz
net -- code: OK.
Downloaded data to /ada/niftynet/extensions/net`

const THERE = `Accessing: %URL%
net: OK. \nAlready downloaded. Use the -r option to download again.`

const archivesIn = ({ requests }: ZooServer) => requests.filter((path) => path.endsWith('.tar.gz'))

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && item.name !== '.zoopress.json')
    .map((item) => join(item.parentPath, item.name).slice(dir.length + 1))
    .sort()
}

describe('a model', () => {
  it('is installed below the home folder, and told of as NiftyNet does', async () => {
    const { home, dir, run } = await withZoo()
    expect(await run('net')).toEqual({ code: 0, out: INSTALLED, err: '' })
    expect(filesBelow(home)).toEqual([
      'extensions/__init__.py',
      'extensions/net/config.ini',
      'extensions/network/__init__.py',
      'models/net/models/model.ckpt-1.index',
      'models/net/models/model.ckpt-1.meta',
    ])
    expect(readFileSync(join(home, 'models/net/models/model.ckpt-1.meta'), 'utf8')).toBe('meta 1')
    expect(existsSync(join(home, '.downloads_parts'))).toBe(false)
    for (const cache of ['.downloads_local_config_cache', '.downloads_remote_config_cache'])
      expect(readdirSync(join(dir, 'ada/.niftynet', cache))).toEqual(['net_main.ini'])
  })

  it('is not downloaded again', async () => {
    const { zoo, run } = await withZoo()
    await run('net')
    expect(await run('net')).toEqual({ code: 0, out: THERE, err: '' })
    expect(archivesIn(zoo)).toHaveLength(2)
  })

  it.each(['-r', '--retry'])('is with %s', async (option) => {
    const { zoo, run } = await withZoo()
    await run('net')
    expect(await run(option, 'net')).toEqual({ code: 0, out: INSTALLED, err: '' })
    expect(archivesIn(zoo)).toHaveLength(4)
  })

  it.each([
    ['a folder is gone', (home: string) => rmSync(join(home, 'models/net'), { recursive: true })],
    [
      'it holds nothing but dot files',
      (home: string) => rmSync(join(home, 'models/net/models'), { recursive: true }),
    ],
  ])('is downloaded again where %s', async (_, remove) => {
    const { home, run } = await withZoo()
    await run('net')
    remove(home)
    expect(await run('net')).toEqual({ code: 0, out: INSTALLED, err: '' })
    expect(existsSync(join(home, 'models/net/models/model.ckpt-1.meta'))).toBe(true)
  })

  it.each([
    ['1.0', '1.1', INSTALLED],
    ['1.9', '1.10', INSTALLED],
    ['1.0', '1.0', THERE],
    ['1.1', '1.0', THERE],
    ['', '1.0', INSTALLED],
    ['', '', THERE],
  ])('of version %j that the server has as %j is updated, or not', async (installed, served, out) => {
    const { zoo, run } = await withZoo()
    const withVersion = (version: string) =>
      SPEC.replace('version = 1.0\n', version === '' ? '' : `version = ${version}\n`)
    zoo.files[`${BRANCH}/net/main.ini`] = withVersion(installed)
    await run('net')
    zoo.files[`${BRANCH}/net/main.ini`] = withVersion(served)
    expect(await run('net')).toEqual({ code: 0, out, err: '' })
  })

  it('loses with an update the files that the new version has no more, and keeps a person’s own', async () => {
    const { zoo, home, run } = await withZoo()
    await run('net')
    writeFileSync(join(home, 'models/net/models/model.ckpt-7.index'), 'trained on')
    zoo.files['/weights.tar.gz'] = tarGz({ 'models/model.ckpt-2.index': 'index 2' })
    zoo.files[`${BRANCH}/net/main.ini`] = SPEC.replace('1.0', '2.0')
    await run('net')
    expect(filesBelow(join(home, 'models/net'))).toEqual([
      'models/model.ckpt-2.index',
      'models/model.ckpt-7.index',
    ])
  })

  it('keeps what a person changed beside what is new, and says so', async () => {
    const { home, dir, run } = await withZoo()
    await run('net')
    writeFileSync(join(home, 'extensions/net/config.ini'), '[MINE]\n')
    expect(await run('-r', 'net')).toEqual({
      code: 0,
      out: INSTALLED,
      err: `What was changed in ${dir}/ada/niftynet/extensions/net is kept there as "config.ini.kept".`,
    })
    expect(readFileSync(join(home, 'extensions/net/config.ini.kept'), 'utf8')).toBe('[MINE]\n')
    expect(readFileSync(join(home, 'extensions/net/config.ini'), 'utf8')).toBe('[NETWORK]\n')
  })

  it('is updated from a zoo that has moved', async () => {
    const { zoo, home, run } = await withZoo()
    await run('net')
    const moved = await startZoo({
      ...zoo.files,
      '/weights.tar.gz': tarGz({ 'models/model.ckpt-2.meta': '2' }),
    })
    moved.files[`${BRANCH}/net/main.ini`] = SPEC.replace('1.0', '2.0')
    zoo.url = moved.url
    expect(await run('net')).toEqual({ code: 0, out: INSTALLED, err: '' })
    expect(filesBelow(join(home, 'models/net'))).toEqual(['models/model.ckpt-2.meta'])
    expect(readFileSync(join(home, 'models/net/.zoopress.json'), 'utf8').match(/"store": .*/g)).toEqual([
      `"store": "${moved.url}",`,
    ])
  })

  it('shares a folder of data with another model', async () => {
    const { home, run } = await withZoo({
      ...NET,
      [`${BRANCH}/other/main.ini`]: SPEC.replaceAll('extensions', 'data').replace('models', 'examples'),
      [`${BRANCH}/net/main.ini`]: SPEC.replaceAll('extensions', 'data'),
    })
    expect(await run('net', 'other')).toMatchObject({ code: 0, err: '' })
    await run('-r', 'net')
    expect(filesBelow(join(home, 'data/net'))).toEqual(['config.ini'])
  })

  it('is known to NiftyNet where this command installed it, and here where NiftyNet did', async () => {
    const { dir, home, zoo, run } = await withZoo()
    await run('net')
    const spec = SPEC.replaceAll('%URL%', zoo.url)
    for (const cache of ['.downloads_local_config_cache', '.downloads_remote_config_cache'])
      expect(readFileSync(join(dir, 'ada/.niftynet', cache, 'net_main.ini'), 'utf8')).toBe(spec)
    rmSync(join(home, 'models/net/.zoopress.json'))
    rmSync(join(home, 'extensions/net/.zoopress.json'))
    expect(await run('net')).toMatchObject({ code: 0, out: THERE })
  })

  it('that NiftyNet 0.4 installed is known, and its copy of the spec kept up to date', async () => {
    const { dir, home, zoo, run } = await withZoo()
    const cache = join(dir, 'ada/.niftynet/.downloads_local_config_cache')
    for (const folder of [cache, join(home, 'models/net'), join(home, 'extensions/net')])
      mkdirSync(folder, { recursive: true })
    writeFileSync(join(cache, 'net.ini'), SPEC.replaceAll('%URL%', zoo.url))
    writeFileSync(join(home, 'models/net/a'), '')
    writeFileSync(join(home, 'extensions/net/a'), '')
    expect(await run('net')).toMatchObject({ code: 0, out: THERE })
    await run('net', '-r')
    expect(readFileSync(join(cache, 'net.ini'))).toEqual(readFileSync(join(cache, 'net_main.ini')))
  })

  it('is found under its name with _model_zoo, and its folders are the same', async () => {
    const { home, run } = await withZoo()
    expect(await run('net_model_zoo')).toMatchObject({ code: 0 })
    expect(existsSync(join(home, 'models/net'))).toBe(true)
  })

  it('without destination and local_id goes to examples, under the id as it was typed', async () => {
    const { home, run } = await withZoo({
      [`${BRANCH}/net/main.ini`]: '[data]\nurl = %URL%/code.tar.gz\naction = expand\n',
      '/code.tar.gz': NET['/code.tar.gz']!,
    })
    expect(await run('net_model_zoo')).toMatchObject({ code: 0 })
    expect(filesBelow(join(home, 'examples'))).toEqual(['net_model_zoo/config.ini'])
  })

  it('of two sections in one folder has the files of both', async () => {
    const { home, run } = await withZoo({
      ...NET,
      [`${BRANCH}/net/main.ini`]: SPEC.replace('extensions', 'models'),
    })
    expect(await run('net')).toMatchObject({ code: 0, err: '' })
    const files = ['config.ini', 'models/model.ckpt-1.index', 'models/model.ckpt-1.meta']
    expect(filesBelow(join(home, 'models/net'))).toEqual(files)
    await run('net', '-r')
    expect(filesBelow(join(home, 'models/net'))).toEqual(files)
  })

  it('has sections without action skipped, and unknown actions told, as NiftyNet does', async () => {
    const { run } = await withZoo({
      ...NET,
      [`${BRANCH}/net/main.ini`]: `[about]\nauthor = ada\n[new]\naction = Stream\n${SPEC}`,
    })
    expect(await run('net')).toEqual({
      code: 0,
      out: INSTALLED.replace(
        '%URL%\n',
        '%URL%\nnet: FAIL.\nI do not know the action stream. Perhaps you need to update NiftyNet?\n',
      ),
      err: '',
    })
  })
})

describe('an older server', () => {
  it.each([
    '/raw/new_dataset_api/net.ini',
    '/raw/new_dataset_api/net_model_zoo.ini',
    '/raw/master/net.ini',
    '/raw/master/net_model_zoo.ini',
    '/net.ini',
    '/net_model_zoo.ini',
  ])('has the spec at %s', async (path) => {
    const { '/weights.tar.gz': weights, '/code.tar.gz': code } = NET
    const { run } = await withZoo({ [path]: SPEC, '/weights.tar.gz': weights!, '/code.tar.gz': code! })
    expect(await run('net')).toEqual({ code: 0, out: INSTALLED, err: '' })
  })

  it('is asked only after a 404', async () => {
    const { zoo, run } = await withZoo()
    await run('net')
    expect(zoo.requests.filter((path) => path.endsWith('.ini'))).toEqual([`${BRANCH}/net/main.ini`])
    zoo.files[`${BRANCH}/net/main.ini`] = 500
    await run('net')
    expect(zoo.requests.filter((path) => path.endsWith('net.ini'))).toEqual([])
  })
})

describe('an id', () => {
  it.each(['nope', '../net', 'a/b', '.net', 'net\u001b[2J', '-', ' '])('%j is refused: 255', async (id) => {
    const shown = id.replace('\u001b', '\\x1b')
    const { zoo, run } = await withZoo()
    expect(await run('--', id)).toEqual({
      code: 255,
      out: `Accessing: %URL%\n${shown}: FAIL. \nNo NiftyNet example was found for ${shown}.`,
      err: '',
    })
    expect(archivesIn(zoo)).toEqual([])
  })

  it('that is refused does not keep the others from being downloaded', async () => {
    const { run } = await withZoo()
    const { code, out } = await run('nope', 'net', '')
    expect(code).toBe(255)
    expect(out).toContain('No NiftyNet example was found for nope.\nDownloading from')
  })

  it('whose spec lists nothing is refused', async () => {
    const { run } = await withZoo({ ...README, [`${BRANCH}/net/main.ini`]: '[config]\nversion = 1.0\n' })
    expect(await run('net')).toEqual({
      code: 255,
      out: 'Accessing: %URL%\nnet: FAIL. Nothing to download',
      err: '',
    })
  })
})

describe('a server that is down', () => {
  it('is told once', async () => {
    const { zoo, run } = await withZoo()
    await zoo.stop()
    const { code, out, err } = await run('net', 'other')
    expect(code).toBe(255)
    expect(out).toBe('Accessing: %URL%\nThe NiftyNetExamples server is not running')
    expect(err).toContain('ECONNREFUSED')
  })

  it('is what an address without a zoo is taken for', async () => {
    const { zoo, run } = await withZoo({})
    const { code, out, err } = await run('net')
    expect({ code, out }).toEqual({
      code: 255,
      out: 'Accessing: %URL%\nThe NiftyNetExamples server is not running',
    })
    expect(err).toBe(
      `${zoo.url} answers, and has no /raw/5-reorganising-with-lfs/README.md, /raw/new_dataset_api/README.md, /raw/master/README.md. Is it the address of a NiftyNet model zoo?`,
    )
  })

  it('leaves what was downloaded as it is, with a warning', async () => {
    const { zoo, run } = await withZoo()
    await run('net')
    zoo.files[`${BRANCH}/net/main.ini`] = 404
    const warning =
      'Warning: updating the examples file from the server caused an error: HTTP Error 404: Not Found\n'
    expect(await run('net')).toEqual({ code: 0, out: THERE.replace('net: OK', `${warning}net: OK`), err: '' })
    await zoo.stop()
    const { code, out } = await run('net')
    expect(code).toBe(0)
    expect(out).toMatch(/^Accessing: %URL%\nWarning: .*ECONNREFUSED.*\nnet: OK\. \nAlready downloaded\./)
  })

  it('and no copy of its spec: FAIL', async () => {
    const { zoo, dir, run } = await withZoo()
    await run('net')
    rmSync(join(dir, 'ada/.niftynet/.downloads_remote_config_cache'), { recursive: true })
    zoo.files[`${BRANCH}/net/main.ini`] = 404
    expect(await run('net')).toEqual({
      code: 255,
      out: 'Accessing: %URL%\nWarning: updating the examples file from the server caused an error: HTTP Error 404: Not Found\nnet: FAIL.\nCannot download the examples configuration file. Is the server down?',
      err: '',
    })
  })
})

/** NiftyNet's own client ends with a traceback; so there is no output of its to keep, but its exit code. */
describe('a fault', () => {
  it.each<[string, Record<string, Answer>, string]>([
    [
      'a page in place of a spec',
      { [`${BRANCH}/net/main.ini`]: '<html>' },
      'net/main.ini:1: "<html>" stands before the first [section]',
    ],
    [
      'a section without url',
      { [`${BRANCH}/net/main.ini`]: SPEC.replace(/url = .*code.*\n/, '') },
      'net/main.ini: [code] has no url.',
    ],
    [
      'another scheme',
      { [`${BRANCH}/net/main.ini`]: SPEC.replace('%URL%/code', 'file:///etc') },
      '[code] url: "file:///etc.tar.gz" is no address',
    ],
    [
      'a lone %',
      { [`${BRANCH}/net/main.ini`]: SPEC.replace('/code', '/co%20de') },
      'A % of an address is written "%%".',
    ],
    [
      'a folder above',
      { [`${BRANCH}/net/main.ini`]: SPEC.replace('= models', '= ../..') },
      '[weights] destination: "../.." cannot be the name of a folder',
    ],
    [
      'a folder with a slash',
      { [`${BRANCH}/net/main.ini`]: SPEC.replaceAll('= net', '= a/b') },
      '[weights] local_id: "a/b" cannot be the name',
    ],
    [
      'a hidden folder',
      { [`${BRANCH}/net/main.ini`]: SPEC.replace('= models', '= .ssh') },
      '[weights] destination: ".ssh" cannot be the name',
    ],
    [
      'a version without end',
      { [`${BRANCH}/net/main.ini`]: SPEC.replace('1.0', '1'.repeat(5000)) },
      'is no name of a section, and no version',
    ],
    [
      'a section that a terminal obeys',
      { [`${BRANCH}/net/main.ini`]: SPEC.replace('[weights]', '[wei\u001b[2Jghts]') },
      '"wei\\x1b[2Jghts" is no name of a section',
    ],
    [
      'a newer downloader',
      { [`${BRANCH}/net/main.ini`]: SPEC.replace('1.0', '1.0\nmin_download_api = 1.1') },
      'This example requires a newer version of NiftyNet.',
    ],
    [
      'a newer NiftyNet',
      { [`${BRANCH}/net/main.ini`]: SPEC.replace('1.0', '1.0\nmin_niftynet = 0.7') },
      'This example requires NiftyNet version "0.7" or later',
    ],
    [
      'an archive that is not there',
      { '/code.tar.gz': 404 },
      '/code.tar.gz: the server answers with status 404.',
    ],
    ['an archive that is none', { '/code.tar.gz': '<html>' }, 'It is a web page and no archive.'],
    ['an archive that is cut', { '/code.tar.gz': tarGz({ a: 'a' }).subarray(0, 30) }, 'code.tar.gz'],
    ['an archive that reaches out', { '/code.tar.gz': tarGz({ '../../evil.py': 'a' }) }, 'evil.py'],
  ])('as %s is a sentence and 1, and nothing is installed', async (_, files, sentence) => {
    const { home, dir, run } = await withZoo({ ...NET, ...files })
    const { code, err } = await run('net')
    expect(code).toBe(1)
    expect(err).toContain(sentence)
    expect(filesBelow(home)).toEqual(['extensions/__init__.py', 'extensions/network/__init__.py'])
    expect(filesBelow(dir).filter((path) => path.includes('local_config_cache'))).toEqual([])
  })

  it('leaves what was installed before as it was', async () => {
    const { zoo, home, run } = await withZoo()
    await run('net')
    zoo.files[`${BRANCH}/net/main.ini`] = SPEC.replace('1.0', '2.0')
    zoo.files['/weights.tar.gz'] = tarGz({ a: 'new' })
    zoo.files['/code.tar.gz'] = tarGz({ '../a': 'new' })
    expect((await run('net')).code).toBe(1)
    expect(filesBelow(join(home, 'models/net'))).toEqual([
      'models/model.ckpt-1.index',
      'models/model.ckpt-1.meta',
    ])
  })

  it.each([
    ['a spec that has lost its version', '', 'it has no version any more, and version "1.0" is installed.'],
    [
      'versions without order',
      'version = 1.rc\n',
      'nobody can tell which of the versions "1.0" and "1.rc" is newer.',
    ],
  ])('as %s', async (_, line, sentence) => {
    const { zoo, run } = await withZoo()
    await run('net')
    zoo.files[`${BRANCH}/net/main.ini`] = SPEC.replace('version = 1.0\n', line)
    const { code, err } = await run('net')
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(sentence) as string })
    expect(await run('-r', 'net')).toMatchObject({ code: 0 })
  })

  it('outweighs refused ids, and does not keep later ids from being downloaded', async () => {
    const { run } = await withZoo({ ...NET, [`${BRANCH}/broken/main.ini`]: 'x' })
    const { code, out } = await run('nope', 'broken', 'net')
    expect(code).toBe(1)
    expect(out).toContain('net -- code: OK.')
  })

  it('of the address of the zoo is a sentence', async () => {
    const surroundings = testSurroundings(freshFolder(), { niftynet_model_zoo: 'localhost:8000' })
    await expect(netDownload(['net'], surroundings)).rejects.toThrow(
      'The environment variable niftynet_model_zoo is "localhost:8000".',
    )
  })
})

describe('without ids', () => {
  it.each([
    ['-h', /^usage: net_download .*exit$/s],
    ['-v', /^NiftyNet version 0\.6\.0 \(net_download of zoopress \d+\.\d+\.\d+\)$/],
  ])('%s prints, touches nothing and returns 0', async (option, text) => {
    const dir = freshFolder()
    const surroundings = testSurroundings(dir)
    expect(await netDownload([option], surroundings)).toBe(0)
    expect(surroundings.printed.out.join('\n')).toMatch(text)
    expect(readdirSync(dir)).toEqual([])
  })
})
