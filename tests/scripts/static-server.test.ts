import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveStore } from '../../scripts/static-server.ts'

const MISSING = '<!doctype html><title>Nothing – here</title>'

let folder: string
let server: Server

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zoopress-server-'))
  const files = {
    'secret.txt': 'outside',
    'store/index.html': 'home',
    'store/404.html': MISSING,
    'store/.nojekyll': 'dot',
    'store/lenet/index.html': 'page',
    'store/lenet/weights.bin': '0123456789',
    'store/lenet/empty/file.txt': 'text',
    'store/raw/master/README.md': 'probe',
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  server = createServer(serveStore(join(folder, 'store'))).listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Sends the path as it stands: `fetch` would clean it first. */
async function ask(path: string, method = 'GET', headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo
  const asked = request({ host: '127.0.0.1', port, path, method, headers }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  let body = ''
  for await (const chunk of response.setEncoding('utf8')) body += chunk as string
  return { status: response.statusCode, headers: response.headers, body }
}

describe('a file of the store', () => {
  it.each([
    ['/', 'home'],
    ['/lenet/', 'page'],
    ['/lenet/weights.bin', '0123456789'],
    ['/lenet/weights.bin?download=1', '0123456789'],
    ['//raw/master/README.md', 'probe'],
    ['/.nojekyll', 'dot'],
  ])('is found at %s, with its length', async (path, text) => {
    const { status, body, headers } = await ask(path)
    expect([status, body, headers['content-length']]).toEqual([200, text, String(text.length)])
  })

  it('has headers alone for HEAD', async () => {
    const { status, body, headers } = await ask('/lenet/weights.bin', 'HEAD')
    expect([status, body, headers['content-length']]).toEqual([200, '', '10'])
  })

  it.each([
    ['bytes=2-4', 'bytes 2-4/10', '234'],
    ['bytes=7-', 'bytes 7-9/10', '789'],
    ['bytes=-1', 'bytes 9-9/10', '9'],
  ])('comes in part for the range %s', async (range, stated, text) => {
    const { status, body, headers } = await ask('/lenet/weights.bin', 'GET', { range })
    expect([status, headers['content-range'], headers['content-length'], body]).toEqual([
      206,
      stated,
      String(text.length),
      text,
    ])
  })

  it('says how long it is where a range begins beyond its end', async () => {
    const { status, headers, body } = await ask('/lenet/weights.bin', 'GET', { range: 'bytes=10-' })
    expect([status, headers['content-range'], headers['content-length'], body]).toEqual([
      416,
      'bytes */10',
      '0',
      '',
    ])
  })

  it('is not sent where it is no longer the one that was meant', async () => {
    expect((await ask('/lenet/weights.bin', 'GET', { 'if-match': '"another"' })).status).toBe(412)
  })
})

describe('a folder', () => {
  it.each([
    ['/lenet', '/lenet/'],
    ['/lenet?q=brain&task=', '/lenet/?q=brain&task='],
    ['//lenet', '/lenet/'],
    ['/\\host.example/../lenet', '/%5Chost.example/../lenet/'],
  ])('is led to with its slash from %s', async (path, location) => {
    const { status, headers } = await ask(path)
    expect([status, headers.location]).toEqual([301, location])
  })

  it('is not listed', async () => {
    expect((await ask('/lenet/empty/')).status).toBe(404)
  })
})

describe('what is not there', () => {
  it.each([
    '/no',
    '/lenet/no/',
    '/lenet/weights.bin/',
    '/%',
    '/%00',
    '/../secret.txt',
    '/lenet/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/lenet/..%2f..%2fsecret.txt',
    '/..\\secret.txt',
  ])('is answered with the page for it, and its length: %s', async (path) => {
    const { status, headers, body } = await ask(path)
    expect([status, body]).toEqual([404, MISSING])
    expect(headers['content-length']).toBe(String(Buffer.byteLength(MISSING)))
  })

  it('has the same length for HEAD', async () => {
    const { status, headers, body } = await ask('/no', 'HEAD')
    expect([status, headers['content-length'], body]).toEqual([404, String(Buffer.byteLength(MISSING)), ''])
  })
})

describe('every answer', () => {
  it.each([
    ['/', {}],
    ['/no', {}],
    ['/lenet', {}],
    ['/lenet/weights.bin', { range: 'bytes=99-' }],
  ])('has the headers that keep a browser safe: %s %j', async (path, headers) => {
    const answer = await ask(path, 'GET', headers)
    expect(answer.headers).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as string,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('to %s is a refusal', async (method) => {
    const { status, headers } = await ask('/', method)
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })
})
