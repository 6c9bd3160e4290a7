import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { storeKey } from '../../../src/client/store/addresses.ts'
import { readKnownStores } from '../../../src/client/store/known-stores.ts'
import { openStore } from '../../../src/client/store/open-store.ts'
import { formatPublicKey, publicKeyLine } from '../../../src/lib/minisign.ts'
import { generateSecretKey } from '../../../src/lib/minisign-secret.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { digitsFiles, publishedFiles, signedFiles } from './published-store.ts'
import { serve, testOptions, testSurroundings, type TestSurroundings } from './test-server.ts'

const KEY = generateSecretKey()
const OTHER = generateSecretKey()
const LINE = publicKeyLine(KEY.publicKey)
const PLAIN = publishedFiles()

async function faultOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (fault: unknown) => fault,
  )
  expect(error).toBeInstanceOf(UserError)
  return (error as UserError).message
}

function memoryOf({ homeDir }: TestSurroundings): string {
  return join(homeDir, '.config/zoopress/stores.json')
}

/** A server of a store that was seen before, with serial 5. */
async function known() {
  const surroundings = testSurroundings()
  const server = await serve(signedFiles(PLAIN, { key: KEY, serial: 5 }))
  await openStore(server.url, testOptions(surroundings))
  surroundings.printed.err.length = 0
  const open = (pubkey?: string) => openStore(server.url, testOptions(surroundings, pubkey))
  /** What stands for names that differ from run to run. */
  const tidy = (text: string) =>
    text
      .replaceAll(server.url, '<url>')
      .replaceAll(LINE, '<key>')
      .replaceAll(memoryOf(surroundings), '<memory>')
  return { surroundings, server, open, tidy }
}

