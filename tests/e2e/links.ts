/** The links of every kind of text that a store publishes, as a mirror or a browser finds them. */

export interface Link {
  /** As written, with entities resolved. */
  target: string
  /** True: a browser fetches it by itself (pictures, scripts, styles); false: somebody has to follow it. */
  loaded: boolean
}

/** Links of a file, by the ending of its path; none for files that have no links. */
export function findLinks(path: string, text: string): Link[] {
  if (path.endsWith('.html')) return htmlLinks(text)
  if (path.endsWith('.css')) return cssLinks(text)
  if (path.endsWith('.json')) return jsonLinks(JSON.parse(text)).map(followed)
  if (path.endsWith('.ini'))
    return matches(text, /^url *= *(.+)$/gm).map((url) => followed(url.replaceAll('%%', '%')))
  if (path.endsWith('robots.txt')) return matches(text, /^Sitemap: *(.+)$/gm).map(followed)
  if (path.endsWith('.xml') || path.endsWith('.svg')) return xmlLinks(text)
  return []
}

/** The `id`s that a fragment may name. */
export function findAnchors(html: string): Set<string> {
  return new Set(startTags(html).flatMap(({ attributes }) => attributes.get('id') ?? []))
}

/** The `href` of a `<base>`, which all other links of a page are relative to. */
export function findBase(html: string): string | undefined {
  return startTags(html)
    .find(({ name }) => name === 'base')
    ?.attributes.get('href')
}

interface StartTag {
  name: string
  attributes: Map<string, string>
}

const TAG = /<([a-z][\w-]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>/gi
const ATTRIBUTE = /([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g

function startTags(html: string): StartTag[] {
  const shown = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/(<(script|style)\b[^>]*>)[\s\S]*?<\/\2>/gi, '$1')
  return [...shown.matchAll(TAG)].map((tag) => ({
    name: tag[1]!.toLowerCase(),
    attributes: attributesOf(tag[2]!),
  }))
}

function attributesOf(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(ATTRIBUTE)].map((match) => [
      match[1]!.toLowerCase(),
      unescapeHtml(match[2] ?? match[3] ?? match[4] ?? ''),
    ]),
  )
}

/** Entities resolved, as far as our own pages have them. */
export function unescapeHtml(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (all, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16))
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
      return named[name!] ?? all
    },
  )
}

/** Values of `rel` with which a browser fetches what a `<link>` names. */
const FETCHED = /\b(stylesheet|icon|preload|modulepreload|prefetch|manifest)\b/

function htmlLinks(html: string): Link[] {
  return startTags(html).flatMap(({ name, attributes }) => [
    ...hrefLinks(name, attributes),
    ...['src', 'poster', 'data'].flatMap((key) => attributes.get(key) ?? []).map(loaded),
    ...(attributes.get('srcset') ?? '')
      .split(',')
      .flatMap((part) => part.trim().split(/\s+/)[0] || [])
      .map(loaded),
    ...['action', 'formaction'].flatMap((key) => attributes.get(key) ?? []).map(followed),
    ...cssLinks(attributes.get('style') ?? ''),
  ])
}

function hrefLinks(name: string, attributes: Map<string, string>): Link[] {
  const target = attributes.get('href') ?? attributes.get('xlink:href')
  if (target === undefined || name === 'base') return []
  const isFetched =
    name === 'link' ? FETCHED.test(attributes.get('rel') ?? '') : !['a', 'area'].includes(name)
  return [{ target, loaded: isFetched }]
}

function cssLinks(css: string): Link[] {
  const urls = matches(css, /url\(\s*["']?([^"')]+)["']?\s*\)/g)
  return [...urls, ...matches(css, /@import\s+["']([^"']+)["']/g)].map(loaded)
}

function xmlLinks(xml: string): Link[] {
  const texts = [...matches(xml, /<loc>([^<]+)<\/loc>/g), ...matches(xml, /\bhref="([^"]+)"/g)]
  return texts.map((text) => followed(unescapeHtml(text)))
}

/** Keys of our documents whose text is an address. In lists of files `path` is a name inside an archive. */
const ADDRESS_KEYS = ['page', 'entry', 'thumbnail', 'path', 'url', 'sums', 'catalogue', '$schema']

function jsonLinks(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(jsonLinks)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    if (key === 'files' || key === 'properties') return []
    return typeof item === 'string' ? (ADDRESS_KEYS.includes(key) ? [item] : []) : jsonLinks(item)
  })
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1]!.trim())
}

function loaded(target: string): Link {
  return { target, loaded: true }
}

function followed(target: string): Link {
  return { target, loaded: false }
}
