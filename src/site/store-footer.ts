/** The owner's line at the foot of every page. */
import sanitizeHtml from 'sanitize-html'
import { renderMarkdown } from '../lib/markdown.ts'
import type { Linker } from './links.ts'
import type { SafeHtml } from './safe-html.ts'
import { UNREADABLE_TAGS } from './card-allowed.ts'

const TAGS = ['a', 'strong', 'em', 'b', 'i', 'code', 'br', 'sub', 'sup', 'abbr', 'small']
// They make a text read differently from what it says.
const HIDDEN = /[\u202a-\u202e\u2066-\u2069]/gu
const FOREIGN = /^https?:\/\//i

/**
 * One paragraph of untrusted Markdown as phrases, without any block: what would be a heading or a picture is its text. Links lead to
 * other hosts, to an e-mail address, or to the store's own pages `clients/` and `contribute/`.
 */
export function renderFooter(markdown: string, link: Linker): SafeHtml {
  if (markdown === '') return '' as SafeHtml
  const html = sanitizeHtml(renderMarkdown(markdown.replace(HIDDEN, '')), {
    allowedTags: TAGS,
    allowedAttributes: { a: ['href', 'rel'], abbr: ['title'], '*': ['dir', 'lang'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nonTextTags: UNREADABLE_TAGS,
    nestingLimit: 10,
    transformTags: {
      a: (_, { href = '' }) => {
        const target = targetOf(href.trim(), link)
        if (target === null) return { tagName: 'span', attribs: {} }
        const rel: Record<string, string> = FOREIGN.test(target) ? { rel: 'nofollow noopener' } : {}
        return { tagName: 'a', attribs: { href: target, ...rel } }
      },
    },
  })
  return html.trim() as SafeHtml
}

function targetOf(href: string, link: Linker): string | null {
  if (FOREIGN.test(href) || /^mailto:\S+$/i.test(href)) return href
  const page = /^(?:\.?\/)?(clients|contribute)\/?$/.exec(href)?.[1]
  return page === undefined ? null : link(`${page}/`)
}