describe('a signed store', () => {
  it('is trusted on first use, with one line that shows its key, and quietly from then on', async () => {
    const surroundings = testSurroundings()
    const server = await serve(signedFiles(PLAIN, { key: KEY, serial: 3 }))
    const store = await openStore(server.url, testOptions(surroundings))
    expect(store.signed).toEqual({ keyId: expect.any(String) as string, serial: 3, expires: '2027-11-21' })
    expect(surroundings.printed.err).toEqual([expect.stringContaining(LINE)])
    await openStore(server.url, testOptions(surroundings))
    expect(surroundings.printed.err).toHaveLength(1)
    expect(readFileSync(memoryOf(surroundings), 'utf8')).toBe(
      `{\n  "formatVersion": 1,\n  "stores": [\n    {"url":"${server.url}","publicKey":"${LINE}","serial":3}\n  ]\n}\n`,
    )
    expect(statSync(memoryOf(surroundings)).mode & 0o777).toBe(0o600)
  })

  it('lends its sums to every file, and its models can be read', async () => {
    const { open } = await known()
    const store = await open()
    expect((await store.sums())!.get('spleen_ct/entry.json')).toMatch(/^[0-9a-f]{64}$/)
    expect((await store.model('spleen_ct')).version).toBe('2.1')
  })

  it.each([
    ['no signature', (files: Record<string, unknown>) => delete files['SHA256SUMS.minisig']],
    [
      'neither signature nor key',
      (files: Record<string, unknown>) => delete files['SHA256SUMS.minisig'] && delete files['zoopress.pub'],
    ],
    [
      'a web page in place of the signature',
      (files: Record<string, unknown>) => (files['SHA256SUMS.minisig'] = '<html></html>'),
    ],
    [
      'another key',
      (files: Record<string, unknown>) => Object.assign(files, signedFiles(PLAIN, { key: OTHER, serial: 9 })),
    ],
    [
      'a lower serial',
      (files: Record<string, unknown>) => Object.assign(files, signedFiles(PLAIN, { key: KEY, serial: 4 })),
    ],
  ])('that was seen before and now has %s is refused, with the way on', async (_, change) => {
    const { server, open, tidy } = await known()
    change(server.files)
    const message = tidy(await faultOf(open()))
    expect(message).toContain('It was seen before with the key <key> and the serial 5.')
    expect(message).toContain('take the line of <url> out of <memory>')
  })

  it.each([
    ['with slashes behind it', (url: string) => `${url}//`],
    ['with two slashes in it', (url: string) => url.replace('/zoo', '//zoo')],
    ['with a letter written as a number', (url: string) => url.replace('/zoo', '/%7ao%6F')],
    ['by https:', (url: string) => url.replace('http:', 'https:')],
  ])('that is written %s is the same store', async (_, respell) => {
    const surroundings = testSurroundings()
    const inFolder = (files: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`zoo/${path}`, text as string]))
    const { url } = await serve(inFolder(signedFiles(PLAIN, { key: KEY })))
    await openStore(`${url}/zoo`, testOptions(surroundings))
    const memory = readKnownStores(memoryOf(surroundings))
    expect(memory.get(storeKey(respell(`${url}/zoo`)))?.publicKey).toBe(LINE)
  })

  it('that is known is refused unsigned however its address is written', async () => {
    const { server, surroundings } = await known()
    server.files['SHA256SUMS.minisig'] = 404
    server.files['zoopress.pub'] = 404
    const path = memoryOf(surroundings)
    writeFileSync(path, readFileSync(path, 'utf8').replace('http:', 'https:'))
    expect(await faultOf(openStore(`${server.url}//`, testOptions(surroundings)))).toContain(
      `take the line of https:`,
    )
  })

  it.each([
    [
      'an expired signature',
      signedFiles(PLAIN, { key: KEY, serial: 6, expires: '2026-11-20' }),
      'was good until 2026-11-20',
    ],
    [
      'no list',
      { ...signedFiles(PLAIN, { key: KEY, serial: 6 }), SHA256SUMS: 404 },
      'is missing, though the store has a signature',
    ],
    [
      'a list that was changed',
      { ...signedFiles(PLAIN, { key: KEY }), SHA256SUMS: `${'0'.repeat(64)}  x\n` },
      'not the one that was signed',
    ],
    ['a key but no signature', { ...PLAIN, 'zoopress.pub': LINE }, 'The signature is missing'],
    [
      'a signature but no key',
      { ...signedFiles(PLAIN, { key: KEY }), 'zoopress.pub': 404 },
      'publishes no zoopress.pub',
    ],
    [
      'a signature that is none',
      { ...signedFiles(PLAIN, { key: KEY }), 'SHA256SUMS.minisig': 'x' },
      'not a signature of minisign',
    ],
    [
      'a catalogue that was changed',
      {
        ...signedFiles(PLAIN, { key: KEY }),
        'catalogue.json': PLAIN['catalogue.json']!.replace('Bare', 'Bore'),
      },
      'is not the file that the store',
    ],
    [
      'a catalogue that is gone',
      { ...signedFiles(PLAIN, { key: KEY }), 'catalogue.json': 404 },
      'is missing from what the store',
    ],
  ])('with %s is refused also on first use', async (_, files, expected) => {
    const server = await serve(files)
    expect(await faultOf(openStore(server.url, testOptions(testSurroundings())))).toContain(expected)
  })

  it('has no model that its owner did not sign', async () => {
    const { server, open } = await known()
    const store = await open()
    server.files['spleen_ct/entry.json'] = PLAIN['spleen_ct/entry.json']!.replaceAll('a1a1', 'a2a2')
    expect(await faultOf(store.model('spleen_ct'))).toContain("is not the file that the store's owner signed")
  })

  it('of DIGITS snapshots vouches for each file by itself', async () => {
    const snapshot: Record<string, string> = {
      ...(digitsFiles() as Record<string, string>),
      'lenet/labels.txt': '0\n1\n',
    }
    for (const name of ['snapshot_iter_28140.caffemodel', 'deploy.prototxt']) snapshot[`lenet/${name}`] = name
    const server = await serve(signedFiles(snapshot, { key: KEY }))
    const store = await openStore(server.url, testOptions(testSurroundings()))
    const { files } = (await store.model('lenet')).digits!
    expect(files.every(({ sha256 }) => sha256 !== null)).toBe(true)
    expect(await faultOf(store.model('flow'))).toContain('is not among the files that')
  })

  it('remembers the highest serial', async () => {
    const { server, open, surroundings } = await known()
    server.files = signedFiles(PLAIN, { key: KEY, serial: 8 })
    await open()
    expect(readFileSync(memoryOf(surroundings), 'utf8')).toContain('"serial":8')
    server.files = signedFiles(PLAIN, { key: KEY, serial: 7 })
    expect(await faultOf(open())).toContain('the serial 7, but 8 was seen before')
  })
})

