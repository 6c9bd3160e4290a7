/** A store on its way to a bucket or a folder, whole or interrupted. */
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join, posix } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { tmpdir } from 'node:os'
import { deploy, type Deployed } from '../../src/deploy/deploy.ts'
import { folderTarget } from '../../src/deploy/folder-target.ts'
import { readPlan } from '../../src/deploy/plan.ts'
import { parseS3Address } from '../../src/deploy/s3-address.ts'
import { s3Target } from '../../src/deploy/s3-target.ts'
import { formatSums } from '../../src/formats/sums.ts'
import { listFiles } from '../../src/lib/files.ts'
import { sha256 } from '../../src/lib/hash.ts'
import { publish } from '../../src/publish.ts'
import { verifyStore } from '../../src/verify-store/verify-store.ts'
import { webSource } from '../../src/verify-store/web-source.ts'
import { noise } from '../pack/bytes.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { BUCKET, startBucket, type TestBucket } from './bucket.ts'

const ROOT = join(import.meta.dirname, '../..')
const SILENT = { step: () => undefined, entry: () => undefined, bytes: () => undefined }
const LARGE = 'liver/1.0/weights.tar.gz'

let made: string
let dist: string
let bucket: TestBucket

beforeAll(async () => {
  made = mkdtempSync(join(realpathSync(tmpdir()), 'zoopress-deploy-'))
  for (const [id, bytes] of [
    ['liver', 20_000_000],
    ['spleen', 10],
  ] as const) {
    mkdirSync(join(made, 'zoo', id, 'weights'), { recursive: true })
    writeFileSync(join(made, 'zoo', id, 'README.md'), `---\nlicense: mit\n---\n# ${id}\n\nIt finds things.\n`)
    writeFileSync(join(made, 'zoo', id, 'weights/model.bin'), noise(bytes))
  }
  const { store } = await publish(
    {
      ...{ root: ROOT, zooDir: join(made, 'zoo'), label: 'zoo', storeUrl: 'https://lab.example/zoo' },
      ...{ distDir: join(made, 'dist'), cacheDir: join(made, 'cache') },
    },
    SILENT,
  )
  expect(store).not.toBeNull()
})
afterAll(() => rmSync(made, { recursive: true, force: true }))

beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER')
  dist = join(freshFolder(), 'dist')
  cpSync(join(made, 'dist'), dist, { recursive: true })
  bucket = await startBucket()
  return () => vi.unstubAllEnvs()
})

interface Terms {
  deletePages?: boolean
  isDryRun?: boolean
  address?: string
  kind?: 'site' | 'artifacts'
  /** Hears of each file that is about to be put. */
  before?: (path: string) => Promise<unknown>
}

async function toBucket(terms: Terms = {}): Promise<Deployed> {
  const { deletePages = false, isDryRun = false, kind = 'site', before } = terms
  const { address = `s3://${BUCKET}/zoo` } = terms
  const target = s3Target({ ...parseS3Address(address), endpoint: bucket.endpoint, tries: 3 })
  const put = target.put.bind(target)
  target.put = async (file, how) => {
    await before?.(file.path)
    return put(file, how)
  }
  try {
    const folder = { dir: dist, kind }
    return await deploy({ folder, target, deletePages, isDryRun, progress: SILENT })
  } finally {
    target.close()
  }
}

function putDirectly(path: string, Body: string | Buffer) {
  return client().send(new PutObjectCommand({ Bucket: BUCKET, Key: path, Body }))
}

/** As a deploy of another store would. */
function putOurs(path: string) {
  const what = { Body: 'ours', Metadata: { sha256: sha256('ours') } }
  return client().send(new PutObjectCommand({ Bucket: BUCKET, Key: `zoo/${path}`, ...what }))
}

function client(): S3Client {
  return new S3Client({ endpoint: bucket.endpoint, region: 'us-east-1', forcePathStyle: true })
}

function head(path: string) {
  return client().send(new HeadObjectCommand({ Bucket: BUCKET, Key: `zoo/${path}` }))
}

/** Writes a file of the store anew and lists it. */
function change(path: string, content: string): void {
  mkdirSync(dirname(join(dist, path)), { recursive: true })
  rmSync(join(dist, path), { force: true })
  writeFileSync(join(dist, path), content)
  list()
}

