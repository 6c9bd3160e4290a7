/**
 * What the feeds of a store hold, whatever their format: those of the whole store and of a task have an item a model, that of a model
 * has one a version.
 *
 * Ids never move as long as the store's address does not, for readers show an item with a new id as new. A model is its page's address,
 * whatever its version: a new version is the same item, changed. A version is that address with the version behind `#`.
 */
import type { ListedEntry, Listing, ReleasedVersion, Site, StoreEntry, WithdrawnEntry } from '../store.ts'
import { taskLabel } from '../zoo/labels.ts'
import { absoluteUrl } from './addresses.ts'
import type { Group } from './groups.ts'

export interface Feed {
  id: string
  title: string
  description: string
  /** Who publishes it. */
  author: string
  /** Absolute address of the page that it is about. */
  page: string
  /** Absolute addresses of the feed itself. */
  atom: string
  json: string
  items: FeedItem[]
}

export interface FeedItem {
  id: string
  title: string
  /** May be empty. */
  summary: string
  /** Absolute address of the model's page. */
  page: string
  /** `2026-11-20`; null: nobody said, and nothing here reads a clock. */
  date: string | null
  /** A later day on which what it says became another; absent: none. */
  changed?: string
  authors: string[]
  tags: string[]
  /** Absolute address of a picture. */
  image: string | null
}

/** The most that a feed of many models lists: readers ask for all of it every hour. The catalogue has the rest. */
export const MOST_ITEMS = 100

/** The newest models of a store: those with the latest date first, then by id. */
export function storeFeed(store: Listing): Feed {
  const { site, entries } = store
  // The id that this feed had before it had siblings.
  return { ...feedAt(site, '', newest(site, entries)), id: absoluteUrl(store, ''), description: site.message }
}

/** The newest models for a task. */
export function taskFeed(site: Site, { slug, name: task, entries }: Group): Feed {
  const feed = feedAt(site, `tasks/${slug}/`, newest(site, entries))
  const name = taskLabel(task)
  return { ...feed, title: `${name} · ${site.title}`, description: `${name}: models of ${site.title}` }
}

/**
 * The versions of a model, newest first: the one that the store publishes, and those released before it. One that was withdrawn is the same
 * item, changed on that day: whoever follows the model may have the files.
 */
export function modelFeed(entry: StoreEntry, site: Site): Feed {
  const earlier = entry.released.filter(({ version }) => version !== entry.version)
  const items = [
    { ...feedItem(site, entry), id: versionId(site, entry.id, entry.version) },
    ...earlier.slice(0, MOST_ITEMS - 1).map((released) => earlierItem(site, entry, released)),
  ]
  const title = `${entry.title} · ${site.title}`
  return { ...feedAt(site, `${entry.id}/`, items), title, description: entry.summary }
}

/** The same of a model that was withdrawn altogether. */
export function withdrawnFeed({ id, versions }: WithdrawnEntry, site: Site): Feed {
  const items = versions.slice(0, MOST_ITEMS).map((released) => {
    return { ...releasedItem(site, id, released), authors: [], tags: [], image: null }
  })
  return { ...feedAt(site, `${id}/`, items), title: `${versions[0]?.title ?? id} · ${site.title}` }
}

function earlierItem(site: Site, entry: StoreEntry, released: ReleasedVersion): FeedItem {
  return { ...feedItem(site, entry), ...releasedItem(site, entry.id, released) }
}

/** What the record of a version says; what a card says is of the version that the store publishes. */
function releasedItem(
  site: Site,
  id: string,
  { title, version, date, yanked }: ReleasedVersion,
): Omit<FeedItem, 'authors' | 'tags' | 'image'> {
  const own = {
    id: versionId(site, id, version),
    page: absoluteUrl({ site }, `${id}/${version}/`),
    date,
  }
  const name = `${title}, version ${version}`
  if (yanked === null) return { ...own, title: name, summary: '' }
  return { ...own, title: `${name} (withdrawn)`, summary: yanked.reason, changed: yanked.date }
}

function versionId(site: Site, id: string, version: string): string {
  return `${absoluteUrl({ site }, `${id}/`)}#${version}`
}

function feedAt(site: Site, folder: string, items: FeedItem[]): Feed {
  const atom = absoluteUrl({ site }, `${folder}feed.xml`)
  return {
    ...{ id: atom, title: site.title, description: '', author: site.title },
    ...{ page: absoluteUrl({ site }, folder), atom, json: absoluteUrl({ site }, `${folder}feed.json`) },
    items,
  }
}

function newest(site: Site, entries: readonly ListedEntry[]): FeedItem[] {
  const sorted = entries.toSorted((a, b) => compare(b.date ?? '', a.date ?? '') || compare(a.id, b.id))
  return sorted.slice(0, MOST_ITEMS).map((entry) => feedItem(site, entry))
}

function feedItem(site: Site, entry: ListedEntry): FeedItem {
  const page = absoluteUrl({ site }, `${entry.id}/`)
  return {
    ...{ id: page, page, title: `${entry.title}, version ${entry.version}` },
    ...{ summary: entry.summary, date: entry.date, tags: entry.tags },
    authors: entry.authors.map(({ name }) => name),
    image: entry.thumbnails && absoluteUrl({ site }, entry.thumbnails.large.path),
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
