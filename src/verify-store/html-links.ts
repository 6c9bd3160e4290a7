/** The links of a page that anybody may have written, in one pass from left to right. */

const LINK = /\s(?:href|src)="([^"]*)"/g

/** Each once; null where a tag is not closed, which never happens in our pages. */
export function htmlLinks(html: string): Set<string> | null {
  const links = new Set<string>()
  for (let start = html.indexOf('<'); start !== -1; start = html.indexOf('<', start)) {
    if (!/[a-z]/i.test(html[start + 1] ?? '')) {
      start++
      continue
    }
    const end = tagEnd(html, start)
    if (end === -1) return null
    const tag = html.slice(start, end)
    if (tag.includes('="')) for (const [, link = ''] of tag.matchAll(LINK)) links.add(unescape(link))
    start = end
  }
  return links
}

/** Where the tag's `>` stands, quoted ones passed over; -1: nowhere. */
function tagEnd(html: string, start: number): number {
  for (let at = start; at !== -1 && at < html.length; at++) {
    const char = html[at]
    if (char === '>') return at
    if (char !== '"' && char !== "'") continue
    at = html.indexOf(char, at + 1)
    if (at === -1) return -1
  }
  return -1
}

function unescape(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&#38;', '&')
}
