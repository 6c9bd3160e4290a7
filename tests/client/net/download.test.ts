/** Files that come in the end, or not, from servers that misbehave. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { download, type DownloadListener, type Wanted } from '../../../src/client/net/download.ts'
import { Interrupted } from '../../../src/client/net/interrupted.ts'
import { NetworkFault } from '../../../src/client/net/network-fault.ts'
import type { Network } from '../../../src/client/net/network.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { startNode } from '../../lib/run-node.ts'
import {
  announces,
  answers,
  answersPart,
  cutsAfter,
  drips,
  endless,
  hangsUp,
  honest,
  ignoresRange,
  impatient,
  redirects,
  serve,
  stallsAfter,
  unannounced,
} from './misbehaving-server.ts'

const FILE = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251))
const OTHER = Buffer.from(FILE.map((byte) => byte ^ 1))
const SUM = sumOf(FILE)

const SILENT: DownloadListener = {
  begin: () => undefined,
  bytes: () => undefined,
  note: () => undefined,
  end: () => undefined,
}

function sumOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function wanted(urls: string | string[], more: Partial<Wanted> = {}): Wanted {
  const path = join(freshFolder(), 'weights.tar.gz')
  return { urls: [urls].flat(), path, size: FILE.length, sha256: SUM, label: 'weights.tar.gz', ...more }
}

/** What is in the folder, and whether the file is right; or the sentence that says why it is not there, without ports. */
async function outcome(file: Wanted, network: Network = impatient()): Promise<string> {
  try {
    const { sha256, size } = await download(file, network)
    expect(sumOf(readFileSync(file.path))).toBe(sha256)
    expect(readdirSync(dirname(file.path))).toEqual(['weights.tar.gz'])
    return size === FILE.length && sha256 === SUM ? 'right' : 'another file'
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    expect(existsSync(file.path)).toBe(false)
    return error.message.replaceAll(/:\d{4,5}\b/g, '').replaceAll(dirname(file.path), '<dir>')
  }
}

const ranges = ({ requests }: { requests: { headers: Record<string, unknown> }[] }) =>
  requests.map(({ headers }) => headers['range'] ?? 'all')

/** Leaves a part of `count` bytes, that came from the first address by way of a proxy. */
async function leavePart(file: Wanted, count: number): Promise<void> {
  const stop = new AbortController()
  const { url } = await serve(stallsAfter(count, FILE))
  let left = count
  const listener = { ...SILENT, bytes: (_: Wanted, more: number) => (left -= more) === 0 && stop.abort() }
  const network = impatient({}, { signal: stop.signal, env: { http_proxy: url } })
  await expect(download(file, network, listener)).rejects.toBeInstanceOf(Interrupted)
  expect(readFileSync(`${file.path}.part`)).toEqual(FILE.subarray(0, count))
}

describe('download', () => {
  it('puts a file in its place, and makes the folder', async () => {
    const { url } = await serve(honest(FILE))
    const file = wanted(url)
    const path = join(dirname(file.path), 'a/b/weights.tar.gz')
    expect(await outcome({ ...file, path })).toBe('right')
  })

  it('takes a sum in capital letters', async () => {
    const { url } = await serve(honest(FILE))
    expect(await outcome(wanted(url, { sha256: SUM.toUpperCase() }))).toBe('right')
  })

  it('takes what a server has where nobody says size and sum', async () => {
    const { url } = await serve(honest(FILE))
    expect(await outcome(wanted(url, { size: null, sha256: null }))).toBe('right')
  })

  it('takes a file of no bytes', async () => {
    const { url } = await serve(honest(Buffer.alloc(0)))
    const file = wanted(url, { size: 0, sha256: sumOf(Buffer.alloc(0)) })
    expect(await outcome(file)).toBe('another file')
    expect(readFileSync(file.path)).toHaveLength(0)
  })

  it('asks nobody for a file that is there already', async () => {
    const file = wanted('http://127.0.0.1:9/')
    writeFileSync(file.path, FILE)
    expect(await outcome(file)).toBe('right')
  })

  it('replaces what is there and is another file', async () => {
    const { url } = await serve(honest(FILE))
    const file = wanted(url)
    writeFileSync(file.path, OTHER)
    expect(await outcome(file)).toBe('right')
  })

  it('hashes a large file in a thread, also when it goes on in the middle', async () => {
    const large = Buffer.alloc(9_000_000, 'the same again and again ')
    const server = await serve(cutsAfter(5_000_000, large), honest(large))
    const file = wanted(server.url, { size: large.length, sha256: sumOf(large) })
    expect((await download(file, impatient())).sha256).toBe(sumOf(large))
    expect(ranges(server)).toEqual(['all', expect.stringMatching(/^bytes=\d{5,}-$/)])
  })
})