describe('--pubkey', () => {
  it('is text of a key or a file of one, and nothing else is trusted', async () => {
    const { server, surroundings } = await known()
    writeFileSync(join(surroundings.workDir, 'lab.pub'), formatPublicKey(KEY.publicKey))
    const fresh = testSurroundings({ workDir: surroundings.workDir })
    expect((await openStore(server.url, testOptions(fresh, 'lab.pub'))).signed?.serial).toBe(5)
    expect(fresh.printed.err).toEqual([])
    const wrong = publicKeyLine(OTHER.publicKey)
    expect(await faultOf(openStore(server.url, testOptions(testSurroundings(), wrong)))).toContain(
      'was made with the key',
    )
  })

  it('lets the owner change the key', async () => {
    const { server, open } = await known()
    server.files = signedFiles(PLAIN, { key: OTHER, serial: 1 })
    expect((await open(publicKeyLine(OTHER.publicKey))).signed?.serial).toBe(1)
    expect((await open()).signed?.serial).toBe(1)
    server.files = signedFiles(PLAIN, { key: KEY, serial: 9 })
    expect(await faultOf(open())).toContain('was made with the key')
  })

  it('is not met by a store without a signature', async () => {
    const server = await serve(PLAIN)
    expect(await faultOf(openStore(server.url, testOptions(testSurroundings(), LINE)))).toContain(
      'The signature is missing',
    )
  })

  it('that is no key is told from one', async () => {
    const server = await serve(PLAIN)
    const message = await faultOf(openStore(server.url, testOptions(testSurroundings(), 'nothing.pub')))
    expect(message).toContain('--pubkey is "nothing.pub".')
  })
})

describe('what is remembered of stores', () => {
  it.each([
    '',
    '{}',
    '{"formatVersion": 2, "stores": []}',
    '{"formatVersion": 1, "stores": [{"url": "x", "publicKey": "no", "serial": 0}]}',
    '{',
  ])('is never passed over when it is damaged: %j', async (text) => {
    const surroundings = testSurroundings()
    const server = await serve(PLAIN)
    mkdirSync(join(surroundings.homeDir, '.config/zoopress'), { recursive: true })
    writeFileSync(memoryOf(surroundings), text)
    expect(await faultOf(openStore(server.url, testOptions(surroundings)))).toContain(
      'stores.json is damaged',
    )
  })

  it('lies where the environment says', async () => {
    const server = await serve(signedFiles(PLAIN, { key: KEY }))
    const home = testSurroundings().homeDir
    for (const [env, path] of [
      [{ ZOOPRESS_HOME: join(home, 'own'), XDG_CONFIG_HOME: home }, join(home, 'own/stores.json')],
      [{ XDG_CONFIG_HOME: join(home, 'xdg') }, join(home, 'xdg/zoopress/stores.json')],
    ] as const) {
      await openStore(server.url, testOptions(testSurroundings({ env })))
      expect(readFileSync(path, 'utf8')).toContain(LINE)
    }
  })

  it('keeps every store when commands run at once', async () => {
    const surroundings = testSurroundings()
    const servers = await Promise.all(
      Array.from({ length: 8 }, (_, serial) => serve(signedFiles(PLAIN, { key: KEY, serial }))),
    )
    await Promise.all(servers.map(({ url }) => openStore(url, testOptions(surroundings))))
    const text = readFileSync(memoryOf(surroundings), 'utf8')
    expect(servers.filter(({ url }) => !text.includes(`"${url}"`))).toEqual([])
  })

  it('does not stand in the way where it cannot be written', async () => {
    const surroundings = testSurroundings()
    writeFileSync(join(surroundings.homeDir, '.config'), 'a file in the place of the folder')
    const server = await serve(signedFiles(PLAIN, { key: KEY }))
    expect((await openStore(server.url, testOptions(surroundings))).signed).not.toBeNull()
    expect(surroundings.printed.err.join()).toContain('cannot be written, so the key of')
  })
})
