/**
 * URL: /feed.xml
 * Reader: feed readers, by Atom 1.0 (RFC 4287).
 * Trap: Atom wants a date, but no output of ours may depend on the clock. An entry's date is the "creation time" that a DIGITS job wrote,
 * taken for UTC because DIGITS names no zone; entries without one carry the first second of 1970. A new version changes the title
 * but never the id, so that readers know it for the same model.
 */
import type { JsonValue } from '../zoo/entry.ts'
import type { ListedEntry, Listing } from '../store.ts'
import { absoluteUrl } from './addresses.ts'
import { escapeXml } from './xml.ts'

const UNKNOWN = '1970-01-01T00:00:00Z'

/** All entries, those with the latest date first and then by id. */
export function formatFeed(store: Listing): string {
  const dated = store.entries.map((entry) => ({ entry, updated: updatedAt(entry) }))
  dated.sort((a, b) => (a.updated === b.updated ? 0 : a.updated < b.updated ? 1 : -1))
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    ...head(store, dated[0]?.updated ?? UNKNOWN),
    ...dated.flatMap(({ entry, updated }) => feedEntry(store, entry, updated)),
    '</feed>',
    '',
  ].join('\n')
}

function head(store: Listing, updated: string): string[] {
  const home = escapeXml(absoluteUrl(store, ''))
  return [
    `  <id>${home}</id>`,
    `  <title>${escapeXml(store.site.title)}</title>`,
    `  <subtitle>${escapeXml(store.site.message)}</subtitle>`,
    `  <updated>${updated}</updated>`,
    `  <author><name>${escapeXml(store.site.title)}</name></author>`,
    `  <link rel="alternate" type="text/html" href="${home}"/>`,
    `  <link rel="self" type="application/atom+xml" href="${escapeXml(absoluteUrl(store, 'feed.xml'))}"/>`,
  ]
}

function feedEntry(store: Listing, entry: ListedEntry, updated: string): string[] {
  const page = escapeXml(absoluteUrl(store, `${entry.id}/`))
  return [
    '  <entry>',
    `    <id>${page}</id>`,
    `    <title>${escapeXml(`${entry.title}, version ${entry.version}`)}</title>`,
    `    <updated>${updated}</updated>`,
    ...entry.authors.map(({ name }) => `    <author><name>${escapeXml(name)}</name></author>`),
    `    <link rel="alternate" type="text/html" href="${page}"/>`,
    ...entry.tags.map((tag) => `    <category term="${escapeXml(tag)}"/>`),
    `    <summary>${escapeXml(entry.summary)}</summary>`,
    '  </entry>',
  ]
}

function updatedAt(entry: ListedEntry): string {
  return utcTime(entry.digits?.info['creation time']) ?? UNKNOWN
}

/** `2016-08-31 12:33:44`, with or without a fraction of a second, if there is such a time. */
function utcTime(value: JsonValue | undefined): string | null {
  const match = typeof value === 'string' ? /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?$/.exec(value) : null
  if (match === null) return null
  const time = `${match[1]!}T${match[2]!}Z`
  const parsed = new Date(time)
  // A 31st of February is moved into March on the way: only what comes back unchanged is a date.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString() === time.replace('Z', '.000Z') ? time : null
}
