/**
 * The one Markdown parser of the project: the reader that looks for a card's pictures and the site that shows the card must
 * agree on what is a picture, so both come here.
 *
 * What leaves this file is unsafe: raw HTML of the card passes through. Only `site/card-html.ts` may show it, sanitised.
 */
import MarkdownIt, { type Token } from 'markdown-it'
import sanitizeHtml from 'sanitize-html'
import { boundLinks } from './link-budget.ts'

const parser = new MarkdownIt({ html: true, linkify: true })
// Else `model.py` and `README.md` become links: py and md are countries.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
// Nobody writes //host/ in prose, and looking for it takes time that grows with the square of the text.
parser.linkify.add('//', null)
parser.core.ruler.push('link_budget', (state) => boundLinks(state.tokens))
parser.core.ruler.push('heading_ids', (state) => addHeadingIds(state.tokens))
parser.core.ruler.push('task_lists', (state) => addCheckboxes(state.tokens))
parser.core.ruler.push('alerts', (state) => nameAlerts(state.tokens))

/** The block tokens of a card's prose, as the renderer sees them. */
export function parseMarkdown(markdown: string): Token[] {
  return parser.parse(markdown, {})
}

/**
 * A card's prose as **unsafe** HTML: GitHub's dialect with tables, bare links, task lists and heading ids. Nesting deeper
 * than 100 is shown as text.
 */
export function renderMarkdown(markdown: string): string {
  return parser.render(markdown)
}

/**
 * Every `src` of Markdown images and HTML `<img>`, in document order, each once, as it is
 * written. Foreign addresses are among them.
 */
export function picturesOf(markdown: string): string[] {
  // Most cards show none, and rendering costs more than all the rest of reading a card.
  if (!/!\[|<img/i.test(markdown)) return []
  const found = new Set<string>()
  sanitizeHtml(renderMarkdown(markdown), {
    allowedTags: [],
    onOpenTag: (name, attribs) => {
      const source = name === 'img' ? attribs['src']?.trim() : undefined
      if (source) found.add(source)
    },
  })
  return [...found]
}

/** Percent-decoded; unchanged where it is no valid percent encoding. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** GitHub's rule, so that tables of contents written for GitHub work: `Input & output` is `input--output`. */
export function headingSlug(text: string): string {
  const kept = text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
  return kept.replaceAll(' ', '-')
}

function addHeadingIds(tokens: Token[]): void {
  const seen = new Map<string, number>()
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return
    const slug = headingSlug(plainText(tokens[index + 1]))
    if (slug === '') return
    const count = seen.get(slug) ?? 0
    seen.set(slug, count + 1)
    token.attrSet('id', count === 0 ? slug : `${slug}-${count}`)
  })
}

function plainText(token: Token | undefined): string {
  const parts = token?.children ?? []
  return parts.map((part) => (part.type === 'html_inline' ? '' : part.content)).join('')
}

function addCheckboxes(tokens: Token[]): void {
  tokens.forEach((token, index) => {
    const text = token.children?.[0]
    const box = text && /^\[([ xX])\] /.exec(text.content)
    if (!box || tokens[index - 2]?.type !== 'list_item_open') return
    text.content = text.content.slice(box[0].length - 1)
    const checkbox = Object.assign(Object.create(Object.getPrototypeOf(text) as object) as Token, text)
    checkbox.type = 'html_inline'
    checkbox.content = `<input type="checkbox"${box[1] === ' ' ? '' : ' checked'}>`
    token.children?.unshift(checkbox)
  })
}

/** `> [!NOTE]` is GitHub's way to write a note; without this the brackets would show. */
function nameAlerts(tokens: Token[]): void {
  tokens.forEach((token, index) => {
    const text = token.children?.[0]
    const alert = text && /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$/.exec(text.content.trim())
    if (!alert || tokens[index - 2]?.type !== 'blockquote_open') return
    const word = alert[1] ?? ''
    text.type = 'html_inline'
    text.content = `<strong>${word[0] ?? ''}${word.slice(1).toLowerCase()}</strong><br>`
  })
}
