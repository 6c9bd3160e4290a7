/** Reads the body of an answer: bounded in bytes, silence and slowness. */
import type { IncomingMessage } from 'node:http'
import { HttpFault } from './http-fault.ts'
import { silence } from './http-open.ts'

export interface BodyLimits {
  /** Bytes. */
  bytes: number
  /** Milliseconds without a byte. */
  idleMs: number
  /** Milliseconds before `bytesPerMs` counts. */
  graceMs: number
  /** The least, over the whole time: who sends less keeps a connection for nothing. */
  bytesPerMs: number
}

/** What is longer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * Hands the body to `take` as it comes; the next piece waits until `take` returns. @throws HttpFault, an error of the system that
 * `toHttpFault` knows, and what `take` throws, which ends the transfer. What `abort` is aborted with comes before all of these.
 */
export async function takeBody(
  response: IncomingMessage,
  limits: BodyLimits,
  abort: AbortController,
  take: (chunk: Buffer) => void,
): Promise<void> {
  const watch = watchTransfer(abort, limits)
  try {
    await pump(response, (chunk) => {
      watch.bytes(chunk.length)
      if (watch.size() > limits.bytes)
        throw new HttpFault(`the file has more than the ${limits.bytes} bytes that it may have`, 200)
      take(chunk)
    })
  } finally {
    watch.end()
  }
}

function pump(response: IncomingMessage, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((done, failed) => {
    response.on('data', (chunk: Buffer) => {
      try {
        take(chunk)
      } catch (error) {
        failed(error instanceof Error ? error : new Error(String(error)))
        response.destroy()
      }
    })
    response.on('end', done).on('error', failed)
    response.on('close', () => failed(new HttpFault('the connection broke off')))
  })
}

interface Watch {
  bytes: (count: number) => void
  size: () => number
  end: () => void
}

/** Aborts as soon as no byte has come for long, or fewer bytes than should have by then. */
function watchTransfer(abort: AbortController, { idleMs, graceMs, bytesPerMs }: BodyLimits): Watch {
  const began = performance.now()
  let size = 0
  const idle = setTimeout(() => abort.abort(silence(idleMs)), idleMs)
  let rate: NodeJS.Timeout
  const look = () => {
    const left = began + graceMs + size / bytesPerMs - performance.now()
    if (left <= 0) abort.abort(new HttpFault(`the server sends less than ${bytesPerMs} kB a second`))
    else rate = setTimeout(look, Math.min(left + 1, LONGEST_TIMER_MS))
  }
  look()
  return {
    bytes: (count) => {
      size += count
      idle.refresh()
    },
    size: () => size,
    end: () => {
      clearTimeout(idle)
      clearTimeout(rate)
    },
  }
}
