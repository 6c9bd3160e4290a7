/** A host of the test's own with a small store, which does everything right until it is told how to sin. */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'
import { SERVER_POLICY } from '../../src/site/csp.ts'

export interface Reply {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** Gets what an honest host would send, and gives what this one sends; null: it says nothing, and keeps the line open. */
export type Sin = (reply: Reply, request: IncomingMessage, path: string) => Reply | null

const TYPES: readonly [RegExp, string][] = [
  [/(^|\/|\.html)$/, 'text/html; charset=utf-8'],
  [/\.css$/, 'text/css'],
  [/\.js$/, 'text/javascript'],
  [/\.json$/, 'application/json'],
  [/\.(ini|txt)$/, 'text/plain; charset=utf-8'],
  [/\.gz$/, 'application/gzip'],
]

/** Its address, with a slash at the end. */
export async function hostOf(
  sin: Sin = (reply) => reply,
  base = '/',
  certificate: { key: string; cert: string } | null = null,
): Promise<URL> {
  const files = new Map<string, Buffer>()
  const serve = (request: IncomingMessage, response: ServerResponse) =>
    answer(files, sin, base, request, response)
  const server = certificate === null ? createServer(serve) : createSecureServer(certificate, serve)
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  onTestFinished(
    () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  )
  const url = new URL(
    `${certificate === null ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
  )
  for (const [path, content] of Object.entries(storeFor(url))) files.set(path, Buffer.from(content))
  return url
}

export const ARCHIVE = gzipSync(createHash('sha512').update('weights').digest().toString('hex').repeat(20), {
  level: 0,
})

function storeFor(url: URL): Record<string, string | Buffer> {
  const spec = `[config]\nversion = 1.0\n[weights]\nurl = ${url.href}liver/1.0/weights.tar.gz\naction = expand\n`
  const clients = ['niftynet', 'zoopress', 'curl', 'aria2', 'pooch', 'torch-hub']
  const downloads = [{ section: 'weights', path: 'liver/1.0/weights.tar.gz', size: ARCHIVE.length }]
  const entries = [
    { id: 'lenet', clients: ['digits', 'nnunet'], downloads: [] },
    { id: 'liver', clients, downloads },
  ]
  const files = {
    '': '<!doctype html><title>Zoo</title><table><tr><td>liver</td></tr></table>',
    '404.html': '<!doctype html><title>Not here</title>',
    'catalogue.json': JSON.stringify({ formatVersion: 1, entries }),
    'sitemap.xml': `<urlset><url><loc>${url.href}</loc></url></urlset>`,
    'assets/a.css': 'a {}',
    'assets/a.js': '0',
    'liver/': '<!doctype html><title>Liver</title>',
    'liver/1.0/': '<!doctype html><title>Liver 1.0</title>',
    'liver/1.0/weights.tar.gz': ARCHIVE,
    'liver.ini': spec,
    'raw/master/liver.ini': spec,
    'raw/new_dataset_api/liver.ini': spec,
    'raw/5-reorganising-with-lfs/liver/main.ini': spec,
    'master.json': JSON.stringify({ msg: 'Hello', children: ['lenet'] }),
    'lenet/info.json': '{}',
    'lenet/labels.txt': '0\n1\n',
    'lenet/snapshot.caffemodel': 'weights',
    '.nojekyll': '',
  }
  const sums = Object.keys(files).map((path) => `${'0'.repeat(64)}  ${path}\n`)
  return { ...files, SHA256SUMS: sums.join('') }
}

function answer(
  files: ReadonlyMap<string, Buffer>,
  sin: Sin,
  base: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const path = (request.url ?? '').slice(base.length)
  const reply = sin(honest(files, base, path, request), request, path)
  if (reply === null) return
  // Node adds a chunked encoding where no length is given.
  response.writeHead(reply.status, reply.headers)
  response.end(request.method === 'HEAD' ? undefined : reply.body)
}

function honest(
  files: ReadonlyMap<string, Buffer>,
  base: string,
  path: string,
  request: IncomingMessage,
): Reply {
  const whole = files.get(path)
  if (whole === undefined && files.has(`${path}/`))
    return {
      status: 301,
      headers: { Location: `${base}${path}/`, 'Content-Length': '0' },
      body: Buffer.alloc(0),
    }
  const body = whole ?? files.get('404.html')!
  const type = TYPES.find(([pattern]) => pattern.test(whole === undefined ? '404.html' : path))?.[1]
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
  const headers = {
    'Content-Type': type ?? 'application/octet-stream',
    ETag: etag,
    'Content-Security-Policy': SERVER_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control':
      path.endsWith('.gz') && whole ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
  }
  const sent = (status: number, part: Buffer, more = {}) => {
    return { status, headers: { ...headers, ...more, 'Content-Length': String(part.length) }, body: part }
  }
  if (whole === undefined) return sent(404, body)
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? []
  const isAsked = from !== undefined && (request.headers['if-range'] ?? etag) === etag
  if (!isAsked) return sent(200, body)
  const start = from === '' ? body.length - Number(to) : Number(from)
  const end = from === '' || to === '' ? body.length - 1 : Number(to)
  return sent(206, body.subarray(start, end + 1), { 'Content-Range': `bytes ${start}-${end}/${body.length}` })
}

/** Takes headers away. */
export function without(reply: Reply, ...names: string[]): Reply {
  const headers = Object.entries(reply.headers).filter(([name]) => !names.includes(name))
  return { ...reply, headers: Object.fromEntries(headers) }
}

export function withHeaders(reply: Reply, headers: Record<string, string>): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } }
}
