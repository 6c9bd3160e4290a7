/**
 * The one doorway from Astro to the core: the store, handed over by file.
 *
 * The publisher names the file in the Vite constant `__STORE_FILE__`, because the pages' copy of a module is not the copy that
 * the publisher runs.
 */
import { readFileSync, statSync } from 'node:fs'
import type { Store } from '../store.ts'

let held: { store: Store; mtime: number } | undefined

/** The store to show. In a build it is read once; in `dev` again whenever its file has changed. */
export function readStore(): Store {
  if (typeof __STORE_FILE__ === 'undefined') {
    throw new Error(
      'No store to show: the pages are built by `npm run build` or `npm run dev`, not by Astro alone.',
    )
  }
  if (held && !__DEVELOPMENT__) return held.store
  const mtime = statSync(__STORE_FILE__).mtimeMs
  if (held?.mtime !== mtime) {
    held = { store: JSON.parse(readFileSync(__STORE_FILE__, 'utf8')) as Store, mtime }
  }
  return held.store
}