describe('a server that fails for a while', () => {
  it.each([
    ['cuts the file', cutsAfter(1000, FILE)],
    ['hangs up', hangsUp()],
    ['is busy', answers(503)],
    ['is asked too often', answers(429, { 'Retry-After': '0' })],
    ['falls silent', stallsAfter(1000, FILE)],
    ['drips', drips(FILE)],
    ['announces more than it sends', cutsAfter(FILE.length - 1, FILE)],
  ])('is asked again: it %s', async (_, answer) => {
    const server = await serve(answer, honest(FILE))
    expect(await outcome(wanted(server.url), impatient({ idleMs: 200, graceMs: 100 }))).toBe('right')
    expect(server.requests).toHaveLength(2)
  })

  it('is asked for the rest alone', async () => {
    const server = await serve(cutsAfter(1000, FILE), cutsAfter(2000, FILE), honest(FILE))
    expect(await outcome(wanted(server.url))).toBe('right')
    expect(ranges(server)).toEqual(['all', 'bytes=1000-', 'bytes=3000-'])
    expect(server.requests.map(({ headers }) => headers['if-range'])).toEqual([undefined, '"one"', '"one"'])
  })

  it('is asked often for a large file, as long as each time brings a good part of it', async () => {
    const server = await serve(cutsAfter(FILE.length / 10, FILE))
    expect(await outcome(wanted(server.url))).toBe('right')
    expect(server.requests).toHaveLength(10)
  })

  it.each([
    ['nothing', hangsUp()],
    ['next to nothing', cutsAfter(10, FILE)],
    [
      'the same again and again',
      (() => {
        const cut = cutsAfter(4000, FILE, null)
        return ((request, response) => {
          delete request.headers.range
          cut(request, response)
        }) satisfies ReturnType<typeof hangsUp>
      })(),
    ],
  ])('is given up after four tries that bring %s', async (_, answer) => {
    const server = await serve(answer)
    expect(await outcome(wanted(server.url))).toContain('weights.tar.gz cannot be downloaded.')
    expect(server.requests.length).toBeGreaterThanOrEqual(4)
    expect(server.requests.length).toBeLessThanOrEqual(5)
  })

  it('is left alone where it wants that for long', async () => {
    const server = await serve(answers(503, { 'Retry-After': '3600' }))
    expect(await outcome(wanted(server.url))).toMatchInlineSnapshot(
      `"weights.tar.gz cannot be downloaded. http://127.0.0.1/: the server answers with status 503. The server is busy: try again in 3600 s. Nothing of the file is kept."`,
    )
    expect(server.requests).toHaveLength(1)
  })
})

