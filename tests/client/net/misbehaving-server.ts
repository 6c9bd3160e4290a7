/** A server on this machine that does what servers do wrong. Each test starts its own. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server as TcpServer } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Network, Patience } from '../../../src/client/net/network.ts'

export interface StartedServer {
  /** `http://127.0.0.1:1234`, without a slash. */
  url: string
  /** What it was asked, in order. */
  requests: IncomingMessage[]
}

/** Answers the first request with the first of `answers`, and so on; the last one as often as it is asked. */
export async function serve(...answers: RequestListener[]): Promise<StartedServer> {
  return start(createServer, 'http', answers)
}

/** The same over TLS. */
export async function serveTls(
  identity: { key: string; cert: string },
  ...answers: RequestListener[]
): Promise<StartedServer> {
  return start((listener) => createTlsServer(identity, listener), 'https', answers)
}

async function start(
  create: (listener: RequestListener) => Server,
  scheme: string,
  answers: RequestListener[],
): Promise<StartedServer> {
  const requests: IncomingMessage[] = []
  const server = create((request, response) => {
    requests.push(request)
    answers[Math.min(requests.length, answers.length) - 1]!(request, response)
  })
  const port = await listen(server)
  onTestFinished(() => server.closeAllConnections())
  return { url: `${scheme}://127.0.0.1:${port}`, requests }
}

/** The port that the server listens on until the test ends. */
export async function listen(server: TcpServer): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** A network without proxies whose patience is that of a test. */
export function impatient(
  patience: Partial<Patience> = {},
  { env = {}, signal = new AbortController().signal }: Partial<Network> = {},
): Network {
  return { env, signal, patience: { idleMs: 20_000, pauseMs: 1, tries: 4, ...patience } }
}

/** What a good server does: the file, or the range that is asked for while `If-Range` holds. */
export function honest(file: Buffer, etag: string | null = '"one"'): RequestListener {
  return (request, response) => {
    const start = startAsked(request, etag)
    if (etag !== null) response.setHeader('ETag', etag)
    if (start === null) return void response.setHeader('Content-Length', file.length).end(file)
    if (start >= file.length)
      return void response.writeHead(416, { 'Content-Range': `bytes */${file.length}` }).end()
    const range = `bytes ${start}-${file.length - 1}/${file.length}`
    response.writeHead(206, { 'Content-Range': range, 'Content-Length': file.length - start })
    response.end(file.subarray(start))
  }
}

/** An honest server whose connection breaks after `count` more bytes. */
export function cutsAfter(count: number, file: Buffer, etag: string | null = '"one"'): RequestListener {
  return (request, response) => {
    const start = startAsked(request, etag)
    if (etag !== null) response.setHeader('ETag', etag)
    response.setHeader('Content-Length', file.length - (start ?? 0))
    if (start !== null)
      response.writeHead(206, { 'Content-Range': `bytes ${start}-${file.length - 1}/${file.length}` })
    const from = start ?? 0
    response.write(file.subarray(from, from + count), () => response.destroy())
  }
}

/** Sends `count` bytes and falls silent. */
export function stallsAfter(count: number, file: Buffer): RequestListener {
  return (_, response) => {
    response.setHeader('Content-Length', file.length).setHeader('ETag', '"one"')
    response.write(file.subarray(0, count))
  }
}

/** A byte now and then, so that it is never silent for long. */
export function drips(file: Buffer): RequestListener {
  return (_, response) => {
    response.setHeader('Content-Length', file.length)
    let at = 0
    const timer = setInterval(() => response.write(file.subarray(at, ++at)), 20)
    response.on('close', () => clearInterval(timer))
  }
}

/** Says how long the file is, and is wrong. */
export function announces(length: number, file: Buffer): RequestListener {
  return (_, response) => {
    response.setHeader('Content-Length', length)
    response.strictContentLength = false
    response.write(file.subarray(0, length), () => response.destroy())
  }
}

/** Says nothing of a length. */
export function unannounced(file: Buffer): RequestListener {
  return (_, response) => {
    response.write(file.subarray(0, 1))
    response.end(file.subarray(1))
  }
}

/** Never comes to an end. */
export function endless(): RequestListener {
  return (_, response) => {
    const more = () => {
      while (response.write('a'.repeat(1000)) && !response.destroyed);
    }
    response.on('drain', more)
    more()
  }
}

/** Sends everything whatever it was asked for. */
export function ignoresRange(file: Buffer, etag: string | null = '"one"'): RequestListener {
  return (_, response) => {
    if (etag !== null) response.setHeader('ETag', etag)
    response.end(file)
  }
}

/** 206 with what `contentRange` says, and all of `body`. */
export function answersPart(
  contentRange: string | null,
  body: Buffer,
  etag: string | null = '"one"',
): RequestListener {
  return (_, response) => {
    response.writeHead(206, {
      ...(etag !== null && { ETag: etag }),
      'Content-Length': body.length,
      ...(contentRange !== null && { 'Content-Range': contentRange }),
    })
    response.end(body)
  }
}

export function answers(status: number, headers: Record<string, string> = {}, body = ''): RequestListener {
  return (_, response) => void response.writeHead(status, headers).end(body)
}

export function redirects(location: string): RequestListener {
  return answers(302, { Location: location })
}

/** Hangs up. */
export function hangsUp(): RequestListener {
  return (_, response) => void response.destroy()
}

/** Null: everything was asked for, or what was asked for is not there any more. */
function startAsked({ headers }: IncomingMessage, etag: string | null): number | null {
  const start = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1]
  const isCurrent = headers['if-range'] === undefined || headers['if-range'] === etag
  return start !== undefined && isCurrent ? Number(start) : null
}
