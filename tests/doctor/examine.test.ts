/** A host that sins in one way is found out in that way, and in no other. */
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { isAnswer } from '../../src/doctor/answer.ts'
import { Asker, MOST_REQUESTS } from '../../src/doctor/ask.ts'
import { CLIENT_ROWS } from '../../src/doctor/clients.ts'
import { examine, type Diagnosis } from '../../src/doctor/examine.ts'
import { formatDiagnosis } from '../../src/doctor/report.ts'
import { ownCertificate, trust } from '../client/net/own-certificate.ts'
import { ARCHIVE, hostOf, type Reply, type Sin, withHeaders, without } from './host-of.ts'

const PATIENCE = { patienceMs: 5000 }

/** Names of checks by how bad they are, without what is well. */
function sick({ checks }: Diagnosis): string[] {
  return checks
    .filter(({ state }) => state === 'bad' || state === 'poor')
    .map(({ name, state }) => `${name} ${state}`)
}

function failing({ clients }: Diagnosis): string[] {
  return clients.filter(({ works, client }) => works === 'fails' && client !== null).map(({ name }) => name)
}

const isArchive = (path: string) => path.endsWith('weights.tar.gz')

function chunked(reply: Reply): Reply {
  return without(reply, 'Content-Length')
}

function gzipped(reply: Reply): Reply {
  const body = gzipSync(reply.body)
  return {
    ...withHeaders(reply, { 'Content-Encoding': 'gzip', 'Content-Length': String(body.length) }),
    body,
  }
}

function whole(reply: Reply, path: string, request: { headers: { range?: string | undefined } }): Reply {
  return isArchive(path) && request.headers.range !== undefined ? { ...reply, status: 200 } : reply
}

const NIFTYNET = ['NiftyNet 0.2.0 to 0.3.0', 'NiftyNet 0.4.0', 'NiftyNet 0.5.0, 0.6.0']

