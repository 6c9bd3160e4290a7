/**
 * The two stores that the tests of the clients share, built once from the fixture zoo: one at a server's root, one below a
 * sub-path. NiftyNet's specs hold absolute addresses, so each store has a port of its own, and a test that needs the specs
 * starts its server there.
 */
import 'vitest'
import type { ServerName } from './servers.ts'

export interface BuiltStore {
  /** `root`, `sub-path` or `traps`. */
  name: string
  /** The folder to serve at `/`. */
  served: string
  /** The store's own folder: `served` itself, or below it. */
  dist: string
  port: number
  /** What follows the server's origin in the store's address: empty, or `/sub/zoo`. */
  base: string
  /** The store's public address. */
  url: string
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of entries that the stores were built from. */
    zoo: string
    stores: BuiltStore[]
    /** Built from trap-zoo.ts. Its own port belongs to commands.test.ts. */
    traps: BuiltStore
    servers: ServerName[]
  }
}
