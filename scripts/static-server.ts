/**
 * A web server for a store's folder: what `npm run serve` runs and the tests ask. It does what nginx and Apache do by default:
 * Range requests, Content-Length, a redirect to a folder's slash, 404.html with status 404, no listings.
 */
import { createReadStream } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import send, { type SendStream } from 'send'

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; font-src 'self'; " +
    "base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

/** Answers GET and HEAD from `dir`; never follows a path out of it. */
export function serveStore(dir: string): RequestListener {
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end()
      return
    }
    // Some clients ask for //raw/… because their store's address ended in a slash.
    const path = (request.url ?? '/').replace(/[?#].*$/s, '').replace(/^\/+/, '/')
    const stream: SendStream = send(request, path, { root: dir, dotfiles: 'allow', index: 'index.html' })
    stream.on('headers', (answer: ServerResponse) => setHeaders(answer))
    stream.on('error', (error: HttpError) => refuse(error, dir, request, response))
    stream.pipe(response)
  }
}

function setHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
}

/** What `send` gives: a status, and the headers that belong to it. */
type HttpError = Error & { status?: number; headers?: Record<string, string> }

function refuse(error: HttpError, dir: string, request: IncomingMessage, response: ServerResponse): void {
  if (error.status !== 416) notFound(dir, request, response)
  else response.writeHead(416, { ...HEADERS, ...error.headers }).end()
}

function notFound(dir: string, request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  setHeaders(response)
  response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' })
  if (request.method === 'HEAD') response.end()
  else
    createReadStream(join(dir, '404.html'))
      .on('error', () => response.end('Not found'))
      .pipe(response)
}
