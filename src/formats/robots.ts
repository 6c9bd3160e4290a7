/**
 * URL: /robots.txt
 * Reader: search engines.
 * Trap: they ask for it at the root of a host only, so below a sub-path it does nothing; it does no harm there either.
 */
import type { Listing } from '../store.ts'
import { absoluteUrl } from './addresses.ts'

export function formatRobots(store: Listing): string {
  return `User-agent: *\nAllow: /\n\nSitemap: ${absoluteUrl(store, 'sitemap.xml')}\n`
}
