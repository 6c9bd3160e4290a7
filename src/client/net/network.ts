/** How the client meets the network; every request of its goes by this. */
import type { Surroundings } from '../surroundings.ts'

export interface Patience {
  /** Milliseconds without a byte. */
  idleMs: number
  /** Before the second try; doubled before each further one, up to 30 s. A server's Retry-After counts where it is longer. */
  pauseMs: number
  /** Altogether, of one address; a try that brought a good part of a file does not count. */
  tries: number
  /** Milliseconds after which a server must have sent 1 kB a second; 60 s, if absent. */
  graceMs?: number
}

export interface Network {
  /** HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY and their lower-case forms. */
  env: NodeJS.ProcessEnv
  patience: Patience
  /** Aborted: every request ends at once. */
  signal: AbortSignal
}

export const PATIENCE: Patience = { idleMs: 30_000, pauseMs: 1000, tries: 4 }

/** As the person's environment says, with the patience of a person. */
export function networkOf({ env, signal }: Pick<Surroundings, 'env' | 'signal'>): Network {
  return { env, patience: PATIENCE, signal }
}