function list(): void {
  const paths = listFiles(dist).filter(({ path }) => path !== 'SHA256SUMS')
  const sums = paths.map(({ path }) => ({ path, sha256: sha256(readFileSync(join(dist, path))) }))
  writeFileSync(join(dist, 'SHA256SUMS'), formatSums(sums))
}

async function problemsOverHttp(): Promise<string[]> {
  const source = webSource(`${bucket.endpoint}/${BUCKET}/zoo`, { idleMs: 5000, graceMs: 20_000, pauseMs: 1 })
  const input = { source, pinned: null, serial: 0, now: 0, progress: SILENT, rebuild: null }
  return (await verifyStore(input)).problems.map(({ file, message }) => `${file}: ${message}`)
}

describe('a store in a bucket', () => {
  it('is whole, as a reader over HTTP finds it, and a second deploy puts nothing', async () => {
    const files = listFiles(dist).length
    expect(await toBucket()).toMatchObject({ files, put: files, stale: 0 })
    expect(await problemsOverHttp()).toEqual([])
    const before = bucket.log.length
    expect(await toBucket()).toMatchObject({ files, put: 0, bytes: 0 })
    expect(bucket.log.length).toBe(before)
  })

  it('comes in an order that shows no document before what it names', async () => {
    await toBucket()
    const put = bucket.log
      .filter((line) => /^(?:PUT|COMPLETE)/.test(line))
      .map((line) => line.split(' zoo/')[1]!)
    expect(put.slice(-4)).toEqual(['catalogue.json', 'master.json', 'index.html', 'SHA256SUMS'])
    const place = (path: string) => put.indexOf(path)
    for (const [first, second] of [
      [LARGE, 'liver/main.ini'],
      ['spleen/1.0/weights.tar.gz', 'liver/main.ini'],
      ['liver/entry.json', 'feed.xml'],
      ['spleen/index.html', 'sitemap.xml'],
      ['sitemap.xml', 'catalogue.json'],
    ] as const)
      expect([first, place(first) >= 0 && place(first) < place(second)]).toEqual([first, true])
  })

  it('says what its files are and for how long they may be kept, and what sum they have', async () => {
    await toBucket()
    const facts = async (path: string) => {
      const { ContentType, CacheControl, ContentEncoding, Metadata } = await head(path)
      expect(ContentEncoding).toBeUndefined()
      expect(Metadata?.['sha256']).toBe(sha256(readFileSync(join(dist, path))))
      return [ContentType, CacheControl]
    }
    expect(await facts(LARGE)).toEqual(['application/gzip', 'public, max-age=31536000, immutable'])
    expect(await facts('index.html')).toEqual(['text/html; charset=utf-8', 'public, max-age=60'])
    expect(await facts('SHA256SUMS')).toEqual(['text/plain; charset=utf-8', 'public, max-age=60'])
  })

  it('gets what changed, and keeps pages that are gone until it is told to remove them', async () => {
    await toBucket()
    const theirs = { Bucket: BUCKET, Key: 'zoo/theirs.html', Body: 'not ours' }
    await client().send(new PutObjectCommand(theirs))
    const before = bucket.log.length
    change('spleen/index.html', '<p>New</p>')
    rmSync(join(dist, 'spleen/cite.bib'))
    rmSync(join(dist, 'spleen/1.0/weights.tar.gz'))
    list()
    const plan = { deletePages: true, isDryRun: true }
    expect(await toBucket(plan)).toMatchObject({ put: 2, removed: 1, stale: 0 })
    expect(bucket.log.slice(before)).toEqual([])
    expect(await toBucket()).toMatchObject({ put: 2, removed: 0, stale: 1 })
    expect(await toBucket({ deletePages: true })).toMatchObject({ put: 0, removed: 1, stale: 0 })
    expect(bucket.log.slice(before)).toEqual([
      ...['PUT zoo/spleen/index.html', 'PUT zoo/SHA256SUMS', 'DELETE zoo/spleen/cite.bib'],
    ])
    await expect(head('spleen/1.0/weights.tar.gz')).resolves.toBeDefined()
  })

  it('never gets other bytes under the name of an archive that is there', async () => {
    await toBucket()
    const before = bucket.log.length
    const bytes = readFileSync(join(dist, LARGE))
    bytes[1000]! ^= 1
    rmSync(join(dist, LARGE))
    writeFileSync(join(dist, LARGE), bytes)
    list()
    await expect(toBucket()).rejects.toThrow(
      `s3://models/zoo has other bytes under the names of these archives: "${LARGE}". What is published stays`,
    )
    expect(bucket.log.length).toBe(before)
  })

  it('takes archives for what they are that another program put there', async () => {
    const Body = readFileSync(join(dist, LARGE))
    await client().send(new PutObjectCommand({ Bucket: BUCKET, Key: `zoo/${LARGE}`, Body }))
    await toBucket()
    expect(bucket.log.filter((line) => line.endsWith(LARGE))).toHaveLength(1)
  })
})

