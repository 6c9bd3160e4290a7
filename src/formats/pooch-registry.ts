/**
 * URL: /registry.txt and /<id>/registry.txt
 * Reader: pooch (1.6 splits a line at blanks, 1.7 and later as a shell does): `name hash [url]`. Its `base_url` is the folder of the list, and
 * a file without a third item is asked for at base_url + name, with nothing percent-encoded.
 * Trap: `load_registry` takes a path or a file, no address; and a comment must have its line to itself.
 */
import type { ListedEntry, Listing, StoreEntry } from '../store.ts'
import { filesOf } from './single-files.ts'
import { savedNames } from './saved-names.ts'

const HEAD =
  '# For pooch: base_url is the address of the folder that this list lies in. A third item is the address of a file elsewhere.\n'

/** Every download of the store; names begin with the entry's id and its version. */
export function formatStoreRegistry({ entries }: Listing): string {
  return HEAD + entries.map((entry) => linesOf(entry, '')).join('')
}

/** The downloads of one entry; names begin with its version. */
export function formatEntryRegistry(entry: StoreEntry): string {
  return HEAD + linesOf(entry, `${entry.id}/`)
}

/** False where a list would be empty. */
export function hasDownload({ downloads }: Pick<ListedEntry, 'downloads'>): boolean {
  return downloads.length > 0
}

/** False where lists of all downloads would be empty. */
export function hasDownloads({ entries }: Listing): boolean {
  return entries.some(hasDownload)
}

/** `folder` is that of the list. */
function linesOf(entry: ListedEntry, folder: string): string {
  const files = filesOf(entry)
  const names = savedNames(files)
  return files
    .map(({ path, sha256, url }, index) => {
      const name = `${entry.id}/${entry.version}/${names[index]!}`
      const line = `${name.slice(folder.length)} sha256:${sha256}`
      return path === null ? `${line} ${bareUrl(url)}\n` : `${line}\n`
    })
    .join('')
}

/** Without what ends an item for pooch, or quotes it. */
function bareUrl(url: string): string {
  return url.replace(
    /[\s"'\\]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
}
