/**
 * Fetches from a server that nobody vouches for: bounded in redirects, silence, slowness and bytes, and as the bytes are, never unpacked.
 */
import { lookup as resolve } from 'node:dns'
import http, { type IncomingMessage, type RequestOptions } from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPrivateAddress } from './private-address.ts'

/** What a server is allowed. */
export interface HttpLimits {
  /** Bytes of the body. */
  bytes: number
  /** Milliseconds without a byte. */
  idleMs: number
  /** Milliseconds before `bytesPerMs` counts. */
  graceMs: number
  /** The least, over the whole time: who sends less keeps a connection for nothing. */
  bytesPerMs: number
  /** True: nobody chose the address, so that it must not lead into a private network. Redirects never do unless it does. */
  publicOnly?: boolean
}

/** Why there is no answer, as the middle of a sentence: `the server answers with status 404`. */
export class HttpFault extends Error {
  override name = 'HttpFault'
  /** Null: there was no answer at all, or it broke off. */
  readonly status: number | null
  /** Seconds to wait before the next try, if the server says so. */
  readonly retryAfter: number

  constructor(message: string, status: number | null = null, retryAfter = 0) {
    super(message)
    this.status = status
    this.retryAfter = retryAfter
  }
}

const MOST_REDIRECTS = 5
/** What is longer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Hands the body to `take` as it comes. @throws HttpFault; and what `take` throws, which ends the transfer. */
export async function httpGet(
  url: URL,
  limits: HttpLimits,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  const abort = new AbortController()
  let size = 0
  const stopWatch = watchRate(abort, limits, () => size)
  try {
    const response = await follow(url, limits, abort)
    await readBody(response, limits, (chunk) => {
      size += chunk.length
      take(chunk)
    })
  } catch (error) {
    const fault: unknown = abort.signal.aborted ? abort.signal.reason : toFault(error)
    abort.abort()
    throw fault
  } finally {
    stopWatch()
  }
}

/** Aborts as soon as fewer bytes have come than should have by then. Gives what ends the watch. */
function watchRate(
  abort: AbortController,
  { graceMs, bytesPerMs }: HttpLimits,
  sizeNow: () => number,
): () => void {
  const began = performance.now()
  let timer: NodeJS.Timeout
  const look = () => {
    const left = began + graceMs + sizeNow() / bytesPerMs - performance.now()
    if (left <= 0) abort.abort(new HttpFault(`the server sends less than ${bytesPerMs} kB a second`))
    else timer = setTimeout(look, Math.min(left + 1, LONGEST_TIMER_MS))
  }
  look()
  return () => clearTimeout(timer)
}

async function follow(origin: URL, limits: HttpLimits, abort: AbortController): Promise<IncomingMessage> {
  let url = origin
  let mayBePrivate = limits.publicOnly !== true
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const response = await ask(url, limits, abort, mayBePrivate)
    const { statusCode = 0, headers } = response
    if (statusCode === 200) return response
    mayBePrivate &&= isPrivateAddress(response.socket.remoteAddress?.replace(/^::ffff:/i, '') ?? '')
    response.destroy()
    if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined)
      throw new HttpFault(
        `the server answers with status ${statusCode}`,
        statusCode,
        waitOf(headers['retry-after']),
      )
    url = redirected(url, headers.location)
  }
  throw new HttpFault(`the server redirects more than ${MOST_REDIRECTS} times`, 300)
}

/** Never away from https, never to another scheme. */
function redirected(from: URL, location: string): URL {
  const to = URL.parse(location, from)
  if (
    to === null ||
    !['http:', 'https:'].includes(to.protocol) ||
    (from.protocol === 'https:' && to.protocol === 'http:')
  )
    throw new HttpFault('the server redirects to where no request goes', 300)
  to.username = ''
  to.password = ''
  return to
}

function ask(
  url: URL,
  { idleMs }: HttpLimits,
  abort: AbortController,
  mayBePrivate: boolean,
): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!mayBePrivate && isIP(host) !== 0 && isPrivateAddress(host)) throw intoPrivate()
  const options: RequestOptions = {
    headers: { 'Accept-Encoding': 'identity', 'User-Agent': 'zoopress' },
    timeout: idleMs,
    signal: abort.signal,
    ...(!mayBePrivate && { lookup: publicLookup, agent: false }),
  }
  return new Promise((done, failed) => {
    const request = (url.protocol === 'https:' ? https : http).get(url, options)
    request.on('timeout', () => abort.abort(new HttpFault(`the server is silent for ${idleMs / 1000} s`)))
    request.on('response', done).on('error', failed)
  })
}

/** Of a name that a stranger chose; asked once, so that it cannot mean something else a moment later. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) callback(error, '')
    else if (found.some(({ address }) => isPrivateAddress(address))) callback(intoPrivate(), '')
    else if (options.all === true) callback(null, found)
    else callback(null, found[0]!.address, found[0]!.family)
  })
}

function intoPrivate(): HttpFault {
  return new HttpFault('the address leads into a private network', 300)
}

async function readBody(
  response: IncomingMessage,
  { bytes }: HttpLimits,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  const coding = response.headers['content-encoding'] ?? 'identity'
  if (coding !== 'identity')
    throw new HttpFault('the server sends the file packed, though it was not asked to', 200)
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bytes) throw new HttpFault(`the file has more than the ${bytes} bytes that it may have`, 200)
    take(chunk)
  }
}

/** Of faults of the network and of TLS, the code alone: the rest of their text is for developers. */
function toFault(error: unknown): unknown {
  if (error instanceof HttpFault || !(error instanceof Error) || !('code' in error)) return error
  return new HttpFault(`the connection failed (${String(error.code)})`)
}

function waitOf(header: string | undefined): number {
  return /^\d{1,4}$/.test(header ?? '') ? Number(header) : 0
}
