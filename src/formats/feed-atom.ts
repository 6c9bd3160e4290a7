/**
 * URL: /feed.xml, /tasks/<slug>/feed.xml, /<id>/feed.xml
 * Reader: feed readers, by Atom 1.0 (RFC 4287).
 * Trap: Atom wants a date of every item, but no output of ours may depend on the clock: a model whose card names none carries the first
 * second of 1970. A day is taken for its first second in UTC.
 */
import type { Feed, FeedItem } from './feed.ts'
import { escapeXml } from './xml.ts'

const UNKNOWN = '1970-01-01T00:00:00Z'

export function formatAtomFeed(feed: Feed): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    ...head(feed),
    ...feed.items.flatMap(atomEntry),
    '</feed>',
    '',
  ].join('\n')
}

/** The first instant of a day, as RFC 3339 writes it. */
export function startOfDay(day: string): string {
  return `${day}T00:00:00Z`
}

function head({ id, title, description, author, page, atom, items }: Feed): string[] {
  const days = items.map(({ date, changed }) => changed ?? date ?? '')
  const updated = days.reduce((latest, day) => (day > latest ? day : latest), '')
  return [
    `  <id>${escapeXml(id)}</id>`,
    `  <title>${escapeXml(title)}</title>`,
    ...(description === '' ? [] : [`  <subtitle>${escapeXml(description)}</subtitle>`]),
    `  <updated>${updated === '' ? UNKNOWN : startOfDay(updated)}</updated>`,
    `  <author><name>${escapeXml(author)}</name></author>`,
    `  <link rel="alternate" type="text/html" href="${escapeXml(page)}"/>`,
    `  <link rel="self" type="application/atom+xml" href="${escapeXml(atom)}"/>`,
  ]
}

function atomEntry({ id, title, summary, page, date, changed, authors, tags }: FeedItem): string[] {
  const day = changed ?? date
  return [
    '  <entry>',
    `    <id>${escapeXml(id)}</id>`,
    `    <title>${escapeXml(title)}</title>`,
    `    <updated>${day === null ? UNKNOWN : startOfDay(day)}</updated>`,
    ...authors.map((name) => `    <author><name>${escapeXml(name)}</name></author>`),
    `    <link rel="alternate" type="text/html" href="${escapeXml(page)}"/>`,
    ...tags.map((tag) => `    <category term="${escapeXml(tag)}"/>`),
    `    <summary>${escapeXml(summary)}</summary>`,
    '  </entry>',
  ]
}
