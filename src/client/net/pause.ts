/** Waiting between tries. */
import { setTimeout as sleep } from 'node:timers/promises'
import { mayPass } from './network-fault.ts'
import { Interrupted } from './interrupted.ts'
import type { HttpFault } from '../../lib/http-fault.ts'
import type { Network, Patience } from './network.ts'

const LONGEST_PAUSE_MS = 30_000
/** A server that wants to be left alone for longer gets no further try. */
const LONGEST_RETRY_AFTER = 120

/** Milliseconds before the next try, when `tried` have failed; null: there is none. */
export function pauseAfter(tried: number, fault: HttpFault, { tries, pauseMs }: Patience): number | null {
  if (tried >= tries || !mayPass(fault) || fault.retryAfter > LONGEST_RETRY_AFTER) return null
  return Math.max(Math.min(pauseMs * 2 ** (tried - 1), LONGEST_PAUSE_MS), fault.retryAfter * 1000)
}

/** @throws Interrupted */
export async function pause(ms: number, { signal }: Network): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {
    throw new Interrupted()
  })
}
