/**
 * The one doorway from Astro to the core: what a page shows.
 *
 * A build hands it to each page with the request. `npm run dev` names a file in the Vite constant `__STORE_FILE__`, because the pages' copy
 * of a module is not the copy that the server runs.
 */
import { readFileSync, statSync } from 'node:fs'
import type { ListedEntry, Site, Store, StoreEntry } from '../store.ts'
import { knownSuccessor, type KnownSuccessor } from './model-page.ts'

/** The entry of a model's page. */
export interface ShownModel {
  entry: StoreEntry
  successor: KnownSuccessor | null
}

/** All that a model's page depends on. */
export type ModelOfSite = ShownModel & { site: Site }

export interface Shown {
  site: Site
  /** Those of the whole store, for pages that list them; empty on a model's page. */
  entries: readonly ListedEntry[]
  /** Those of `exampleIds` among others. */
  examples: readonly StoreEntry[]
  /** Null: not a model's page, or there is no such model. */
  model: ShownModel | null
}

/** What the page shows; `id` is that of a model's page. */
export function readShown(locals: App.Locals, id?: string): Shown {
  if (locals.shown !== undefined) return locals.shown
  const { site, entries } = readStore()
  const entry = entries.find((one) => one.id === id)
  const model = entry ? { entry, successor: knownSuccessor(entry, entries) } : null
  return { site, entries, examples: entries, model }
}

let held: { store: Store; mtime: number } | undefined

/** Read again whenever its file has changed. */
function readStore(): Store {
  if (typeof __STORE_FILE__ === 'undefined') {
    throw new Error(
      'No store to show: the pages are built by `npm run build` or `npm run dev`, not by Astro alone.',
    )
  }
  const mtime = statSync(__STORE_FILE__).mtimeMs
  if (held?.mtime !== mtime) {
    held = { store: JSON.parse(readFileSync(__STORE_FILE__, 'utf8')) as Store, mtime }
  }
  return held.store
}
