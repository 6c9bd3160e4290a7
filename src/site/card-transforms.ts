/** How each tag of a card is rewritten before the sanitiser's allow list sees it. */
import type { Attributes, Tag, Transformer } from 'sanitize-html'
import { decodePath } from '../lib/markdown.ts'
import type { Picture } from '../store.ts'
import { localPath } from '../zoo/local-path.ts'
import type { CardContext } from './card-context.ts'
import type { CardOutline } from './card-outline.ts'

// What we set ourselves. No parser makes an attribute name with a blank in it, so a card cannot set these.
const OUR_CLASS = ' class'
const OUR_ROLE = ' role'
const FOREIGN = /^https?:\/\//i

/** Transformers for one rendering. */
export function cardTransforms(context: CardContext, outline: CardOutline): Record<string, Transformer> {
  const used = new Set<string>()
  const headings = Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((level): [string, Transformer] => [
      `h${level}`,
      (_, attribs) => ({ tagName: `h${outline.shift(level)}`, attribs }),
    ]),
  )
  return {
    ...headings,
    ...(context.tables === 'roles' ? ROLE_TABLES : { th: headerCell }),
    a: (_, attribs) => link(attribs, context, outline),
    img: (_, attribs) => image(attribs, context, outline),
    input: checkbox,
    center: (_, attribs) => ({ tagName: 'div', attribs: { ...attribs, align: 'center' } }),
    // A block wider than the page scrolls, so the keyboard must reach it.
    pre: (_, attribs) => ({ tagName: 'pre', attribs: { ...attribs, tabindex: '0' } }),
    '*': (tagName, attribs) => ({ tagName, attribs: common(tagName, attribs, used) }),
  }
}

function link(attribs: Attributes, context: CardContext, outline: CardOutline): Tag {
  const id = attribs['id'] ?? attribs['name']
  const kept: Attributes = id ? { id } : {}
  const href = outline.nestedLink ? null : hrefOf((attribs['href'] ?? '').trim(), context)
  if (href === null) return { tagName: 'span', attribs: kept }
  const rel: Attributes = FOREIGN.test(href) ? { rel: 'nofollow noopener' } : {}
  return { tagName: 'a', attribs: { ...kept, href, ...rel } }
}

function hrefOf(href: string, context: CardContext): string | null {
  if (href.startsWith('#')) return `#card-${decodePath(href.slice(1))}`
  if (FOREIGN.test(href) || /^mailto:\S+$/i.test(href)) return href
  return context.resolve(href)
}

function image(attribs: Attributes, context: CardContext, outline: CardOutline): Tag {
  const source = (attribs['src'] ?? '').trim()
  const alt = (attribs['alt'] ?? '').trim()
  const picture = context.media.find((candidate) => candidate.source === localPath(source))
  if (picture) return { tagName: 'img', attribs: pictureAttributes(picture, alt, attribs['width'], context) }
  const host = FOREIGN.test(source) ? hostOf(source) : null
  if (host === null || outline.insideLink) {
    return { tagName: 'span', attribs: {}, text: alt || (host === null ? ' ' : `Picture at ${host}`) }
  }
  const text = alt ? `${alt} (${host})` : `Picture at ${host}`
  return { tagName: 'a', attribs: { href: source, rel: 'nofollow noopener', [OUR_CLASS]: 'foreign' }, text }
}

function pictureAttributes(
  picture: Picture,
  alt: string,
  wanted: string | undefined,
  context: CardContext,
): Attributes {
  const asked = /^\d{1,4}(px)?$/.test(wanted ?? '') ? Number.parseInt(wanted ?? '', 10) : picture.width
  const width = Math.max(1, Math.min(asked, picture.width))
  const height = Math.max(1, Math.round((picture.height * width) / picture.width))
  return {
    src: context.pictureUrl(picture),
    alt,
    width: `${width}`,
    height: `${height}`,
    loading: 'lazy',
    decoding: 'async',
  }
}

function hostOf(address: string): string | null {
  try {
    return new URL(address).host
  } catch {
    return null
  }
}

function checkbox(_: string, attribs: Attributes): Tag {
  // An empty name is on no allow list.
  if (attribs['type']?.toLowerCase() !== 'checkbox') return { tagName: '', attribs: {} }
  const checked = 'checked' in attribs
  const state: Attributes = checked ? { checked: '' } : {}
  return {
    tagName: 'input',
    attribs: { type: 'checkbox', disabled: '', ...state, 'aria-label': checked ? 'Done' : 'To do' },
  }
}

/** Prefixes ids, so that a card cannot take the page's own, and turns alignment into classes. */
function common(tagName: string, attribs: Attributes, used: Set<string>): Attributes {
  // Most tags of a card have none.
  if (Object.keys(attribs).length === 0) return attribs
  const { id, class: given, [OUR_CLASS]: ours, [OUR_ROLE]: role, ...rest } = attribs
  delete rest['role']
  const classes = [tagName === 'code' ? given : ours, alignment(attribs)].filter(Boolean)
  if (classes.length > 0) rest['class'] = classes.join(' ')
  if (role) rest['role'] = role
  const prefixed = `card-${id ?? ''}`
  if (id && !/\s/.test(id) && !used.has(prefixed)) {
    used.add(prefixed)
    rest['id'] = prefixed
  }
  return rest
}

function alignment(attribs: Attributes): string | undefined {
  const wanted = attribs['align'] ?? /text-align:\s*(\w+)/i.exec(attribs['style'] ?? '')?.[1]
  return /^(left|center|right)$/i.test(wanted ?? '') ? `align-${(wanted ?? '').toLowerCase()}` : undefined
}

function headerCell(_: string, attribs: Attributes): Tag {
  const scope = attribs['scope'] ?? 'col'
  return { tagName: 'th', attribs: { ...attribs, scope: /^(row|col)$/.test(scope) ? scope : 'col' } }
}

/** A table told by ARIA roles, where the tags themselves would be misread. */
const ROLE_TABLES: Record<string, Transformer> = {
  table: asRole('table', 'as-table'),
  caption: asRole('caption'),
  thead: asRole('rowgroup'),
  tbody: asRole('rowgroup'),
  tfoot: asRole('rowgroup'),
  tr: asRole('row', 'as-row'),
  th: asRole('columnheader', 'as-cell as-head'),
  td: asRole('cell', 'as-cell'),
}

function asRole(role: string, className = ''): Transformer {
  return (_, attribs) => {
    const kept: Attributes = { [OUR_ROLE]: role, [OUR_CLASS]: className }
    for (const name of ['align', 'style']) if (attribs[name]) kept[name] = attribs[name]
    if (/^[1-9]\d?$/.test(attribs['colspan'] ?? '')) kept['aria-colspan'] = attribs['colspan'] ?? ''
    return { tagName: 'div', attribs: kept }
  }
}
