/** Odd environments, limits and ways to be started: the store is the same, or a sentence says why there is none. */
import { spawn } from 'node:child_process'
import { chmodSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildArgs, finished, startZoopress, ZOOPRESS } from '../command.ts'
import { hashFolder, listFiles } from '../folders.ts'
import {
  build,
  expectMended,
  refusal,
  smallStore,
  type SmallStore,
  type Surroundings,
} from './small-store.ts'

/** Builds the unedited zoo once more into another folder, from nothing, and expects the same bytes. */
async function expectSameStore(store: SmallStore, surroundings: Surroundings): Promise<void> {
  const anew = { ...store, out: join(store.dir, 'other/dist'), cache: join(store.dir, 'other/cache') }
  const { code, stderr } = await build(anew, surroundings)
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringMatching(/^\s+at /m) as string })
  expect(hashFolder(anew.out)).toBe(store.hash)
}

const PATH = process.env['PATH'] ?? ''

const ENVIRONMENTS: { name: string; env: NodeJS.ProcessEnv }[] = [
  { name: 'nothing at all', env: {} },
  { name: 'no HOME', env: { PATH } },
  {
    name: 'a HOME that is not there',
    env: { PATH, HOME: '/nowhere', XDG_CONFIG_HOME: '/nowhere', XDG_CACHE_HOME: '/nowhere' },
  },
  {
    name: 'a HOME that nobody can write to',
    env: { PATH, HOME: '/proc', XDG_CONFIG_HOME: '/proc', XDG_CACHE_HOME: '/proc' },
  },
  { name: 'a HOME that is a file', env: { PATH, HOME: '/dev/null', XDG_CONFIG_HOME: '/dev/null' } },
  {
    name: 'a TMPDIR that is not there',
    env: { PATH, TMPDIR: '/nowhere', TMP: '/nowhere', TEMP: '/nowhere' },
  },
  { name: 'a TMPDIR that is a file', env: { PATH, TMPDIR: '/dev/null' } },
  { name: 'a Turkish locale', env: { PATH, LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', LANGUAGE: 'tr' } },
  { name: 'the locale C', env: { PATH, LANG: 'C', LC_ALL: 'C' } },
  { name: 'a Japanese locale that is not UTF-8', env: { PATH, LANG: 'ja_JP.SJIS', LC_ALL: 'ja_JP.SJIS' } },
  { name: 'a locale that does not exist', env: { PATH, LANG: 'xx_XX.nonsense', LC_ALL: '\u00ff' } },
  { name: 'a time zone far ahead', env: { PATH, TZ: 'Pacific/Kiritimati' } },
  { name: 'a time zone that does not exist', env: { PATH, TZ: ':/dev/null' } },
  {
    name: 'modes of other tools',
    env: { PATH, NODE_ENV: 'development', CI: 'true', DEBUG: '*', FORCE_COLOR: '3', TERM: 'dumb' },
  },
  {
    name: 'names that the pages might take for their own',
    env: { PATH, PROD: '', DEV: '1', BASE_URL: '/x', SITE: 'http://x', PUBLIC_X: 'y', ASTRO_X: 'z' },
  },
  {
    name: 'proxies that do not answer',
    env: { PATH, HTTP_PROXY: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' },
  },
  { name: 'SOURCE_DATE_EPOCH', env: { PATH, SOURCE_DATE_EPOCH: '12345' } },
]

const NODE_OPTIONS = [
  '--max-old-space-size=256',
  '--throw-deprecation',
  '--unhandled-rejections=strict',
  '--disallow-code-generation-from-strings',
  '--disable-proto=throw',
  '--preserve-symlinks',
  '--enable-source-maps',
  '--trace-warnings --trace-uncaught',
  '--icu-data-dir=/nowhere',
]

describe('a build makes the same store', () => {
  it.each(ENVIRONMENTS)('with $name', async ({ env }) => {
    const store = await smallStore({ isEdited: false })
    await expectSameStore(store, { env })
  })

  it.each(NODE_OPTIONS)('with NODE_OPTIONS=%s', async (options) => {
    const store = await smallStore({ isEdited: false })
    await expectSameStore(store, { env: { PATH, NODE_OPTIONS: options } })
  })

  it.each([
    ['by a user whom the system does not know', 54_321],
    ['by the user nobody', 65_534],
  ])('where it is run %s, with no right to write to the checkout', async (_who, uid) => {
    const store = await smallStore({ isEdited: false })
    // Without the right to become somebody else, it is already somebody without rights who runs this.
    const who = process.getuid?.() === 0 && isForEverybody(ZOOPRESS) ? { uid, gid: uid } : {}
    chmodSync(store.dir, 0o777)
    await expectSameStore(store, { ...who, env: { PATH } })
  })

  it.each([
    ['1970', 0],
    ['1901', -2_000_000_000],
    ['1980', 315_532_799],
    ['2038', 2_147_483_648],
    ['2107', 4_354_819_199],
    ['2446', 15_000_000_000],
  ])('of files from %s', async (_year, seconds) => {
    const store = await smallStore({ isEdited: false })
    for (const path of listFiles(store.zoo)) utimesSync(join(store.zoo, path), seconds, seconds)
    await expectSameStore(store, {})
    await build(store)
    expect(hashFolder(store.out)).toBe(store.hash)
    await expectMended(store)
  })
})

/** True where every folder on the way may be entered by other users. */
function isForEverybody(path: string): boolean {
  for (let dir = path; dir !== '/'; dir = join(dir, '..')) if ((statSync(dir).mode & 0o5) === 0) return false
  return true
}

const CLOSED = [
  { name: 'nobody reads what it prints', shell: '"$0" "$@" | head -0' },
  { name: 'nobody reads its progress either', shell: '"$0" "$@" 2>&1 | head -0' },
  { name: 'standard output is closed', shell: 'exec "$0" "$@" >&-' },
  { name: 'standard error is closed', shell: 'exec "$0" "$@" 2>&-' },
  { name: 'all three are closed', shell: 'exec "$0" "$@" <&- >&- 2>&-' },
  { name: 'what it prints goes to a full disk', shell: 'exec "$0" "$@" >/dev/full 2>/dev/full' },
  { name: 'its input never ends', shell: 'exec "$0" "$@" </dev/zero' },
  { name: 'it ignores the end of pipes', shell: 'trap \'\' PIPE; "$0" "$@" | true' },
]

describe('a build is done to its end', () => {
  it.each(CLOSED)('where $name', async ({ shell }) => {
    const store = await smallStore()
    const { stderr } = await build(store, { through: ['sh', '-c', shell] })
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(hashFolder(store.out)).not.toBe(store.hash)
    await expectMended(store)
  })

  it.each(CLOSED)('and a zoo with a mistake is refused, where $name', async ({ shell }) => {
    const store = await smallStore()
    writeFileSync(join(store.zoo, 'liver/weights/.hidden'), 'x')
    const { stderr } = await build(store, { through: ['sh', '-c', shell] })
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(hashFolder(store.out)).toBe(store.hash)
  })
})

describe('a build that cannot be', () => {
  it('says that the folder is gone that it was started in', async () => {
    const store = await smallStore()
    const through = ['sh', '-c', 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"']
    expect(await refusal(store, { through })).toBe(
      'The folder that this command was started in is gone. Change into one that is there, and run the command again.',
    )
    await expectMended(store)
  })

  it.each(['--no-experimental-strip-types', '--no-experimental-require-module'])(
    'says what must be left out of NODE_OPTIONS=%s',
    async (options) => {
      const store = await smallStore()
      const { code, stdout, stderr } = await build(store, { env: { PATH, NODE_OPTIONS: options } })
      expect({ code, stdout, stderr }).toEqual({
        code: 2,
        stdout: '',
        stderr:
          'Zoopress needs what Node was told not to do. Take --no-strip-types and --no-require-module out of NODE_OPTIONS.\n',
      })
      expect(hashFolder(store.out)).toBe(store.hash)
    },
  )

  it.each([24, 30, 40])('open more than %d files says so, or builds', async (limit) => {
    const store = await smallStore()
    const { code, stderr } = await build(store, {
      through: ['sh', '-c', `ulimit -n ${limit}; exec "$0" "$@"`],
    })
    expect(stderr).not.toMatch(/^\s+at /m)
    if (code !== 0) expect(stderr).toMatch(/too many files are open/)
    expect(hashFolder(store.out) === store.hash).toBe(code !== 0)
    await expectMended(store)
  })
})

describe('a file that is still being written', () => {
  it('is named, and the store is kept until it stands still', async () => {
    const store = await smallStore()
    const growing = join(store.zoo, 'liver/weights/growing.bin')
    writeFileSync(growing, Buffer.alloc(4_000_000))
    const writer = spawn('sh', ['-c', 'while :; do printf x >> "$0"; done', growing])
    const ended = finished(writer)
    const { code, stderr } = await build(store).finally(() => writer.kill())
    await ended
    expect([code, stderr.split('\n').filter((line) => line.startsWith('zoo/'))]).toEqual([
      1,
      [
        'zoo/liver/weights/growing.bin: The file changed or vanished while it was packed. Let whatever writes it finish, so that it stands still, and build again.',
      ],
    ])
    expect(hashFolder(store.out)).toBe(store.hash)
    await expectMended(store)
  })
})

describe('two builds at once', () => {
  it('never mix: one publishes, and the other does too or says that it must wait', async () => {
    const store = await smallStore()
    writeFileSync(join(store.zoo, 'liver/weights/large.bin'), Buffer.alloc(30_000_000, 'weights'))
    const ended = await Promise.all([build(store), build(store), build(store)])
    expect(ended.map(({ code }) => code)).toContain(0)
    for (const { code, stderr } of ended) {
      if (code !== 0)
        expect(stderr).toMatch(
          /^Another build of this store is running \(.*\)\. Wait until it has ended, then run this command again\. Nothing was written\.$/m,
        )
    }
    await expectMended(store)
  })
})

describe('a build that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by %s ends with it, and the next one is fine',
    async (signal) => {
      const store = await smallStore()
      const large = join(store.zoo, 'liver/weights/large.bin')
      writeFileSync(large, Buffer.alloc(500_000_000))
      const child = startZoopress(buildArgs(store), { env: { STORE_URL: store.url } })
      child.stderr!.on('data', (text: Buffer) => String(text).includes('Packing') && child.kill(signal))
      expect(await new Promise((done) => child.once('close', (_, by) => done(by)))).toBe(signal)
      expect(hashFolder(store.out)).toBe(store.hash)
      rmSync(large)
      await expectMended(store)
      expect(readdirSync(store.dir).sort()).toEqual(['anew', 'cache', 'dist', 'zoo'])
    },
  )
})
