/**
 * Fetches from a server that nobody vouches for: bounded in redirects, silence, slowness and bytes, and as the bytes are, never unpacked.
 */
import { takeBody, type BodyLimits } from './http-body.ts'
import { toHttpFault } from './http-fault.ts'
import { httpOpen } from './http-open.ts'

/** What a server is allowed. */
export interface HttpLimits extends BodyLimits {
  /** True: nobody chose the address, so that it must not lead into a private network. Redirects never do unless it does. */
  publicOnly?: boolean
}

/** Hands the body to `take` as it comes. @throws HttpFault; and what `take` throws, which ends the transfer. */
export async function httpGet(
  url: URL,
  limits: HttpLimits,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  const abort = new AbortController()
  const { idleMs, publicOnly = false } = limits
  try {
    const response = await httpOpen(url, { idleMs, abort, publicOnly })
    await takeBody(response, limits, abort, take)
  } catch (error) {
    const fault: unknown = abort.signal.aborted ? abort.signal.reason : toHttpFault(error)
    abort.abort()
    throw fault
  }
}