describe('going on', () => {
  it('is by the sum where the server has no tag', async () => {
    const server = await serve(cutsAfter(1000, FILE, null), honest(FILE, null))
    expect(await outcome(wanted(server.url))).toBe('right')
    expect(ranges(server)).toEqual(['all', 'bytes=1000-'])
  })

  it('is not done without sum and tag', async () => {
    const server = await serve(cutsAfter(1000, FILE, 'W/"weak"'), honest(FILE, 'W/"weak"'))
    expect(await outcome(wanted(server.url, { sha256: null }))).toBe('right')
    expect(ranges(server)).toEqual(['all', 'all'])
  })

  it('is by the tag where nobody says the sum', async () => {
    const server = await serve(cutsAfter(1000, FILE), honest(FILE))
    expect(await outcome(wanted(server.url, { size: null, sha256: null }))).toBe('right')
    expect(ranges(server)).toEqual(['all', 'bytes=1000-'])
  })

  it('begins again where the file has changed', async () => {
    const server = await serve(cutsAfter(1000, OTHER, '"old"'), honest(FILE, '"new"'))
    expect(await outcome(wanted(server.url, { size: null, sha256: null }))).toBe('right')
  })

  it('begins again where the file has changed without a tag, and its sum tells', async () => {
    const server = await serve(cutsAfter(1000, OTHER, null), honest(FILE, null))
    expect(await outcome(wanted(server.url))).toBe('right')
    expect(ranges(server)).toEqual(['all', 'bytes=1000-', 'all'])
  })

  it.each([
    ['ignores ranges', ignoresRange(FILE)],
    ['begins elsewhere', answersPart('bytes 999-4999/5000', FILE.subarray(999))],
    ['tells another length', answersPart('bytes 1000-4999/6000', FILE.subarray(1000))],
    ['ends before it begins', answersPart('bytes 1000-999/5000', FILE.subarray(1000))],
    ['tells no total', answersPart('bytes 1000-4999/*', FILE.subarray(1000))],
    ['tells no range', answersPart(null, FILE.subarray(1000))],
    ['tells something else', answersPart('pages 1-2/3', FILE.subarray(1000))],
    ['has nothing more', answers(416)],
    ['has less', answers(416, { 'Content-Range': 'bytes */900' })],
  ])('begins again where the server %s', async (_, answer) => {
    const server = await serve(cutsAfter(1000, FILE), answer, honest(FILE))
    expect(await outcome(wanted(server.url))).toBe('right')
    expect(ranges(server).slice(0, 2)).toEqual(['all', 'bytes=1000-'])
  })

  it.each(['"new"', null])(
    'begins again where a part has the tag %s, and nobody says the sum',
    async (tag) => {
      const server = await serve(
        cutsAfter(1000, FILE, '"old"'),
        answersPart('bytes 1000-4999/5000', OTHER.subarray(1000), tag),
        honest(FILE, '"new"'),
      )
      expect(await outcome(wanted(server.url, { sha256: null }))).toBe('right')
    },
  )

  it('ends where nothing is missing', async () => {
    const server = await serve(honest(FILE))
    const file = wanted(server.url, { size: null, sha256: null })
    await leavePart(file, FILE.length - 1)
    writeFileSync(`${file.path}.part`, FILE)
    expect(await outcome(file)).toBe('right')
    expect(ranges(server)).toEqual(['bytes=5000-'])
  })

  it('by a later command needs the rest alone', async () => {
    const server = await serve(honest(FILE))
    const file = wanted(server.url)
    await leavePart(file, 1234)
    expect(await outcome(file)).toBe('right')
    expect(ranges(server)).toEqual(['bytes=1234-'])
  })

  it('asks nobody where a later command finds all of it', async () => {
    const server = await serve(hangsUp())
    const file = wanted(server.url)
    await leavePart(file, FILE.length - 1)
    writeFileSync(`${file.path}.part`, FILE)
    expect(await outcome(file)).toBe('right')
    expect(server.requests).toHaveLength(0)
  })

  it('is not done with the part of another file', async () => {
    const server = await serve(honest(OTHER))
    const file = wanted(server.url)
    await leavePart(file, 1234)
    expect(await outcome({ ...file, sha256: sumOf(OTHER) })).toBe('another file')
    expect(ranges(server)).toEqual(['all'])
  })

  it.each(['', '{', '[]', '{"formatVersion":2}', `{"formatVersion":1,"urlKey":"../x"}`, '['.repeat(100_000)])(
    'is not done where nobody knows what the part is of: %s',
    async (text) => {
      const server = await serve(honest(FILE))
      const file = wanted(server.url)
      await leavePart(file, 1234)
      writeFileSync(`${file.path}.part.json`, text)
      expect(await outcome(file)).toBe('right')
      expect(ranges(server)).toEqual(['all'])
    },
  )

  it('goes on from another address', async () => {
    const first = await serve(cutsAfter(1000, FILE), answers(404))
    const second = await serve(honest(FILE, '"two"'))
    expect(await outcome(wanted([first.url, second.url]))).toBe('right')
    expect(ranges(second)).toEqual(['bytes=1000-'])
    expect(second.requests[0]!.headers['if-range']).toBeUndefined()
  })

  it('begins again at another address where nobody says the sum', async () => {
    const first = await serve(cutsAfter(1000, FILE), answers(404))
    const second = await serve(honest(FILE, '"one"'))
    expect(await outcome(wanted([first.url, second.url], { sha256: null }))).toBe('right')
    expect(ranges(second)).toEqual(['all'])
  })
})

