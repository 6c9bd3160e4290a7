import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createHash } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkRemote } from '../../../src/contribute/check/remote.ts'
import { remoteFiles } from '../../../src/contribute/check/remote-files.ts'
import { formatProblem } from '../../../src/zoo/problem.ts'
import { readZoo } from '../../../src/zoo/read.ts'
import { writeZoo } from '../../zoo/folders.ts'

const BYTES = Buffer.from('the weights')
const SHA256 = createHash('sha256').update(BYTES).digest('hex')

interface Server {
  url: string
  asked: IncomingMessage[]
}

async function serve(listener: RequestListener): Promise<Server> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    listener(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

/** As a host of files does. */
const FILE: RequestListener = ({ headers }, response) => {
  if (headers.range === undefined) response.setHeader('Content-Length', BYTES.length).end(BYTES)
  else response.writeHead(206, { 'Content-Range': `bytes 0-0/${BYTES.length}` }).end(BYTES.subarray(0, 1))
}

interface Stated {
  size?: number
  sha256?: string
  mirrors?: string[]
  full?: boolean
  storeUrl?: string
  tries?: number
}

async function ask(url: string, stated: Stated = {}) {
  const { size = BYTES.length, sha256 = SHA256, mirrors = [], full = false, tries = 1 } = stated
  const { storeUrl = 'http://localhost:8000' } = stated
  const lines = [`url: ${url}`, `sha256: "${sha256}"`, `size: ${size}`, `mirrors: [${mirrors.join(', ')}]`]
  const front = ['license: mit', 'downloads:', '  weights:', ...lines.map((line) => `    ${line}`)]
  const zooDir = writeZoo({ 'liver/README.md': `---\n${front.join('\n')}\n---\n# Liver\n` })
  const { entries } = await readZoo(zooDir, 'zoo')
  const network = {
    env: {},
    patience: { idleMs: 2000, pauseMs: 1, tries },
    signal: new AbortController().signal,
  }
  const { problems, report } = await checkRemote(remoteFiles(entries), {
    full,
    storeUrl,
    network,
    zooDir,
    label: 'zoo',
  })
  return {
    problems: problems.map(formatProblem),
    places: problems.map(({ column, text }) => [column, text]),
    report,
  }
}

describe('check --remote', () => {
  it('asks for one byte of each address, and is content where the length is right', async () => {
    const server = await serve(FILE)
    const { problems, report } = await ask(`${server.url}/a.tar.gz`, { mirrors: [`${server.url}/b.tar.gz`] })
    expect(problems).toEqual([])
    expect(report).toEqual({ addresses: 2, hosts: 1, dead: 0, bytes: 0, redirects: [] })
    expect(server.asked.map(({ url, headers }) => [url, headers.range])).toEqual([
      ['/a.tar.gz', 'bytes=0-0'],
      ['/b.tar.gz', 'bytes=0-0'],
    ])
  })

  it('is content with a server that knows no ranges', async () => {
    const { url } = await serve((_, response) =>
      response.setHeader('Content-Length', BYTES.length).end(BYTES),
    )
    expect((await ask(`${url}/a`)).problems).toEqual([])
  })

  it.each<[string, RequestListener, RegExp]>([
    [
      'is gone',
      (_, response) => response.writeHead(404).end(),
      /the server answers with status 404\. Look whether/,
    ],
    ['has another length', (_, response) => response.end('other'), /the file has 5 bytes there, not 11\./],
    [
      'has another length by its range',
      (_, response) => response.writeHead(206, { 'Content-Range': 'bytes 0-0/12' }).end('x'),
      /the file has 12 bytes there, not 11\./,
    ],
    [
      'says no length',
      (_, response) => void (response.write('x'), response.end()),
      /does not say how long the file is/,
    ],
    [
      'sends it packed',
      (_, response) => response.setHeader('Content-Encoding', 'gzip').end('x'),
      /sends the file packed/,
    ],
    [
      'redirects in a circle',
      ({ url }, response) => response.writeHead(302, { location: url }).end(),
      /redirects more than 5 times/,
    ],
    ['breaks off', (request) => request.socket.destroy(), /the connection/],
  ])('tells of a file that %s, at the line of its address', async (_, listener, sentence) => {
    const { url } = await serve(listener)
    const { problems, places } = await ask(`${url}/a.tar.gz`)
    expect(problems).toEqual([expect.stringMatching(/^zoo\/liver\/README\.md:5: remote-file: http:/)])
    expect(problems[0]).toMatch(sentence)
    expect(places).toEqual([[10, `${url}/a.tar.gz`]])
  })

  it('tells of a mirror at its own place', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/a') FILE(request, response)
      else response.writeHead(410).end()
    })
    const { problems, places } = await ask(`${server.url}/a`, {
      mirrors: [`${server.url}/b`, `${server.url}/c`],
    })
    expect(problems.map((line) => line.split(': ')[0])).toEqual(Array(2).fill('zoo/liver/README.md:8'))
    expect(places.map(([, text]) => text)).toEqual([`${server.url}/b`, `${server.url}/c`])
  })

  it('asks again where that may help', async () => {
    let asked = 0
    const server = await serve((request, response) => {
      if (++asked < 3) response.writeHead(503).end()
      else FILE(request, response)
    })
    expect((await ask(`${server.url}/a`, { tries: 3 })).problems).toEqual([])
    expect(server.asked).toHaveLength(3)
  })

  it('notes what leads to another host', async () => {
    const other = await serve(FILE)
    const { url } = await serve((_, response) =>
      response.writeHead(302, { location: `${other.url}/x` }).end(),
    )
    const { problems, report } = await ask(`${url}/a`)
    expect(problems).toEqual([])
    expect(report.redirects).toEqual([
      { file: 'zoo/liver/README.md', url: `${url}/a`, host: other.url.replace('http://', '') },
    ])
  })

  it('asks nobody in a private network for a store that is public', async () => {
    const server = await serve(FILE)
    const { problems } = await ask(`${server.url}/a`, { storeUrl: 'https://192.0.3.1/zoo' })
    expect(problems).toEqual([expect.stringContaining('the address leads into a private network')])
    expect(server.asked).toEqual([])
  })
})

describe('check --remote=full', () => {
  it('reads every byte for the sum', async () => {
    const server = await serve(FILE)
    const { problems, report } = await ask(`${server.url}/a`, { full: true })
    expect(problems).toEqual([])
    expect(report.bytes).toBe(BYTES.length)
    expect(server.asked[0]?.headers.range).toBeUndefined()
  })

  it('tells of other bytes of the same length', async () => {
    const { url } = await serve((_, response) => response.end('the WEIGHTS'))
    expect((await ask(`${url}/a`, { full: true })).problems).toEqual([
      expect.stringMatching(/the file has the SHA-256 [0-9a-f]{64} there, which is not the card's\./),
    ])
  })

  it('stops at the length that the card states', async () => {
    const { url } = await serve((_, response) => {
      response.write(Buffer.alloc(1000))
      response.end()
    })
    expect((await ask(`${url}/a`, { full: true })).problems).toEqual([
      expect.stringContaining('more than the 11 bytes'),
    ])
  })
})