describe('a bucket that holds more than the store', () => {
  it('keeps the pages of a store that lies below', async () => {
    for (const path of ['old/catalogue.schema.json', 'old/raw/liver.ini']) await putOurs(path)
    await toBucket()
    expect(await toBucket({ deletePages: true })).toMatchObject({ removed: 0, stale: 0 })
    await expect(head('old/raw/liver.ini')).resolves.toBeDefined()
  })

  it('takes no archives to the place of the pages, whose list of sums they would write over', async () => {
    await toBucket()
    const before = bucket.log.length
    await expect(toBucket({ kind: 'artifacts', deletePages: true })).rejects.toThrow(
      's3://models/zoo holds the pages of a store',
    )
    expect(bucket.log.length).toBe(before)
  })

  it('loses nothing to a deploy of archives', async () => {
    await putOurs('page.html')
    expect(await toBucket({ kind: 'artifacts', deletePages: true })).toMatchObject({ removed: 0, stale: 0 })
    await expect(head('page.html')).resolves.toBeDefined()
  })
})

describe('two deploys at a time', () => {
  it('do not both say that all is well', async () => {
    const other = (path: string) =>
      path === 'catalogue.json' ? putDirectly('zoo/liver/main.ini', 'of another') : Promise.resolve()
    await expect(toBucket({ before: other })).rejects.toThrow(
      'Something else changed s3://models/zoo meanwhile, perhaps a second deploy: "liver/main.ini". Let it end',
    )
    expect(await toBucket()).toMatchObject({ put: 1 })
    expect(await problemsOverHttp()).toEqual([])
  })

  it('are not seen in a list that lags behind', async () => {
    const target = folderTarget(freshFolder(), 'srv')
    const lagging = { ...target, list: () => Promise.resolve(new Map()) }
    const folder = { dir: dist, kind: 'site' } as const
    const how = { deletePages: false, isDryRun: false, progress: SILENT }
    const deployed = await deploy({ folder, target: lagging, ...how })
    expect(deployed.put).toBe(deployed.files)
  })

  it('of the same store are both well', async () => {
    const again = (path: string) => (path === 'catalogue.json' ? toBucket() : Promise.resolve())
    await toBucket({ before: again })
    expect(await problemsOverHttp()).toEqual([])
  }, 60_000)

  it.each(['spleen/1.0/weights.tar.gz', LARGE])(
    'never replace %s, where the server obeys conditions',
    async (path) => {
      bucket.conditions = 'obeyed'
      const other = (file: string) =>
        file === path ? putDirectly(`zoo/${path}`, 'first') : Promise.resolve()
      await expect(toBucket({ before: other })).rejects.toThrow(
        `Other bytes have come to the place of "${path}" meanwhile`,
      )
      expect((await head(path)).ContentLength).toBe(5)
    },
  )

  it('are as good as one at a server that refuses conditions', async () => {
    bucket.conditions = 'refused'
    await toBucket()
    expect(await problemsOverHttp()).toEqual([])
  })
})

describe('a deploy that is cut off', () => {
  it.each([1, 3, 20])(
    'after %d writing requests shows nobody a document, and the next one makes the store whole',
    async (allowed) => {
      bucket.allowed = allowed
      await expect(toBucket()).rejects.toThrow(/cannot be reached, or broke off .* it goes on from here/)
      for (const path of ['catalogue.json', 'SHA256SUMS', 'liver/main.ini'])
        await expect(head(path)).rejects.toThrow()
      bucket.allowed = Infinity
      await toBucket()
      expect(await problemsOverHttp()).toEqual([])
      const parts = bucket.log.filter((line) => line.startsWith(`PART zoo/${LARGE}`))
      expect(parts.toSorted()).toEqual([1, 2, 3].map((number) => `PART zoo/${LARGE} ${number}`))
    },
    60_000,
  )

  it('begins a large file anew where another one was begun under its name', async () => {
    const whole = readFileSync(join(dist, LARGE))
    rmSync(join(dist, LARGE))
    writeFileSync(join(dist, LARGE), noise(whole.length).reverse())
    list()
    bucket.allowed = 3
    await expect(toBucket()).rejects.toThrow('broke off')
    writeFileSync(join(dist, LARGE), whole)
    list()
    bucket.allowed = Infinity
    await toBucket()
    expect(await problemsOverHttp()).toEqual([])
  }, 60_000)
})

