/** One request of the client, by the person's proxies, ended by the person's Ctrl-C. */
import type { ClientRequest, IncomingMessage } from 'node:http'
import { takeBody } from '../../lib/http-body.ts'
import { HttpFault, toHttpFault } from '../../lib/http-fault.ts'
import { httpOpen } from '../../lib/http-open.ts'
import { Interrupted } from './interrupted.ts'
import { mustBePublic } from './named-by.ts'
import type { Network } from './network.ts'
import { proxyAgent } from './proxy.ts'

export interface Request {
  url: string
  /** Store whose document names the address; undefined: the person typed it. */
  namedBy?: string | undefined
  headers?: Readonly<Record<string, string>>
  /** Status codes that are an answer. */
  accepted: readonly number[]
}

export interface Answer {
  status: number
  headers: IncomingMessage['headers']
  /** That answered in the end, `lab.example:8000`: a redirect may have led to another. */
  host: string
  /** Reads the body, of `most` bytes at most; the next piece waits until `take` returns. */
  body: (most: number, take: (chunk: Buffer) => void) => Promise<void>
}

const GRACE_MS = 60_000

/**
 * Gives the answer to `work`; what `work` leaves of it unread is not transferred.
 * @throws HttpFault where there is none, or it breaks off; Interrupted; and what `work` throws.
 */
export async function request<Result>(
  { url, namedBy, headers = {}, accepted }: Request,
  network: Network,
  work: (answer: Answer) => Promise<Result>,
): Promise<Result> {
  const abort = new AbortController()
  const stop = () => abort.abort(new Interrupted())
  if (network.signal.aborted) throw new Interrupted()
  network.signal.addEventListener('abort', stop)
  try {
    const address = toAddress(url)
    const publicOnly = await mustBePublic(address, namedBy, network)
    const options = { idleMs: network.patience.idleMs, abort, headers, accepted, publicOnly }
    const response = await httpOpen(address, {
      ...options,
      proxyAgent: (to, signal) => proxyAgent(to, network.env, signal),
    })
    const result = await work(toAnswer(response, network, abort))
    if (!response.complete) response.destroy()
    return result
  } catch (error) {
    const fault: unknown = abort.signal.aborted ? abort.signal.reason : withoutPhrases(toHttpFault(error))
    abort.abort()
    throw fault
  } finally {
    network.signal.removeEventListener('abort', stop)
  }
}

function toAddress(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : null
  if (address !== null && ['http:', 'https:'].includes(address.protocol)) return address
  throw new HttpFault('this is no address of a web server, which begins with https:// or http://', 300, {
    code: 'ERR_INVALID_URL',
  })
}

function toAnswer(response: IncomingMessage, network: Network, abort: AbortController): Answer {
  const { idleMs, graceMs = GRACE_MS } = network.patience
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    host: hostOf(response),
    body: (bytes, take) => takeBody(response, { bytes, idleMs, graceMs, bytesPerMs: 1 }, abort, take),
  }
}

/** The types leave out that an answer knows its request. */
function hostOf(response: IncomingMessage): string {
  return String((response as IncomingMessage & { req: ClientRequest }).req.getHeader('host') ?? '')
}

/** What the proxy's packages throw has no code. */
function withoutPhrases(error: unknown): unknown {
  if (!(error instanceof Error) || !/\bproxy connection\b|CONNECT response/i.test(error.message)) return error
  return new HttpFault('the proxy broke off before it answered')
}
