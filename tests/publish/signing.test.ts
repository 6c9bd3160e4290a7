import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { parseSignatureComment, type SignedFacts } from '../../src/formats/signature-comment.ts'
import { listFiles } from '../../src/lib/files.ts'
import { sha256 } from '../../src/lib/hash.ts'
import {
  parsePublicKey,
  parseSignature,
  prehash,
  publicKeyLine,
  verifySignature,
} from '../../src/lib/minisign.ts'
import { generateSecretKey, type SecretKey } from '../../src/lib/minisign-secret.ts'
import type { Workplace } from '../../src/prepare.ts'
import { publish } from '../../src/publish.ts'
import type { Published } from '../../src/publish/progress.ts'
import { freshFolder } from '../lib/fresh-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Longer than the finest step of a file system's clock, below which nobody relies on a file's times. */
const SETTLED_MS = 80
const DAY = 86_400
/** 2026-11-21, at noon. */
const NOON = Date.UTC(2026, 10, 21, 12) / 1000

const key = generateSecretKey()
let dir: string
let place: Workplace

beforeEach(() => {
  dir = freshFolder()
  place = {
    ...{ root: ROOT, zooDir: join(dir, 'zoo'), label: 'zoo', storeUrl: 'https://lab.example/zoo' },
    ...{ distDir: join(dir, 'dist'), cacheDir: join(dir, 'cache') },
  }
  for (const id of ['kidney', 'liver'])
    write(`${id}/README.md`, `---\nlicense: mit\n---\n# ${id}\n\nFinds it.\n`)
})

function write(path: string, content: string): void {
  mkdirSync(dirname(join(dir, 'zoo', path)), { recursive: true })
  writeFileSync(join(dir, 'zoo', path), content)
}

interface Terms {
  now?: number
  days?: number
  by?: SecretKey
}

async function build(terms: Terms | null, workplace = place): Promise<Published> {
  await sleep(SETTLED_MS)
  const silent = { step: () => undefined, entry: () => undefined, bytes: () => undefined }
  return publish({ ...workplace, ...(terms && signing(terms)) }, silent)
}

function signing({ now = NOON, days = 365, by = key }: Terms) {
  return { signing: { secretKey: by, days, now }, publicKey: publicKeyLine(by.publicKey) }
}

function inDist(path: string): string {
  return join(place.distDir, path)
}

function signature(): string {
  return readFileSync(inDist('SHA256SUMS.minisig'), 'utf8')
}

/** What the signature of the store says, if it is right. */
function facts(): Partial<SignedFacts> {
  const published = parsePublicKey(readFileSync(inDist('zoopress.pub'), 'utf8'))
  const digest = prehash(readFileSync(inDist('SHA256SUMS')))
  return parseSignatureComment(verifySignature(digest, parseSignature(signature()), published))
}

function contents(folder = place.distDir): Record<string, string> {
  return Object.fromEntries(
    listFiles(folder).map(({ path }) => [path, readFileSync(join(folder, path), 'base64')]),
  )
}

describe('a build with a key', () => {
  it('signs the list of all files but itself', async () => {
    await build({})
    const sums = readFileSync(inDist('SHA256SUMS'), 'utf8')
    expect(facts()).toEqual({ file: 'SHA256SUMS', serial: NOON, expires: '2027-11-21', sha256: sha256(sums) })
    expect(sums).toContain('  zoopress.pub\n')
    expect(sums).not.toContain('minisig')
  })

  it('gives the signature the modes of every file', async () => {
    await build({})
    expect(statSync(inDist('SHA256SUMS.minisig')).mode & 0o777).toBe(0o644)
  })

  it('shows the key on the page for clients, and leads to it from every page', async () => {
    await build({})
    const guide = readFileSync(inDist('clients/index.html'), 'utf8')
    expect(guide).toContain(`minisign -Vm SHA256SUMS -P ${publicKeyLine(key.publicKey)}`)
    const pages = listFiles(place.distDir).filter(({ path }) => path.endsWith('.html'))
    const without = pages.filter(
      ({ path }) => !readFileSync(inDist(path), 'utf8').includes('clients/#verify"'),
    )
    expect(without).toEqual([])
  })

  it('gives the same bytes at the same time, from nothing too', async () => {
    await build({})
    const other = { ...place, distDir: join(dir, 'other/dist'), cacheDir: join(dir, 'other/cache') }
    await build({}, other)
    expect(contents(other.distDir)).toEqual(contents())
  })
})

