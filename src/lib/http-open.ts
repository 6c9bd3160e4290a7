/**
 * Asks a server that nobody vouches for, and follows where it leads, within bounds: few redirects, none into a private network, none
 * away from https.
 */
import { lookup as resolve } from 'node:dns'
import http, { type Agent, type IncomingMessage, type RequestOptions } from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { errorCode } from './files.ts'
import { HttpFault } from './http-fault.ts'
import { isPrivateAddress } from './private-address.ts'

export interface OpenOptions {
  /** Milliseconds that the head of an answer may take. */
  idleMs: number
  /** Ends the request, and the answer after it; this module aborts it with the HttpFault where the server is silent. */
  abort: AbortController
  /** True: nobody chose the address, so that it must not lead into a private network. Redirects never do unless it does. */
  publicOnly?: boolean
  headers?: Readonly<Record<string, string>>
  /** Status codes that are an answer; 200 alone, if absent. */
  accepted?: readonly number[]
  /** What leads through the proxy for an address, made for one request; null: none. */
  proxyAgent?: (url: URL, signal: AbortSignal) => Agent | null
}

export const USER_AGENT = 'zoopress/0.1.0'
const MOST_REDIRECTS = 5
const REDIRECTS = [301, 302, 303, 307, 308]
/** Connections wait this long for the next request. */
const KEPT = { keepAlive: true, timeout: 5000 }
/** Connections to where the caller said, and to where redirects led: the latter were looked up with more care, so they stay apart. */
const AGENTS = { 'http:': new http.Agent(KEPT), 'https:': new https.Agent(KEPT) }
const PUBLIC_AGENTS = { 'http:': new http.Agent(KEPT), 'https:': new https.Agent(KEPT) }

/** The answer, its body unread. @throws HttpFault, or an error of the system that `toHttpFault` knows. */
export async function httpOpen(origin: URL, options: OpenOptions): Promise<IncomingMessage> {
  let url = origin
  let mayBePrivate = options.publicOnly !== true
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const { response, proxied } = await ask(url, options, mayBePrivate)
    const { statusCode = 0, headers } = response
    if ((options.accepted ?? [200]).includes(statusCode)) return unpacked(response)
    mayBePrivate &&= proxied ? isPrivateHost(url) : isPrivatePeer(response)
    response.destroy()
    if (!REDIRECTS.includes(statusCode) || headers.location === undefined)
      throw refusal(statusCode, headers['retry-after'])
    url = redirected(url, headers.location)
  }
  throw new HttpFault(`the server redirects more than ${MOST_REDIRECTS} times`, 300)
}

/** As the bytes are, since nothing here unpacks them. */
function unpacked(response: IncomingMessage): IncomingMessage {
  if ((response.headers['content-encoding'] ?? 'identity') === 'identity') return response
  response.destroy()
  throw new HttpFault('the server sends the file packed, though it was not asked to', 200)
}

/** A server that is silent for as long as it may be. */
export function silence(idleMs: number): HttpFault {
  return new HttpFault(`the server is silent for ${idleMs / 1000} s`)
}

function refusal(status: number, retryAfter: string | undefined): HttpFault {
  if (status === 407) return proxyRefusal(status)
  return new HttpFault(`the server answers with status ${status}`, status, { retryAfter: waitOf(retryAfter) })
}

/** What a proxy has against a request says nothing of the server, so that its 404 must not be taken for the server's. */
function proxyRefusal(status: number): HttpFault {
  return new HttpFault(`the proxy answers with status ${status}`, status >= 500 ? status : 407)
}

function waitOf(header: string | undefined): number {
  return /^\d{1,4}$/.test(header ?? '') ? Number(header) : 0
}

/** Never away from https, never to another scheme. */
function redirected(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : null
  if (to === null || !isHttp(to) || (from.protocol === 'https:' && to.protocol === 'http:'))
    throw new HttpFault('the server redirects to where no request goes', 300)
  to.username = ''
  to.password = ''
  return to
}

function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:'
}

interface Asked {
  response: IncomingMessage
  proxied: boolean
}

async function ask(url: URL, options: OpenOptions, mayBePrivate: boolean): Promise<Asked> {
  if (!mayBePrivate && isPrivateHost(url)) throw intoPrivate()
  const { idleMs, abort } = options
  abort.signal.throwIfAborted()
  const proxy = options.proxyAgent?.(url, abort.signal) ?? null
  const direct = { ...(!mayBePrivate && { lookup: publicLookup }) }
  const agents = mayBePrivate ? AGENTS : PUBLIC_AGENTS
  const straight = { ...direct, agent: agents[url.protocol as keyof typeof agents] }
  const timer = setTimeout(() => abort.abort(silence(idleMs)), idleMs)
  try {
    const response = await send(url, options, proxy === null ? straight : tunnelled(url, proxy))
    return {
      response: response ?? (await send(url, options, { ...direct, agent: false }))!,
      proxied: proxy !== null,
    }
  } catch (error) {
    throw proxy === null ? error : byProxy(error)
  } finally {
    clearTimeout(timer)
  }
}

/** In front of a proxy, these say nothing of the server. */
function byProxy(error: unknown): unknown {
  const code = errorCode(error)
  if (code !== 'ECONNREFUSED' && code !== 'ENOTFOUND') return error
  return new HttpFault(`the proxy cannot be reached (${code})`, 407)
}

/** Within a tunnel, the proxy agent forgets which numeric address the certificate must be for, and Node takes any for `localhost`. */
function tunnelled({ hostname }: URL, agent: Agent): RequestOptions {
  const host = hostname.replace(/^\[|\]$/g, '')
  const identity = {
    checkServerIdentity: (_: string, cert: PeerCertificate) => checkServerIdentity(host, cert),
  }
  return { agent, ...(identity as object) }
}

/** Null: the server had closed a connection that was kept, which says nothing about the request. */
function send(url: URL, options: OpenOptions, way: RequestOptions): Promise<IncomingMessage | null> {
  const headers = { 'Accept-Encoding': 'identity', 'User-Agent': USER_AGENT, ...options.headers }
  return new Promise((done, failed) => {
    const client = url.protocol === 'https:' ? https : http
    const request = client.get(url, { ...way, headers, signal: options.abort.signal })
    request.on('response', done).on('error', (error) => {
      if (request.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(errorCode(error))) done(null)
      else failed(error)
    })
    // It offers to speak something else, which Node would wait for without an end.
    request.on('upgrade', (response, socket) => {
      socket.destroy()
      done(response)
    })
    // Without a status where the proxy was asked for no tunnel.
    request.on('proxyConnect', ({ statusCode = 200 }: { statusCode?: number }) => {
      if (statusCode !== 200) request.destroy(proxyRefusal(statusCode))
    })
  })
}

function isPrivatePeer({ socket }: IncomingMessage): boolean {
  const address = socket.remoteAddress?.replace(/^::ffff:/i, '')
  return address !== undefined && isPrivateAddress(address)
}

/** As far as a name tells without being looked up. */
export function isPrivateHost({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, '')
  if (isIP(host) === 0) return /(^|\.)localhost$/i.test(host)
  return isPrivateAddress(host)
}

/** The addresses of a name that a stranger chose, an error where one is private; asked once, so that it cannot mean something else a moment later. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
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