const SINS: [string, Sin, string[], string[]][] = [
  ['none', (reply) => reply, [], []],
  [
    'a page for what is missing',
    (reply) => ({ ...reply, status: reply.status === 404 ? 200 : reply.status }),
    ['missing bad'],
    NIFTYNET,
  ],
  [
    'the front page for what is missing',
    (reply) => (reply.status === 404 ? { ...withHeaders(reply, { Location: '/' }), status: 302 } : reply),
    ['missing bad'],
    NIFTYNET,
  ],
  [
    '403 for what is missing',
    (reply) => ({ ...reply, status: reply.status === 404 ? 403 : reply.status }),
    ['missing poor'],
    [],
  ],
  [
    'a page of a missing file without its length',
    (reply) => (reply.status === 404 ? chunked(reply) : reply),
    ['missing-length poor'],
    [],
  ],
  [
    'missing files that last',
    (reply) => (reply.status === 404 ? withHeaders(reply, { 'Cache-Control': 'max-age=31536000' }) : reply),
    ['cache bad'],
    [],
  ],
  [
    'archives without their length',
    (reply, request, path) => (isArchive(path) && request.method === 'GET' ? chunked(reply) : reply),
    ['length bad', 'own-length bad'],
    ['nnU-Net v2', 'aria2'],
  ],
  [
    'archives of no bytes',
    (reply, _, path) =>
      isArchive(path) && reply.status === 200
        ? { ...withHeaders(reply, { 'Content-Length': '0' }), body: Buffer.alloc(0) }
        : reply,
    ['length bad', 'own-length bad', 'head poor', 'plain bad'],
    ['nnU-Net v2', 'zoopress', 'aria2', 'pooch, Python'],
  ],
  [
    'archives that are not there',
    (reply, _, path) => (isArchive(path) ? { ...reply, status: 404 } : reply),
    ['archive bad'],
    [...NIFTYNET, 'nnU-Net v2', 'zoopress', 'curl -C -', 'aria2', 'pooch, Python', 'torch.hub', 'MONAI'],
  ],
  [
    'archives that are packed again',
    (reply, request, path) =>
      isArchive(path) && reply.status === 200 && request.headers['accept-encoding']?.includes('gzip')
        ? gzipped(reply)
        : reply,
    ['length poor', 'head poor', 'plain poor'],
    [],
  ],
  [
    'archives that are packed again while they are sent',
    (reply, request, path) =>
      isArchive(path) && reply.status === 200 && request.headers['accept-encoding']?.includes('gzip')
        ? chunked(gzipped(reply))
        : reply,
    ['length bad', 'head poor', 'plain poor'],
    ['nnU-Net v2'],
  ],
  [
    'archives that are unpacked',
    (reply, _, path) => (isArchive(path) ? withHeaders(reply, { 'Content-Encoding': 'gzip' }) : reply),
    ['plain bad'],
    ['nnU-Net v2', 'zoopress', 'pooch, Python'],
  ],
  ['no ranges', (reply, request, path) => whole(reply, path, request), ['range poor'], []],
  [
    'ranges of something else',
    (reply) => (reply.status === 206 ? withHeaders(reply, { 'Content-Range': 'bytes 0-9/99' }) : reply),
    ['range bad'],
    ['aria2'],
  ],
  [
    'ranges whatever the file is now',
    (reply, request) => ({ ...reply, status: request.headers['if-range'] ? 206 : reply.status }),
    ['if-range poor'],
    [],
  ],
  [
    'weak validators',
    (reply) => withHeaders(reply, { ETag: `W/${reply.headers['ETag']}` }),
    ['if-range poor', 'validator poor'],
    [],
  ],
  [
    'compressed text',
    (reply, _, path) => (path.endsWith('.txt') ? gzipped(reply) : reply),
    ['digits-length poor'],
    [],
  ],
  [
    'text without its length',
    (reply, _, path) => (path.endsWith('.txt') ? chunked(reply) : reply),
    ['digits-length bad'],
    ['DIGITS 5, 6'],
  ],
  [
    'a cell that early DIGITS reads',
    (reply, _, path) =>
      path === '' ? { ...without(reply, 'Content-Length'), body: Buffer.from('<td>raw/</td>') } : reply,
    ['home bad'],
    ['DIGITS of August 2016'],
  ],
  [
    'no specs for old clients',
    (reply, _, path) => ({ ...reply, status: path.startsWith('raw/master') ? 404 : reply.status }),
    ['spec-oldest bad'],
    ['NiftyNet 0.2.0 to 0.3.0'],
  ],
  [
    'an address that moved',
    (reply, _, path) =>
      path === 'sitemap.xml'
        ? { ...chunked(reply), body: Buffer.from('<loc>https://old.example/zoo/</loc>') }
        : reply,
    ['address bad'],
    NIFTYNET,
  ],
  [
    'names that know no case',
    (reply, _, path) =>
      path === 'Liver/1.0/weights.tar.gz'
        ? { ...withHeaders(reply, { 'Content-Length': String(ARCHIVE.length) }), status: 200, body: ARCHIVE }
        : reply,
    ['case poor'],
    [],
  ],
  [
    'styles as text',
    (reply, _, path) =>
      path.endsWith('.css') ? withHeaders(reply, { 'Content-Type': 'text/plain' }) : reply,
    ['types bad'],
    ['browsers'],
  ],
  [
    'folders that lead to another host',
    (reply) => (reply.status === 301 ? withHeaders(reply, { Location: 'http://inside:8080/liver/' }) : reply),
    ['slash bad'],
    ['browsers'],
  ],
  [
    'no headers for browsers',
    (reply) => without(reply, 'Content-Security-Policy', 'X-Content-Type-Options'),
    ['policy poor'],
    [],
  ],
]

