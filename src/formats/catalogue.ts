/**
 * URL: /catalogue.json
 * Reader: scripts and mirrors; `catalogue.schema.json` beside it says what they may rely on, under `formatVersion` 1.
 * Trap: a store is copied and moved, so addresses are relative to this document's own; only a hosted file has an absolute one.
 */
import type { ListedEntry, Listing } from '../store.ts'
import type { License } from '../zoo/entry.ts'
import { encodePath } from './addresses.ts'
import { readableBy } from './clients.ts'
import { formatJson } from './json.ts'

/** The newest facts of every entry, sorted by id; what each archive holds is in the entry's own `entry.json`. */
export function formatCatalogue(store: Listing): string {
  const { title, message, contact, artifacts } = store.site
  return formatJson({
    $schema: 'catalogue.schema.json',
    formatVersion: 1,
    store: { title, message, contact, ...(artifacts !== null && { artifacts }) },
    entries: store.entries.map(catalogueEntry),
  })
}

function catalogueEntry(entry: ListedEntry): object {
  const { id, title, summary, version, license, task, library, tags, modality, thumbnails } = entry
  return {
    id,
    title,
    summary,
    version,
    license,
    task,
    library,
    tags,
    modality,
    authors: entry.authors.map((author) => author.name),
    page: `${id}/`,
    entry: `${id}/entry.json`,
    thumbnail: thumbnails === null ? null : encodePath(thumbnails.small.path),
    clients: readableBy(entry),
    downloads: entry.downloads.map((download) => catalogueDownload(entry, download)),
  }
}

/** A licence of its own is said; without one the entry's holds. */
function catalogueDownload(
  entry: ListedEntry,
  { section, path, url, size, sha256, license }: ListedEntry['downloads'][number],
): object {
  const place = path === null ? { url } : { path: encodePath(path) }
  const own = license === null || isSame(license, entry.license) ? {} : { license }
  return { section, ...place, size, sha256, ...own }
}

function isSame(a: License, b: License): boolean {
  return a.id === b.id && a.name === b.name && a.url === b.url
}
