/**
 * A web server for a store's folder: what `npm run serve` runs and the tests ask. It does what nginx and Apache do by default:
 * Range requests, Content-Length, a redirect to a folder's slash, 404.html with status 404, no listings.
 */
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import send, { type SendStream } from 'send'
import { SERVER_POLICY } from '../src/site/csp.ts'

const HEADERS = {
  'Content-Security-Policy': SERVER_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

/** What is wrong with a request for a file that is there: a condition that fails, a range beyond its end. */
const ANSWERED_WITHOUT_A_PAGE = [412, 416]

/** Answers GET and HEAD from `dir`; never follows a path out of it. */
export function serveStore(dir: string): RequestListener {
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answer(response, 405, { Allow: 'GET, HEAD' })
      return
    }
    const [, rawPath = '/', query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(request.url ?? '/') ?? []
    // Some clients ask for //raw/… because their store's address ended in a slash.
    const path = rawPath.replace(/^\/*/, '/')
    const stream: SendStream = send(request, path, { root: dir, dotfiles: 'allow', index: 'index.html' })
    stream.on('headers', (found: ServerResponse) => setHeaders(found))
    stream.on('directory', () => addSlash(path, query, response))
    stream.on('error', (error: HttpError) => void refuse(error, dir, request, response))
    stream.pipe(response)
  }
}

function setHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
}

function answer(response: ServerResponse, status: number, headers: Record<string, string>): void {
  response.writeHead(status, { ...HEADERS, 'Content-Length': '0', ...headers }).end()
}

function addSlash(path: string, query: string, response: ServerResponse): void {
  // Browsers take a backslash for a slash, and two slashes for another host.
  answer(response, 301, { Location: `${path.replaceAll('\\', '%5C')}/${query}` })
}

/** What `send` gives: a status, and the headers that belong to it. */
type HttpError = Error & { status?: number; headers?: Record<string, string> }

async function refuse(
  { status = 404, headers = {} }: HttpError,
  dir: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (response.headersSent) response.destroy()
  else if (ANSWERED_WITHOUT_A_PAGE.includes(status)) answer(response, status, headers)
  else await notFound(dir, request, response)
}

/** Old clients read the length of whatever they get, and some ask for the headers alone. */
async function notFound(dir: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const page = await readFile(join(dir, '404.html')).catch(() => Buffer.from('Not found'))
  setHeaders(response)
  response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': page.length })
  response.end(request.method === 'HEAD' ? undefined : page)
}
