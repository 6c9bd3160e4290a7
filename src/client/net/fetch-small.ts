/** Documents of a store, which fit into memory. */
import { HttpFault } from '../../lib/http-fault.ts'
import { countReceived } from './freed-memory.ts'
import { NetworkFault, sentenceOf } from './network-fault.ts'
import type { Network } from './network.ts'
import { pause, pauseAfter } from './pause.ts'
import { request } from './request.ts'

const FIRST_BYTES = 16 * 1024

/**
 * The whole body, of `limit` bytes at most; null where the server answers 404 or 410. Faults that may pass are tried again.
 * @throws NetworkFault, Interrupted
 */
export async function fetchSmall(url: string, limit: number, network: Network): Promise<Buffer | null> {
  for (let tried = 1; ; tried++) {
    try {
      return await fetchOnce(url, limit, network)
    } catch (error) {
      if (!(error instanceof HttpFault)) throw error
      if (error.status === 404 || error.status === 410) return null
      const ms = pauseAfter(tried, error, network.patience)
      if (ms === null) throw new NetworkFault(sentenceOf(url, error), error.status)
      await pause(ms, network)
    }
  }
}

function fetchOnce(url: string, limit: number, network: Network): Promise<Buffer> {
  return request({ url, accepted: [200] }, network, async ({ body }) => {
    // Copied, since the smallest piece would keep what it is part of in memory.
    let buffer: Buffer = Buffer.alloc(FIRST_BYTES)
    let size = 0
    await body(limit, (chunk) => {
      const needed = size + chunk.length
      if (needed > buffer.length) buffer = grown(buffer, Math.max(needed, buffer.length * 2))
      size += chunk.copy(buffer, size)
      countReceived(chunk.length)
    })
    return buffer.subarray(0, size)
  })
}

function grown(buffer: Buffer, size: number): Buffer {
  const larger = Buffer.alloc(size)
  buffer.copy(larger)
  return larger
}
