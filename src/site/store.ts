/**
 * The one doorway from Astro to the core: what a page shows.
 *
 * A build hands it to each page with the request. `npm run dev` names a file in the Vite constant `__STORE_FILE__`, because the pages' copy
 * of a module is not the copy that the server runs.
 */
import { readFileSync, statSync } from 'node:fs'
import type { ListedEntry, Site, Store, StoreEntry, WithdrawnEntry } from '../store.ts'
import { inCatalogueOrder } from '../formats/catalogue-order.ts'
import { listPages, type ListPage } from './list-pages.ts'
import { knownSuccessor, type KnownSuccessor } from './model-page.ts'
import type { VersionOfModel } from './version-page.ts'
import { versionOf } from './versions.ts'

/** The entry of a model's page. */
export interface ShownModel {
  entry: StoreEntry
  successor: KnownSuccessor | null
}

/** All that a model's page depends on. */
export type ModelOfSite = ShownModel & { site: Site }

/** All that a version's page depends on. */
export type VersionOfSite = VersionOfModel & { site: Site }

export interface Shown {
  site: Site
  /** Those of the whole store in the catalogue's order; empty on all but the home page. */
  entries: readonly ListedEntry[]
  /** Those of `exampleIds` among others. */
  examples: readonly StoreEntry[]
  /** Null: not a page that lists a part of the store, or there is no such list. */
  list: ListPage | null
  /** Null: not a model's page, or there is no such model. */
  model: ShownModel | null
  /** Null: not the page of a version, or it was never released. */
  version: VersionOfModel | null
  /** Null: not the page of a model that was withdrawn. */
  withdrawn: WithdrawnEntry | null
}

/** What a page's address says. */
interface Asked {
  /** Of a model's page, or a version's. */
  id?: string | undefined
  version?: string | undefined
  /** Of a page that lists a part of the store: `tags/ct/`. */
  path?: string
}

/** What the development server's file holds. */
export interface ServedStore extends Store {
  withdrawn: WithdrawnEntry[]
}

/** What the page shows. */
export function readShown(locals: App.Locals, { id, version, path }: Asked = {}): Shown {
  if (locals.shown !== undefined) return locals.shown
  const { site, entries, withdrawn } = readStore()
  const entry = entries.find((one) => one.id === id)
  const model = entry ? { entry, successor: knownSuccessor(entry, entries) } : null
  const list = path === undefined ? null : findList(entries, path)
  const gone = withdrawn.find((one) => one.id === id) ?? null
  return {
    ...{ site, entries: inCatalogueOrder(entries), examples: entries, list, model },
    version: findVersion(entry ?? null, gone, version),
    withdrawn: gone,
  }
}

/** Of a model that the store has, or of one that it had. */
function findVersion(
  entry: StoreEntry | null,
  gone: WithdrawnEntry | null,
  wanted: string | undefined,
): VersionOfModel | null {
  const released = entry?.released ?? gone?.versions ?? []
  const version = released.find((one) => one.version === wanted)
  if (version === undefined) return null
  return entry === null ? { id: gone!.id, version, released, entry } : versionOf(entry, version)
}

function findList(entries: readonly StoreEntry[], wanted: string): ListPage | null {
  for (const [path, list] of listPages(entries)) if (path === wanted) return list
  return null
}

let held: { store: ServedStore; mtime: number } | undefined

/** Read again whenever its file has changed. */
function readStore(): ServedStore {
  if (typeof __STORE_FILE__ === 'undefined') {
    throw new Error(
      'No store to show: the pages are built by `npm run build` or `npm run dev`, not by Astro alone.',
    )
  }
  const mtime = statSync(__STORE_FILE__).mtimeMs
  if (held?.mtime !== mtime) {
    held = { store: JSON.parse(readFileSync(__STORE_FILE__, 'utf8')) as ServedStore, mtime }
  }
  return held.store
}