describe('the signature stays', () => {
  it.each([
    ['where nothing has changed', NOON],
    ['until half of its time has gone by', NOON + 182 * DAY],
  ])('%s', async (_, now) => {
    await build({})
    const before = signature()
    expect((await build({ now })).isUnchanged).toBe(true)
    expect(signature()).toBe(before)
  })

  it('where a card was touched but says the same', async () => {
    await build({})
    const before = signature()
    utimesSync(join(dir, 'zoo/liver/README.md'), 1_700_000_000, 1_700_000_000)
    expect((await build({ now: NOON + DAY })).isUnchanged).toBe(false)
    expect(signature()).toBe(before)
  })

  it('where the cache is gone', async () => {
    await build({})
    const before = contents()
    rmSync(place.cacheDir, { recursive: true })
    await build({ now: NOON + DAY })
    expect(contents()).toEqual(before)
  })
})

describe('the signature is made anew', () => {
  it.each([
    ['past half of its time', { now: NOON + 183 * DAY }, '2028-05-22'],
    ['long after its end', { now: NOON + 1000 * DAY }, '2030-08-17'],
    ['for a shorter time', { days: 30 }, '2026-12-21'],
    ['for a longer time', { days: 1000 }, '2029-08-17'],
  ])('%s, and nothing else', async (_, terms, expires) => {
    await build({})
    const before = contents()
    const serial = facts().serial!
    expect((await build(terms)).isUnchanged).toBe(false)
    const changed = Object.entries(contents()).filter(([path, text]) => before[path] !== text)
    expect(changed.map(([path]) => path)).toEqual(['SHA256SUMS.minisig'])
    expect(facts().expires).toBe(expires)
    expect(facts().serial).toBeGreaterThan(serial)
    expect((await build(terms)).isUnchanged).toBe(true)
  })

  it('with a higher serial where the store has changed, within one second and with a clock that went back', async () => {
    await build({})
    const serials = [facts().serial]
    for (const now of [NOON, NOON, NOON - 1000 * DAY]) {
      appendFileSync(join(dir, 'zoo/liver/README.md'), 'More.\n')
      await build({ now })
      serials.push(facts().serial)
    }
    expect(serials).toEqual([NOON, NOON + 1, NOON + 2, NOON + 3])
  })

  it('with a serial by the clock where the last store is not at hand', async () => {
    await build({})
    const elsewhere = { ...place, distDir: join(dir, 'other/dist'), cacheDir: join(dir, 'other/cache') }
    appendFileSync(join(dir, 'zoo/liver/README.md'), 'More.\n')
    await build({ now: NOON + 60 }, elsewhere)
    place = elsewhere
    expect(facts().serial).toBe(NOON + 60)
  })

  it.each([
    [
      'was altered',
      () => writeFileSync(inDist('SHA256SUMS.minisig'), signature().replace('serial:1', 'serial:9')),
    ],
    ['is no signature', () => writeFileSync(inDist('SHA256SUMS.minisig'), Buffer.alloc(100_000))],
    ['is gone', () => rmSync(inDist('SHA256SUMS.minisig'))],
  ])('where the last one %s, which then counts for nothing', async (_, damage) => {
    await build({})
    const before = contents()
    damage()
    await build({})
    expect(contents()).toEqual(before)
  })

  it('with another key, which every page then shows', async () => {
    await build({})
    const other = generateSecretKey()
    await build({ by: other, now: NOON + 5 })
    expect(facts()).toMatchObject({ serial: NOON + 5 })
    expect(readFileSync(inDist('clients/index.html'), 'utf8')).toContain(publicKeyLine(other.publicKey))
    expect(Object.values(contents()).join('')).not.toContain(publicKeyLine(key.publicKey))
  })
})

describe('a build without a key', () => {
  it('leaves nothing of a signature, and the bytes that it always gave', async () => {
    await build(null)
    const before = contents()
    await build({})
    await build(null)
    expect(contents()).toEqual(before)
    expect(existsSync(inDist('SHA256SUMS.minisig')) || existsSync(inDist('zoopress.pub'))).toBe(false)
    expect(
      Object.keys(before).filter((path) => Buffer.from(before[path]!, 'base64').includes('minisign')),
    ).toEqual([])
  })
})
