/**
 * URL: /sitemap.xml
 * Reader: search engines, by sitemaps.org's protocol 0.9.
 * Trap: addresses must be absolute, no `lastmod` is better than one made up, and readers refuse more than 50,000 addresses.
 */
import type { Listing } from '../store.ts'
import { absoluteUrl } from './addresses.ts'
import { listPaths } from './groups.ts'
import { escapeXml } from './xml.ts'

const MOST_ADDRESSES = 50_000

/** The pages for people: the catalogue, the two guides, one page an entry, then the lists. */
export function formatSitemap(store: Listing): string {
  const [home = '', ...lists] = listPaths(store.entries)
  const pages = [home, 'clients/', 'contribute/', ...store.entries.map((entry) => `${entry.id}/`), ...lists]
  const lines = pages
    .slice(0, MOST_ADDRESSES)
    .map((page) => `  <url><loc>${escapeXml(absoluteUrl(store, page))}</loc></url>\n`)
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${lines.join('')}</urlset>
`
}
