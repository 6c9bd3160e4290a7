/** Small decisions of a model's page. */
import type { Download, ListedEntry, StoreEntry } from '../store.ts'
import { webAddress } from './web-address.ts'

/** The download behind the one large button: the weights, or the archive of the whole entry; null: nothing to download. */
export function mainDownload({ id, downloads }: StoreEntry): Download | null {
  const called = (name: string) => downloads.find(({ section }) => section === name)
  return called('weights') ?? called(id) ?? downloads[0] ?? null
}

/** What a page shows of the entry that replaces its own. */
export type KnownSuccessor = Pick<ListedEntry, 'id' | 'title'>

export interface Successor {
  text: string
  /** Absolute, or a path of the store where `id` is not null; null: neither known here nor an address. */
  href: string | null
  /** Id of an entry of this store. */
  id: string | null
}

/** The entry of this store that replaces another; null: none is named, or it is not of this store. */
export function knownSuccessor(
  { newVersion }: Pick<StoreEntry, 'newVersion'>,
  entries: readonly ListedEntry[],
): KnownSuccessor | null {
  const known = newVersion ? entries.find(({ id }) => id === newVersion) : undefined
  return known ? { id: known.id, title: known.title } : null
}

/** The model that replaces this one, as `new_version` names it. */
export function successorOf(entry: StoreEntry, known: KnownSuccessor | null): Successor | null {
  if (!entry.newVersion) return null
  if (known) return { text: known.title, href: `${known.id}/`, id: known.id }
  return { text: entry.newVersion, href: webAddress(entry.newVersion), id: null }
}
