/**
 * URL: /feed.json, /tasks/<slug>/feed.json, /<id>/feed.json
 * Reader: feed readers, by JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/
 * Trap: a feed is read far from where it came from, so its addresses are absolute. A date may be left out, so none is made up.
 */
import { startOfDay } from './feed-atom.ts'
import type { Feed, FeedItem } from './feed.ts'
import { formatJson } from './json.ts'

export function formatJsonFeed({ title, description, author, page, json, items }: Feed): string {
  return formatJson({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: page,
    feed_url: json,
    ...(description !== '' && { description }),
    authors: [{ name: author }],
    items: items.map(jsonItem),
  })
}

function jsonItem({ id, page, title, summary, date, changed, authors, tags, image }: FeedItem): object {
  return {
    id,
    url: page,
    title,
    // An item must have a content.
    content_text: summary === '' ? title : summary,
    ...(image !== null && { image }),
    ...(date !== null && { date_published: startOfDay(date) }),
    ...(changed !== undefined && { date_modified: startOfDay(changed) }),
    ...(authors.length > 0 && { authors: authors.map((name) => ({ name })) }),
    ...(tags.length > 0 && { tags }),
  }
}