describe('what keeps a store from being deployed', () => {
  it.each([
    ['a file with another byte', () => writeFileSync(join(dist, 'liver/cite.bib'), 'x'), '"liver/cite.bib"'],
    ['a file that is missing', () => rmSync(join(dist, 'index.html')), '"index.html"'],
    [
      'a link',
      () => {
        rmSync(join(dist, 'robots.txt'))
        symlinkSync('/etc/hostname', join(dist, 'robots.txt'))
      },
      '"robots.txt"',
    ],
    ['no list', () => rmSync(join(dist, 'SHA256SUMS')), 'it is no built store'],
  ])('is %s', async (_what, harm, sentence) => {
    harm()
    await expect(toBucket()).rejects.toThrow(sentence)
    expect(bucket.log).toEqual([])
  })

  it('is a bucket that is not there', async () => {
    await expect(toBucket({ address: 's3://nobody/zoo' })).rejects.toThrow('There is no bucket "nobody".')
  })

  it('is a machine without credentials', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE']) vi.stubEnv(name, '')
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
    for (const name of ['AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE'])
      vi.stubEnv(name, join(freshFolder(), 'none'))
    await expect(toBucket()).rejects.toThrow('There are no credentials.')
  })

  it('is a workflow whose secrets are not set, and is told what is missing', async () => {
    for (const name of ['AWS_REGION', 'AWS_PROFILE', 'AWS_DEFAULT_REGION']) vi.stubEnv(name, '')
    for (const name of ['AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE'])
      vi.stubEnv(name, join(freshFolder(), 'none'))
    const target = s3Target(parseS3Address('s3://models/zoo'))
    await expect(target.list()).rejects.toThrow('Which region is the bucket in?')
    target.close()
  })

  it('is a server that takes a request and says nothing', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    onTestFinished(() => {
      silent.closeAllConnections()
      silent.close()
    })
    const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const target = s3Target({ ...parseS3Address('s3://models/zoo'), endpoint, patienceMs: 300, tries: 1 })
    await expect(target.list()).rejects.toThrow('The server cannot be reached, or broke off (TimeoutError).')
    target.close()
  })

  it('is a place that is none', () => {
    for (const address of ['s3://', 's3://Upper', 's3://a', 's3://models/../x', 's3://models?x'])
      expect(() => parseS3Address(address)).toThrow('A bucket is named like')
    expect(parseS3Address('s3://models//a/b/')).toEqual({ bucket: 'models', prefix: 'a/b' })
  })
})

describe('a store in a folder', () => {
  const toFolder = (dir: string, deletePages = false) =>
    deploy({
      folder: { dir: dist, kind: 'site' },
      target: folderTarget(dir, 'srv'),
      deletePages,
      isDryRun: false,
      progress: SILENT,
    })

  it('is the same files, and nothing of what else lies there is touched', async () => {
    const dir = join(freshFolder(), 'srv/zoo')
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'theirs.html'), 'not ours')
    const files = listFiles(dist).length
    expect(await toFolder(dir)).toMatchObject({ put: files, stale: 0 })
    expect(await toFolder(dir, true)).toMatchObject({ put: 0, removed: 0 })
    rmSync(join(dir, 'theirs.html'))
    expect(listFiles(dir)).toEqual(listFiles(dist))
  })

  it('loses pages that are gone when it is told so, and keeps archives', async () => {
    const dir = freshFolder()
    await toFolder(dir)
    rmSync(join(dist, 'spleen/cite.bib'))
    rmSync(join(dist, 'spleen/1.0/weights.tar.gz'))
    list()
    expect(await toFolder(dir, true)).toMatchObject({ removed: 1 })
    expect([
      existsSync(join(dir, 'spleen/cite.bib')),
      existsSync(join(dir, 'spleen/1.0/weights.tar.gz')),
    ]).toEqual([...[false, true]])
  })

  it('never gets other bytes under the name of an archive', async () => {
    const dir = freshFolder()
    await toFolder(dir)
    writeFileSync(join(dir, LARGE), 'other')
    await expect(toFolder(dir)).rejects.toThrow('srv has other bytes under the names')
  })

  it('may lie behind links, and its archives are as safe there', async () => {
    const [dir, disk] = [freshFolder(), freshFolder()]
    for (const id of ['liver', 'spleen']) {
      mkdirSync(join(disk, id))
      symlinkSync(join(disk, id), join(dir, id))
    }
    symlinkSync(dir, join(disk, 'liver/round'))
    await toFolder(dir)
    expect(existsSync(join(disk, LARGE))).toBe(true)
    expect(await toFolder(dir)).toMatchObject({ put: 0 })
    rmSync(join(disk, LARGE))
    writeFileSync(join(disk, 'kept'), 'other')
    symlinkSync(join(disk, 'kept'), join(disk, LARGE))
    await expect(toFolder(dir)).rejects.toThrow('srv has other bytes under the names')
  })

  it('is rid of what a killed deploy left half', async () => {
    const dir = freshFolder()
    mkdirSync(join(dir, 'gone/1.0'), { recursive: true })
    writeFileSync(join(dir, 'gone/1.0/.weights.tar.gz.zoopress-part'), 'half')
    await toFolder(dir)
    expect(listFiles(dir)).toEqual(listFiles(dist))
  })

  it('is told what was left out', async () => {
    writeFileSync(join(dist, 'CNAME'), 'zoo.example')
    expect((await toFolder(freshFolder())).unlisted).toEqual(['CNAME'])
  })
})

