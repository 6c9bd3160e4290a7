/**
 * URL: /catalogue.json
 * Reader: scripts and mirrors; `catalogue.schema.json` beside it says what they may rely on, under `formatVersion` 1.
 * Trap: a store is copied and moved, so addresses are relative to this document's own; only a hosted file has an absolute one.
 */
import type { ListedEntry, Listing } from '../store.ts'
import { encodePath } from './addresses.ts'
import { readableBy } from './clients.ts'
import { formatJson } from './json.ts'

/** The newest facts of every entry, sorted by id; what each archive holds is in the entry's own `entry.json`. */
export function formatCatalogue(store: Listing): string {
  const { title, message, contact } = store.site
  return formatJson({
    $schema: 'catalogue.schema.json',
    formatVersion: 1,
    store: { title, message, contact },
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
    downloads: entry.downloads.map(catalogueDownload),
  }
}

function catalogueDownload({ section, path, url, size, sha256 }: ListedEntry['downloads'][number]): object {
  return { section, ...(path === null ? { url } : { path: encodePath(path) }), size, sha256 }
}
