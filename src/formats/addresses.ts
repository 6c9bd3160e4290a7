/**
 * Addresses inside the store. Documents link relatively, so that a store can move; only what leaves the store's own context (a feed,
 * a sitemap) carries its absolute address.
 */
import type { Site } from '../store.ts'

/** A path as it stands in a URL: every component percent-encoded, `/` kept. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

/** The absolute address of a path below the store's own; '' is the store's front page. */
export function absoluteUrl({ site }: { site: Site }, path: string): string {
  return `${site.url}/${encodePath(path)}`
}

/** A path of the store as a document in the folder `folder` refers to it; the path must lie below that folder. */
export function relativeUrl(folder: string, path: string): string {
  if (!path.startsWith(`${folder}/`)) throw new Error(`${path} is not below ${folder}/.`)
  return encodePath(path.slice(folder.length + 1))
}
