/** Every shared store on every server of this machine: the table over which the tests of the clients run. */
import { afterAll, beforeAll, inject } from 'vitest'
import type { BuiltStore } from './stores.ts'
import { type RunningServer, type ServerName, startServer } from './servers.ts'

export interface ServedStore {
  store: BuiltStore
  server: ServerName
  /** `python3, sub-path` */
  title: string
}

export const SERVED_STORES: readonly ServedStore[] = inject('servers').flatMap((server) =>
  inject('stores').map((store) => ({ store, server, title: `${server}, ${store.name}` })),
)

/**
 * Serves a store while the tests of the surrounding `describe` run. The record's `url` is the store's address on that server, known
 * once the tests run. `at: 'its own port'` is for clients that follow absolute addresses; only one test file may use it.
 */
export function useServer({ store, server }: ServedStore, at: 'any port' | 'its own port' = 'any port') {
  const served = { url: '' }
  let running: RunningServer | null = null
  beforeAll(async () => {
    running = await startServer(server, store.served, at === 'any port' ? undefined : store.port)
    served.url = running.origin + store.base
  })
  afterAll(() => running?.stop())
  return served
}
