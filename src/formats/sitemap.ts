/**
 * URL: /sitemap.xml
 * Reader: search engines, by sitemaps.org's protocol 0.9.
 * Trap: addresses must be absolute, and no `lastmod` is better than one made up.
 */
import type { Listing } from '../store.ts'
import { absoluteUrl } from './addresses.ts'
import { escapeXml } from './xml.ts'

/** The pages for people: the catalogue, the two guides, and one page an entry. */
export function formatSitemap(store: Listing): string {
  const pages = ['', 'clients/', 'contribute/', ...store.entries.map((entry) => `${entry.id}/`)]
  const lines = pages.map((page) => `  <url><loc>${escapeXml(absoluteUrl(store, page))}</loc></url>\n`)
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${lines.join('')}</urlset>
`
}