describe('a file that is not the one', () => {
  it.each([
    ['wrong bytes', honest(OTHER)],
    ['a friendly page', answers(200, {}, 'Sorry, there is no such file.')],
    ['more bytes', honest(Buffer.concat([FILE, FILE]))],
    ['more bytes, unannounced', unannounced(Buffer.concat([FILE, FILE]))],
    ['fewer bytes, unannounced', unannounced(FILE.subarray(0, 4000))],
    ['bytes without an end', endless()],
    ['fewer bytes than it announces', announces(4000, FILE)],
    ['packed bytes', answers(200, { 'Content-Encoding': 'gzip' }, 'a')],
    ['part of the file, unasked', answersPart('bytes 0-4999/5000', FILE)],
    ['a redirect to a file', redirects('file:///etc/hostname')],
    ['a redirect to data', redirects('data:text/plain,a')],
    ['redirects in a circle', redirects('/')],
    ['no such file', answers(404)],
    ['no leave', answers(403)],
  ])('is not taken, and the next address is asked: %s', async (_, answer) => {
    const bad = await serve(answer)
    const good = await serve(honest(FILE))
    const file = wanted(bad.url)
    expect(await outcome(file)).toMatchSnapshot()
    expect(readdirSync(dirname(file.path))).toEqual([])
    expect(await outcome({ ...file, urls: [bad.url, good.url] })).toBe('right')
  })

  it('is told of with what every address says', async () => {
    const servers = [await serve(answers(404)), await serve(honest(OTHER)), await serve(answers(500))]
    expect(await outcome(wanted(servers.map(({ url }) => url)))).toMatchInlineSnapshot(`
      "weights.tar.gz cannot be downloaded.
        http://127.0.0.1/: the server answers with status 404. Look whether the address is right.
        http://127.0.0.1/: the file has the SHA-256 e7555554004140c92217aa905a78b1158f19c275ae78cc8c7255844563f408c2 there, not c1b9a63faf11c93efea69b52a24a50e6685b6fef190a6bd818a6f6c238656d6a. Tell whoever runs the server.
        http://127.0.0.1/: the server answers with status 500. Try again later.
      Nothing of the file is kept."
    `)
  })

  it('is told of without names, passwords and queries', async () => {
    const { url } = await serve(answers(403))
    const secret = `${url.replace('//', '//me:secret@')}/a\u202eb.zip?token=secret`
    expect(await outcome(wanted(secret))).toMatchInlineSnapshot(
      `"weights.tar.gz cannot be downloaded. http://127.0.0.1/a%E2%80%AEb.zip: the server answers with status 403. Ask whoever runs the server for leave to read it. Nothing of the file is kept."`,
    )
  })

  it('leaves what came for the next time', async () => {
    const { url } = await serve(cutsAfter(1000, FILE), answers(404))
    const file = wanted(url)
    expect(await outcome(file)).toMatchInlineSnapshot(
      `"weights.tar.gz cannot be downloaded. http://127.0.0.1/: the server answers with status 404. Look whether the address is right. 1 kB of 5 kB are kept in <dir>/weights.tar.gz.part; the same command goes on from there."`,
    )
    expect(await outcome({ ...file, urls: [(await serve(honest(FILE))).url] })).toBe('right')
  })

  it.each(['file:///etc/hostname', 'data:text/plain,a', 'ftp://127.0.0.1/a', 'a.zip', ''])(
    'has no address of a web server: %s',
    async (url) => {
      await expect(download(wanted(url), impatient())).rejects.toThrow('this is no address of a web server')
    },
  )

  it('has no address at all', async () => {
    expect(await outcome(wanted([]))).toMatchInlineSnapshot(`"weights.tar.gz has no address."`)
  })

  it('tells the status of the last answer', async () => {
    const { url } = await serve(answers(403))
    const fault = await download(wanted(url), impatient()).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(NetworkFault)
    expect(fault).toMatchObject({ status: 403 })
  })
})

describe('the disk', () => {
  it.each(['link', 'hard link', 'leftover'] as const)(
    'holds no part that leads elsewhere: %s',
    async (kind) => {
      const { url } = await serve(honest(FILE))
      const file = wanted(url)
      const precious = join(freshFolder(), 'precious')
      writeFileSync(precious, 'mine')
      if (kind === 'link') symlinkSync(precious, `${file.path}.part`)
      if (kind === 'hard link') linkSync(precious, `${file.path}.part`)
      if (kind === 'leftover') writeFileSync(`${file.path}.part`, OTHER)
      expect(await outcome(file)).toBe('right')
      expect(readFileSync(precious, 'utf8')).toBe('mine')
    },
  )

  it('is not read through a link beside the part', async () => {
    const { url, requests } = await serve(honest(FILE))
    const file = wanted(url)
    await leavePart(file, 100)
    const origin = readFileSync(`${file.path}.part.json`)
    const elsewhere = join(freshFolder(), 'origin.json')
    writeFileSync(elsewhere, origin)
    rmSync(`${file.path}.part.json`)
    symlinkSync(elsewhere, `${file.path}.part.json`)
    expect(await outcome(file)).toBe('right')
    expect(requests[0]!.headers.range).toBeUndefined()
    expect(readFileSync(elsewhere)).toEqual(origin)
  })

  it('has a folder in the place', async () => {
    const file = wanted('http://127.0.0.1:9/')
    mkdirSync(file.path)
    await expect(download(file, impatient())).rejects.toThrow(
      /a folder stands where a file is needed\. Move it away/,
    )
  })

  it('has a file where a folder should be', async () => {
    const file = wanted('http://127.0.0.1:9/')
    writeFileSync(dirname(file.path) + '/a', '')
    const path = join(dirname(file.path), 'a/weights.tar.gz')
    await expect(download({ ...file, path }, impatient())).rejects.toThrow(
      /^\/.*: (?:a folder stands|something else is|a file stands).* Move it away, or choose another place, and run the command again\.$/,
    )
  })

  it('is too small, which is told before anything is asked for', async () => {
    const { url, requests } = await serve(honest(FILE))
    expect(await outcome(wanted(url, { size: 9e15 }))).toMatch(
      /cannot be written: 9000000000000000 bytes are still to come, and the disk has room for \d+\. Make room/,
    )
    expect(requests).toHaveLength(0)
  })
})

