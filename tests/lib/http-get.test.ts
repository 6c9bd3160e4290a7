/** Servers that are slow, cut, endless or lying. Each test starts one on this machine. */
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { HttpFault } from '../../src/lib/http-fault.ts'
import { httpGet } from '../../src/lib/http-get.ts'

const LIMITS = { bytes: 1000, idleMs: 20_000, graceMs: 40_000, bytesPerMs: 16 }

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  onTestFinished(() => server.closeAllConnections())
  return listen(server)
}

/** A server that speaks no HTTP of its own. */
async function serveRaw(talk: (socket: Socket) => void): Promise<string> {
  return listen(
    createTcpServer((socket) => {
      onTestFinished(() => void socket.destroy())
      socket.on('error', () => undefined).once('data', () => talk(socket))
    }),
  )
}

/** The body, or why there is none. */
async function get(url: string, limits: Partial<typeof LIMITS> = {}): Promise<string> {
  const parts: Uint8Array[] = []
  try {
    await httpGet(new URL(url), { ...LIMITS, ...limits }, (chunk) => void parts.push(chunk))
    return Buffer.concat(parts).toString()
  } catch (error) {
    if (error instanceof HttpFault) return `fault ${error.status}: ${error.message}`
    throw error
  }
}

describe('httpGet', () => {
  it('gives the body, however the server cuts it', async () => {
    const url = await serve((_, response) => {
      for (const part of ['one', ' ', 'two']) response.write(part)
      response.end()
    })
    expect(await get(url)).toBe('one two')
  })

  it('takes as many bytes as it may have, and no more', async () => {
    const url = await serve((_, response) => void response.end('a'.repeat(1000)))
    expect(await get(url)).toHaveLength(1000)
    expect(await get(url, { bytes: 999 })).toBe(
      'fault 200: the file has more than the 999 bytes that it may have',
    )
  })

  it('ends an answer without an end', async () => {
    const url = await serve((_, response) => {
      const more = () => {
        while (response.write('a'.repeat(100)) && !response.destroyed);
      }
      response.on('drain', more)
      more()
    })
    expect(await get(url)).toBe('fault 200: the file has more than the 1000 bytes that it may have')
  })

  it.each([
    [
      'cut short',
      'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc',
      'fault null: the connection failed (ECONNRESET)',
    ],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'fault null: the connection failed (HPE_INVALID_CONSTANT)'],
    ['nothing', '', 'fault null: the connection failed (ECONNRESET)'],
    [
      'a header without an end',
      `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(100_000)}`,
      'fault null: the connection failed (HPE_HEADER_OVERFLOW)',
    ],
  ])('refuses an answer that is %s', async (_, bytes, expected) => {
    expect(await get(await serveRaw((socket) => void socket.end(bytes)))).toBe(expected)
  })

  it.each([
    ['before the head', ''],
    ['within the head', 'HTTP/1.1 200 OK\r\nX-'],
    ['within the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc'],
  ])('ends with a server that falls silent %s', async (_, bytes) => {
    const url = await serveRaw((socket) => void socket.write(bytes))
    expect(await get(url, { idleMs: 100 })).toBe('fault null: the server is silent for 0.1 s')
  })

  it('ends with a server that never falls silent and never gets done', async () => {
    const url = await serve((_, response) => {
      const timer = setInterval(() => response.write('a'), 20)
      onTestFinished(() => clearInterval(timer))
    })
    expect(await get(url, { graceMs: 200 })).toBe('fault null: the server sends less than 16 kB a second')
  })

  it('asks for the bytes as they are, and refuses packed ones', async () => {
    const url = await serve((request, response) => {
      response.setHeader('Content-Encoding', 'gzip').end(request.headers['accept-encoding'])
    })
    expect(await get(url)).toBe('fault 200: the server sends the file packed, though it was not asked to')
  })

  it.each([404, 410, 403, 500, 206, 204])('refuses status %i', async (status) => {
    const url = await serve((_, response) => void response.writeHead(status).end())
    expect(await get(url)).toBe(`fault ${status}: the server answers with status ${status}`)
  })

  it('tells how long a busy server wants to be left alone', async () => {
    const url = await serve((_, response) => void response.writeHead(503, { 'Retry-After': '7' }).end())
    await expect(httpGet(new URL(url), LIMITS, () => undefined)).rejects.toMatchObject({
      status: 503,
      retryAfter: 7,
    })
  })

  it('says the name of a fault of the network', async () => {
    const server = createTcpServer()
    const url = await listen(server)
    server.close()
    await once(server, 'close')
    expect(await get(url)).toBe('fault null: the connection failed (ECONNREFUSED)')
  })

  it('throws what the taker throws', async () => {
    const url = await serve((_, response) => void response.end('a'))
    const take = () => {
      throw new Error('enough')
    }
    await expect(httpGet(new URL(url), LIMITS, take)).rejects.toThrow('enough')
  })
})

describe('an address that nobody chose', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])(
    'is not asked for where it leads into a private network: %s',
    async (host) => {
      const { port } = new URL(await serve((_, response) => void response.end('secret')))
      const limits = { ...LIMITS, publicOnly: true }
      const take = () => expect.unreachable()
      await expect(httpGet(new URL(`http://${host}:${port}/`), limits, take)).rejects.toMatchObject({
        message: 'the address leads into a private network',
      })
    },
  )
})

describe('redirects', () => {
  /** `/0` leads to `/1` and so on; `/5` is the file. */
  const chain: RequestListener = (request, response) => {
    const hop = Number(request.url!.slice(1))
    if (hop === 5) response.end('there')
    else response.writeHead(302, { Location: `/${hop + 1}` }).end()
  }

  it('are followed five times', async () => {
    expect(await get(`${await serve(chain)}0`)).toBe('there')
  })

  it('are not followed six times', async () => {
    expect(await get(`${await serve(chain)}-1`)).toBe('fault 300: the server redirects more than 5 times')
  })

  it('in a circle come to an end', async () => {
    const url = await serve((_, response) => void response.writeHead(301, { Location: '/' }).end())
    expect(await get(url)).toBe('fault 300: the server redirects more than 5 times')
  })

  it.each([
    'file:///etc/passwd',
    'data:text/plain,a',
    'ftp://127.0.0.1/',
    'gopher://127.0.0.1/',
    'http://[',
    'javascript:1',
  ])('to %s are refused', async (location) => {
    const url = await serve((_, response) => void response.writeHead(302, { Location: location }).end())
    expect(await get(url)).toBe('fault 300: the server redirects to where no request goes')
  })

  it('within this machine are fine where the origin is on it', async () => {
    const other = await serve((_, response) => void response.end('there'))
    const url = await serve((_, response) => void response.writeHead(307, { Location: other }).end())
    expect(await get(url)).toBe('there')
  })

  it('lose a name and password', async () => {
    const other = await serve(
      (request, response) => void response.end(request.headers.authorization ?? 'nobody'),
    )
    const location = other.replace('//', '//me:secret@')
    const url = await serve((_, response) => void response.writeHead(302, { Location: location }).end())
    expect(await get(url)).toBe('nobody')
  })
})
