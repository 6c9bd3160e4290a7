/**
 * A card's prose as HTML that is safe to show. Cards come from strangers' pull requests, so sanitising is the **last** step
 * that looks at anything the card says; what follows only puts constant tags of ours around tables.
 *
 * The rules are GitHub's: an allow list, prefixed ids, no style. The store loads nothing from other hosts, so a foreign
 * picture becomes a link that names its host. A link to a file that is not published becomes plain text.
 */
import sanitizeHtml from 'sanitize-html'
import { encodePath, relativeUrl } from '../formats/addresses.ts'
import { renderMarkdown } from '../lib/markdown.ts'
import type { StoreEntry } from '../store.ts'
import { localPath } from '../zoo/local-path.ts'
import type { CardContext } from './card-context.ts'
import { CARD_ATTRIBUTES, CARD_CLASSES, CARD_TAGS, UNREADABLE_TAGS } from './card-allowed.ts'
import { CardOutline } from './card-outline.ts'
import { tidy } from './card-tidy.ts'
import type { SafeHtml } from './safe-html.ts'
import { cardTransforms } from './card-transforms.ts'

// They make a text read differently from what it says. Languages written from right to left need none of them.
const HIDDEN = /[\u202a-\u202e\u2066-\u2069]/gu

/** The prose of a model's card, for its page at `/<id>/`. Empty where the card is. */
export function renderCard(entry: StoreEntry, topHeading: 2 | 3 = 3): SafeHtml {
  const published = new Map<string, string>([
    ...entry.loose.map((file): [string, string] => [file.path, encodePath(file.path)]),
    ...entry.media.map((picture): [string, string] => [picture.source, relativeUrl(entry.id, picture.path)]),
  ])
  return renderProse(entry.card, {
    title: entry.title,
    topHeading,
    media: entry.media,
    resolve: (path) => published.get(localPath(path) ?? '') ?? null,
    pictureUrl: (picture) => relativeUrl(entry.id, picture.path),
    tables: 'table',
  })
}

/** The store's own prose for the home page; links to an entry's folder lead to its page. */
export function renderStoreProse(prose: string, title: string, ids: readonly string[]): SafeHtml {
  const pages = new Set([...ids, 'clients', 'contribute'])
  return renderProse(prose, {
    title,
    topHeading: 2,
    media: [],
    resolve: (path) => {
      const page = (localPath(path) ?? '').replace(/\/?(README\.md)?$/, '')
      return pages.has(page) ? `${page}/` : null
    },
    pictureUrl: (picture) => picture.path,
    tables: 'roles',
  })
}

/** Untrusted Markdown to safe HTML by the rules of `context`. */
export function renderProse(markdown: string, context: CardContext): SafeHtml {
  const outline = new CardOutline(context.topHeading, context.title)
  const html = sanitizeHtml(renderMarkdown(markdown.replace(HIDDEN, '')), {
    allowedTags: CARD_TAGS,
    allowedAttributes: CARD_ATTRIBUTES,
    allowedClasses: CARD_CLASSES,
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nonTextTags: UNREADABLE_TAGS,
    // Depth bombs: tags below are dropped, their text stays.
    nestingLimit: 60,
    enforceHtmlBoundary: false,
    transformTags: cardTransforms(context, outline),
    exclusiveFilter: (frame) => outline.isTitle(frame.tag, frame.text),
    onOpenTag: (name) => outline.open(name),
    onCloseTag: (name) => outline.close(name),
  })
  return tidy(html)
}