describe('stopping', () => {
  it('leaves what came, and says so', async () => {
    const stop = new AbortController()
    const { url } = await serve(stallsAfter(3000, FILE))
    const listener = { ...SILENT, bytes: () => stop.abort() }
    const file = wanted(url)
    const stopped = download(file, impatient({}, { signal: stop.signal }), listener)
    await expect(stopped).rejects.toMatchObject({
      name: 'Interrupted',
      message: `Stopped. 3 kB of 5 kB are kept in ${file.path}.part; the same command goes on from there.`,
    })
    expect(await outcome({ ...file, urls: [(await serve(honest(FILE))).url] })).toBe('right')
  })

  it('before anything came leaves nothing', async () => {
    const file = wanted('http://127.0.0.1:9/')
    const network = impatient({}, { signal: AbortSignal.abort() })
    await expect(download(file, network)).rejects.toBeInstanceOf(Interrupted)
    expect(readdirSync(dirname(file.path))).toEqual([])
  })

  it('by the system leaves a part that the next run goes on with', async () => {
    const server = await serve(stallsAfter(3000, FILE), honest(FILE))
    const file = wanted(server.url)
    const child = await startNode(`
      import { download } from './src/client/net/download.ts'
      const network = { env: {}, patience: { idleMs: 20000, pauseMs: 1, tries: 1 }, signal: new AbortController().signal }
      const listener = { begin() {}, note() {}, end() {}, bytes() { console.log('some') } }
      await download(${JSON.stringify(file)}, network, listener)`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await outcome(file)).toBe('right')
    expect(ranges(server)).toEqual(['all', 'bytes=3000-'])
  })
})

describe('two downloads of one file', () => {
  it('do not mix', async () => {
    const { url } = await serve(stallsAfter(100, FILE))
    const file = wanted(url)
    const stop = new AbortController()
    const begun = new Promise<void>((resolve) => {
      const listener = { ...SILENT, bytes: () => resolve() }
      download(file, impatient({}, { signal: stop.signal }), listener).catch(() => undefined)
    })
    await begun
    const second = await download(file, impatient()).then(
      () => 'came',
      (error: unknown) => (error as Error).message,
    )
    stop.abort()
    expect(second.replace(file.path, '<path>')).toMatchInlineSnapshot(
      `"Another process is downloading <path>. Wait until it has ended, then run this command again."`,
    )
  })
})

describe('the listener', () => {
  it('hears of everything once, and of what is lost', async () => {
    const { url } = await serve(cutsAfter(1000, FILE), ignoresRange(FILE))
    const heard: string[] = []
    const listener: DownloadListener = {
      begin: (_, have, total) => heard.push(`begin ${have} of ${total}`),
      bytes: (_, count) => heard.push(`${count}`),
      note: (_, text) => heard.push(text.replace(/:\d+/, '')),
      end: () => heard.push('end'),
    }
    await download(wanted(url), impatient(), listener)
    expect(heard).toMatchInlineSnapshot(`
      [
        "begin 0 of 5000",
        "1000",
        "http://127.0.0.1/: the connection failed (ECONNRESET). Trying again in 1 s.",
        "The server cannot go on where the last transfer stopped, so it begins again.",
        "-1000",
        "5000",
        "end",
      ]
    `)
  })

  it('hears of the length from the server where nobody else says it', async () => {
    const { url } = await serve(honest(FILE))
    const heard: unknown[] = []
    const listener = {
      ...SILENT,
      begin: (_: Wanted, have: number, total: number | null) => heard.push([have, total]),
    }
    await download(wanted(url, { size: null, sha256: null }), impatient(), listener)
    expect(heard).toEqual([[0, 5000]])
  })
})