describe('a host', () => {
  it.each(SINS)('with %s is found out', async (_, sin, checks, clients) => {
    const diagnosis = await examine(await hostOf(sin), PATIENCE)
    expect(sick(diagnosis)).toEqual(checks)
    expect(failing(diagnosis)).toEqual(clients)
    expect(diagnosis.isWell).toBe(clients.length === 0)
  })

  it('below a path is asked there', async () => {
    const diagnosis = await examine(await hostOf((reply) => reply, '/lab/zoo/'), PATIENCE)
    expect(sick(diagnosis)).toEqual([])
    expect(diagnosis.models).toBe(2)
  })

  it("that serves archives to Hugging Face's client is told so", async () => {
    const url = await hostOf((reply, _, path) =>
      path.includes('/resolve/1.0/weights')
        ? { ...withHeaders(reply, { 'X-Repo-Commit': '1.0' }), status: 200 }
        : reply,
    )
    const { clients } = await examine(url, PATIENCE)
    expect(clients.find(({ name }) => name === 'Hugging Face')?.works).toBe('works')
  })

  it.each([
    [404, 'Folders are not listed.'],
    [403, 'Folders are not listed.'],
    [200, 'Folders without a page are listed.'],
  ])('that answers %d for a folder without a page is told so', async (status, found) => {
    const url = await hostOf((reply, _, path) => (path === 'assets/' ? { ...reply, status } : reply))
    const { checks } = await examine(url, PATIENCE)
    expect(checks.find(({ name }) => name === 'listing')?.found).toBe(found)
  })

  it('that holds no store is told so, and fails nobody', async () => {
    const url = await hostOf((reply, _, path) =>
      path === 'catalogue.json' ? { ...chunked(reply), body: Buffer.from('[]') } : reply,
    )
    expect(await examine(url, PATIENCE)).toMatchObject({ models: null, isWell: true })
  })

  it.each([
    ['the status of a page', 200, false],
    ['a redirect to the front page', 302, false],
    ['401', 401, false],
    ['500', 500, false],
    ['403', 403, true],
    ['404', 404, true],
  ])(
    'that holds no store yet, and answers what is missing with %s, is told in time',
    async (_, status, isWell) => {
      const url = await hostOf((reply, _request, path) => {
        if (path === '') return reply
        const Location = '/'
        return {
          ...withHeaders(chunked(reply), status === 302 ? { Location } : {}),
          status,
          body: Buffer.from('<p>'),
        }
      })
      const diagnosis = await examine(url, PATIENCE)
      expect(diagnosis).toMatchObject({ models: null, isWell })
      expect(formatDiagnosis(diagnosis)).toContain(
        isWell ? 'Nobody needs anything of it yet.' : 'Clients of a store that is put there would fail.',
      )
    },
  )

  it('that keeps a folder of its own before the store is told so', async () => {
    const url = await hostOf((reply, _, path) => (path === 'icons/' ? { ...reply, status: 403 } : reply))
    const { checks, isWell } = await examine(url, PATIENCE)
    expect(checks.find(({ name }) => name === 'icons')?.found).toMatch(
      /has a folder icons\/ of its own \(status 403\)/,
    )
    expect(isWell).toBe(true)
  })

  it.each([
    ['is trusted', true, 'good', []],
    ['is not', false, 'bad', CLIENT_ROWS.filter(({ client }) => client !== null).map(({ name }) => name)],
  ] as const)('whose certificate %s is asked to the end', async (_, isTrusted, state, clients) => {
    const certificate = ownCertificate()
    if (isTrusted) trust(certificate)
    const diagnosis = await examine(await hostOf((reply) => reply, '/', certificate), PATIENCE)
    expect(diagnosis.checks.find(({ name }) => name === 'certificate')?.state).toBe(state)
    expect(failing(diagnosis)).toEqual(clients)
  })

  it('whose archives lead elsewhere is not judged by what lies there', async () => {
    const url = await hostOf((reply, _, path) =>
      path.endsWith('.tar.gz')
        ? { ...withHeaders(reply, { Location: 'https://files.example/x' }), status: 302 }
        : reply,
    )
    const { checks, clients, host } = await examine(url, PATIENCE)
    expect(checks.find(({ name }) => name === 'archive')).toMatchObject({ state: 'note' })
    expect(checks.filter(({ name }) => ['length', 'head', 'range', 'if-range'].includes(name))).toEqual([])
    expect(checks.find(({ name }) => name === 'missing')?.state).toBe('good')
    expect(clients.find(({ client }) => client === 'curl')?.works).toBe('unknown')
    expect(host).toBeNull()
  })

  /** A store whose catalogue says that its archives are at `apart`. */
  const storeWithout = (apart: URL, name = 'liver/1.0/weights.tar.gz') =>
    hostOf((reply, _, path) => {
      if (path !== 'catalogue.json') return reply
      const url = `${apart.href}${name}`
      const downloads = [{ section: 'weights', url, size: ARCHIVE.length }]
      const entries = [{ id: 'liver', clients: ['curl', 'aria2'], downloads }]
      const store = { artifacts: apart.href.slice(0, -1) }
      return { ...chunked(reply), body: Buffer.from(JSON.stringify({ formatVersion: 1, store, entries })) }
    })

  it('that has its archives apart is judged by the host that sends them', async () => {
    const well = await examine(await storeWithout(await hostOf((reply) => reply, '/archives/')), PATIENCE)
    expect(sick(well)).toEqual([])
    expect(well.checks.find(({ name }) => name === 'range')?.state).toBe('good')
    const apart = await hostOf((reply, request, path) => whole(chunked(reply), path, request), '/archives/')
    const diagnosis = await examine(await storeWithout(apart), PATIENCE)
    expect(diagnosis.apart).toBe(apart.href)
    expect(sick(diagnosis)).toEqual(['length bad', 'own-length bad', 'head poor', 'range poor'])
    expect(diagnosis.isWell).toBe(false)
  })

  /** A release, which leads from each of its files to another host. */
  const releaseAt = (where: (path: string) => string) =>
    hostOf((reply, _, path) => {
      if (!path.startsWith('liver--1.0--')) return reply
      const Location = where('liver/1.0/weights.tar.gz')
      return {
        ...withHeaders(without(reply, 'Content-Length'), { Location }),
        status: 302,
        body: Buffer.alloc(0),
      }
    }, '/lab/zoo/releases/download/v1/')

  it('of a release is judged by where it leads', async () => {
    const files = await hostOf((reply) => withHeaders(reply, { 'Access-Control-Allow-Origin': '*' }))
    const release = await releaseAt((path) => files.href + path)
    const well = await examine(await storeWithout(release, 'liver--1.0--weights.tar.gz'), PATIENCE)
    expect(sick(well)).toEqual([])
    const found = (name: string) => well.checks.find((check) => check.name === name)?.found
    expect(found('archive')).toBe(`Archives of the catalogue are there, by way of ${files.host}.`)
    expect(found('range')).toBe('Parts of files are served.')
    expect(found('archive-cors')).toBe('Pages of other sites may read archives.')
    expect(well.clients.find(({ client }) => client === 'aria2')?.works).toBe('works')
    const noRanges = await hostOf((reply, request, path) => whole(reply, path, request))
    const other = await releaseAt((path) => noRanges.href + path)
    expect(sick(await examine(await storeWithout(other, 'liver--1.0--weights.tar.gz'), PATIENCE))).toEqual([
      'range poor',
    ])
  })

  it('of a release that leads round and round is left', async () => {
    const release: URL = await releaseAt(() => `${release.href}liver--1.0--weights.tar.gz`)
    const { checks, asked } = await examine(
      await storeWithout(release, 'liver--1.0--weights.tar.gz'),
      PATIENCE,
    )
    expect(checks.find(({ name }) => name === 'archive')).toMatchObject({ state: 'bad' })
    expect(asked).toBeLessThanOrEqual(2 * MOST_REQUESTS)
  })

  it('that the store of a stranger names in a private network is not asked', async () => {
    let asked = 0
    const url = await hostOf((reply) => (asked++, reply))
    const asker = new Asker(url, { ...PATIENCE, publicOnly: true })
    expect(await asker.ask({ path: '' })).toEqual({
      code: '',
      fault: 'the address leads into a private network',
    })
    const byName = new Asker(new URL(url.href.replace('127.0.0.1', 'localhost')), {
      ...PATIENCE,
      publicOnly: true,
    })
    expect(isAnswer(await byName.ask({ path: '' }))).toBe(false)
    expect(asked).toBe(0)
  })

  it('that would rather speak something else is not waited for', async () => {
    const url = await hostOf((reply, _, path) =>
      path === 'sitemap.xml'
        ? { status: 101, headers: { Upgrade: 'h2c', Connection: 'upgrade' }, body: Buffer.alloc(0) }
        : reply,
    )
    expect(await examine(url, PATIENCE)).toMatchObject({ models: 2, isWell: true })
  })

  it('is asked a bounded number of times', async () => {
    let asked = 0
    const url = await hostOf((reply) => (asked++, reply))
    const diagnosis = await examine(url, PATIENCE)
    expect(diagnosis.asked).toBe(asked)
    expect(asked).toBeLessThanOrEqual(MOST_REQUESTS)
  })

  it('that is silent about one file is not waited for any longer than it may be', async () => {
    const url = await hostOf((reply, request, path) => {
      const isWhole = request.method === 'GET' && request.headers.range === undefined
      return path === 'sitemap.xml' || (isArchive(path) && isWhole) ? null : reply
    })
    const { checks } = await examine(url, { patienceMs: 1000 })
    expect(checks.find(({ name }) => name === 'archive')).toMatchObject({
      state: 'bad',
      found: 'No answer: no whole answer came within 1 s.',
    })
  })

  it('that is silent again and again is left', async () => {
    const url = await hostOf((reply, _, path) => (path.includes('/') ? null : reply))
    await expect(examine(url, { patienceMs: 500 })).rejects.toThrow(
      /gave no answer to 5 of \d+ questions; to the last, no whole answer came within 0\.5 s\./,
    )
  })

  it.each([
    ['heads', () => ({ status: 200, headers: { 'X-Long': 'x'.repeat(100_000) }, body: Buffer.alloc(0) })],
    ['bodies', (reply: Reply) => ({ ...chunked(reply), status: 200, body: Buffer.alloc(30_000_000, 'x') })],
  ] as const)('with endless %s is not read to the end', async (_, sin) => {
    const url = await hostOf(sin)
    const diagnosis = await examine(url, PATIENCE).catch((error: unknown) => error)
    if (diagnosis instanceof Error) expect(diagnosis.message).toContain('HPE_HEADER_OVERFLOW')
    else expect(diagnosis).toMatchObject({ models: null })
  })

  it.each([
    [
      'leads elsewhere',
      (reply: Reply) => ({ ...withHeaders(reply, { Location: 'https://other.example/' }), status: 302 }),
      /redirects to "https:\/\/other\.example\/"/,
    ],
    ['says nothing', () => null, /cannot be asked: no whole answer came within 0\.2 s/],
  ] as const)('that %s is refused in a sentence', async (_, sin, sentence) => {
    await expect(examine(await hostOf(sin), { patienceMs: 200 })).rejects.toThrow(sentence)
  })

  it('is never led to another one by the names in its catalogue', async () => {
    const paths = [
      'http:evil/1.0/a.tar.gz',
      '//evil/a/1/b.zip',
      '../../1.0/a.tar.gz',
      '%2e%2e/%2e%2e/a.tar.gz',
      'a/1.0/b.zip?x',
      'a/1.0/\u001b[2J.zip',
    ]
    const downloads = paths.map((path) => ({ section: 'weights', path, size: 1000 }))
    const entries = [
      { id: 'liver', clients: ['curl', 7], downloads: [...downloads, null, { path: 9 }] },
      'x',
      null,
      { id: '../x' },
    ]
    const asked: string[] = []
    const url = await hostOf((reply, request, path) => {
      asked.push(request.url ?? '')
      if (path !== 'catalogue.json') return reply
      return { ...chunked(reply), body: Buffer.from(JSON.stringify({ formatVersion: 1, entries })) }
    })
    const { checks } = await examine(url, PATIENCE)
    expect(checks.find(({ name }) => name === 'archive')).toBeUndefined()
    expect(asked.filter((path) => /evil|\.\.|%2e|\u001b|\?/.test(path))).toEqual([])
  })
})

describe('the host that the card should state', () => {
  const noRanges: Sin = (reply, request, path) => whole(reply, path, request)

  it.each([
    ['python', noRanges, true],
    ['nginx', noRanges, false],
    ['nginx', (reply: Reply) => reply, true],
    ['python', (reply: Reply) => reply, false],
  ] as const)('is not contradicted: %s', async (stated, sin, isTrue) => {
    expect((await examine(await hostOf(sin), { ...PATIENCE, stated })).host).toMatchObject({ stated, isTrue })
  })

  it.each([
    ['nginx/1.22.1', 'nginx'],
    ['Apache/2.4 (Debian)', 'apache'],
    ['Caddy', 'caddy'],
    ['AmazonS3', 's3'],
    ['GitHub.com', 'github-pages'],
    ['nginxish', null],
  ])('is read off %s', async (name, fits) => {
    const { host } = await examine(await hostOf((reply) => withHeaders(reply, { Server: name })), PATIENCE)
    expect(host?.fits).toBe(fits)
  })
})
