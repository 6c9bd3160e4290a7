/** A copy of a shared store, for tests that add files to it or serve it at another address than it was built for. */
import { chmodSync, cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { BuiltStore } from './stores.ts'

/** Into `folder`, once for each store; a second call gives the same copy. Servers that run as another user can read it. */
export function copyStore(store: BuiltStore, folder: string): BuiltStore {
  const served = join(folder, store.name)
  if (!existsSync(served)) {
    chmodSync(folder, 0o755)
    cpSync(store.served, served, { recursive: true, preserveTimestamps: true })
  }
  return { ...store, served, dist: join(served, store.base) }
}