describe('the plan of a store', () => {
  it('begins with what is named: archives, those that other clients read, and what DIGITS fetches; ends with what names most', () => {
    const dir = freshFolder()
    const entry = {
      digits: { files: [{ path: 'labels.txt' }] },
      versions: [
        {
          downloads: [{ path: '1.1/w.tar.gz' }],
          torchHub: { path: '1.1/a-0.pth' },
          monai: { path: '1.1/a.zip' },
        },
        { downloads: [{ path: '1.0/w.tar.gz' }], torchHub: null, monai: { path: '1.0/a.zip' } },
      ],
    }
    const texts: Record<string, string> = { 'a/entry.json': JSON.stringify(entry) }
    for (const name of [
      '1.0/a.zip',
      '1.0/w.tar.gz',
      '1.1/w.tar.gz',
      '1.1/a-0.pth',
      '1.1/a.zip',
      'labels.txt',
      'license.txt',
      'index.html',
      'feed.json',
      '../tags/index.html',
    ])
      texts[posix.join('a', name)] = 'x'
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      writeFileSync(join(dir, path), text)
    }
    const sums = Object.entries(texts).map(([path, text]) => ({ path, sha256: sha256(text) }))
    writeFileSync(join(dir, 'SHA256SUMS'), formatSums(sums))
    const plan = readPlan({ dir, kind: 'site' }, () => undefined)
    expect(plan.map(({ path, isArchive, phase }) => [path, isArchive, phase === 0])).toEqual([
      ...['1.0/a.zip', '1.0/w.tar.gz', '1.1/a-0.pth', '1.1/a.zip', '1.1/w.tar.gz'].map((name) => [
        `a/${name}`,
        true,
        true,
      ]),
      ['a/labels.txt', false, true],
      ['a/license.txt', false, false],
      ['a/entry.json', false, false],
      ['a/index.html', false, false],
      ['tags/index.html', false, false],
      ['a/feed.json', false, false],
      ['SHA256SUMS', false, false],
    ])
  })
})

describe('the plan of a folder of archives', () => {
  it('takes all but lists of sums for archives, and ends with the list of all', () => {
    const dir = freshFolder()
    for (const path of ['a/1.0/w.tar.gz', 'a/1.0/SHA256SUMS', 'a--1.0--SHA256SUMS', '.zoopress-artifacts']) {
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      writeFileSync(join(dir, path), 'x')
    }
    const listed = ['a/1.0/w.tar.gz', 'a/1.0/SHA256SUMS', 'a--1.0--SHA256SUMS']
    writeFileSync(join(dir, 'SHA256SUMS'), formatSums(listed.map((path) => ({ path, sha256: sha256('x') }))))
    const plan = readPlan({ dir, kind: 'artifacts' }, () => undefined)
    expect(plan.map(({ path, isArchive }) => [path, isArchive])).toEqual([
      ['a/1.0/w.tar.gz', true],
      ['a/1.0/SHA256SUMS', false],
      ['a--1.0--SHA256SUMS', false],
      ['SHA256SUMS', false],
    ])
  })
})
