/** A hosted file's size and sum, found by fetching it once; nothing of it is kept. */
import { createHash } from 'node:crypto'
import { HttpFault } from '../../lib/http-fault.ts'
import { countReceived } from '../../client/net/freed-memory.ts'
import { NetworkFault, sentenceOf } from '../../client/net/network-fault.ts'
import type { Network } from '../../client/net/network.ts'
import { pause, pauseAfter } from '../../client/net/pause.ts'
import { request } from '../../client/net/request.ts'
import { refusePage, TELLING_BYTES } from './refuse-page.ts'

/** Bytes: no archive of a model is larger, and a server that never ends is. */
const MOST_BYTES = 1e12

export interface Measured {
  /** Lower-case hex. */
  sha256: string
  /** Bytes. */
  size: number
}

export interface MeasureListener {
  /** A file begins, once or again; `total` in bytes, null: the server does not say. */
  begin: (url: string, total: number | null) => void
  bytes: (count: number) => void
}

/** Faults that may pass are tried again, from the start. @throws NetworkFault, Interrupted; UserError for a web page */
export async function measureHosted(
  url: string,
  network: Network,
  listener: MeasureListener,
  namedBy?: string,
): Promise<Measured> {
  for (let tried = 1; ; tried++) {
    try {
      return await measureOnce(url, network, listener, namedBy)
    } catch (error) {
      if (!(error instanceof HttpFault)) throw error
      const ms = pauseAfter(tried, error, network.patience)
      if (ms === null) throw new NetworkFault(sentenceOf(url, error), error.status)
      await pause(ms, network)
    }
  }
}

function measureOnce(
  url: string,
  network: Network,
  listener: MeasureListener,
  namedBy: string | undefined,
): Promise<Measured> {
  return request({ url, namedBy, accepted: [200] }, network, async ({ headers, body }) => {
    const stated = /^\d{1,15}$/.test(headers['content-length'] ?? '')
      ? Number(headers['content-length'])
      : null
    listener.begin(url, stated)
    return hashBody(url, body, listener)
  })
}

type Body = (most: number, take: (chunk: Buffer) => void) => Promise<void>

async function hashBody(url: string, body: Body, listener: MeasureListener): Promise<Measured> {
  const hash = createHash('sha256')
  const start = Buffer.alloc(TELLING_BYTES)
  let size = 0
  await body(MOST_BYTES, (chunk) => {
    if (size < start.length) chunk.copy(start, size)
    hash.update(chunk)
    size += chunk.length
    listener.bytes(chunk.length)
    countReceived(chunk.length)
  })
  refusePage(url, start)
  return { sha256: hash.digest('hex'), size }
}
