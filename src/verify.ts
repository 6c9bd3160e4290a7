/**
 * The last look at a new store before it replaces the old one: every link of every page and every archive that a spec names is
 * there, with the size that was promised.
 */
import { readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { listFiles } from './lib/files.ts'
import { decodePath } from './lib/markdown.ts'
import type { Store } from './store.ts'
import { quote, type Problem } from './zoo/problem.ts'

/** What a visitor or a client would find broken. Empty for every store that may be published. */
export function verifyStore(store: Store, distDir: string): Problem[] {
  const paths = listFiles(distDir).map(({ path }) => path)
  const published = new Set(paths)
  const pages = paths.filter((path) => path.endsWith('.html'))
  const base = new URL(`${store.site.url}/`).pathname
  return [
    ...pages.flatMap((page) => brokenLinks(page, readFileSync(join(distDir, page), 'utf8'), published, base)),
    ...wrongFiles(store, distDir, published),
  ]
}

// Text may hold what looks like a link, so only tags are looked at. Our pages quote every attribute with double quotes.
const TAG = /<[a-z](?:[^"'>]|"[^"]*"|'[^']*')*>/gi
const LINK = /\s(?:href|src)="([^"]*)"/g

function brokenLinks(page: string, html: string, published: Set<string>, base: string): Problem[] {
  const problems: Problem[] = []
  const tags = html.match(TAG) ?? []
  for (const [, escaped = ''] of tags.flatMap((tag) => [...tag.matchAll(LINK)])) {
    const link = escaped.replaceAll('&amp;', '&').replaceAll('&#38;', '&')
    if (/^([a-z][a-z0-9+.-]*:|#)/i.test(link)) continue
    if (published.has(targetOf(page, link, base))) continue
    const message = `The page links to ${quote(link)}, which is not in the store.`
    problems.push({ file: page, message, severity: 'error' })
  }
  return problems
}

/** The file that a web server answers with: `<folder>/index.html` for a folder. */
function targetOf(page: string, link: string, base: string): string {
  const path = link.replace(/[?#].*$/s, '')
  if (path === '') return page
  // Outside the store's own address there is nothing of ours.
  if (path.startsWith('/') && !path.startsWith(base)) return path
  const below = path.startsWith(base) ? path.slice(base.length) : posix.join(posix.dirname(page), path)
  const target = decodePath(below)
  const file = target === '.' ? '' : target
  return file === '' || file.endsWith('/') ? `${file.replace(/^\.\//, '')}index.html` : file
}

function wrongFiles(store: Store, distDir: string, published: Set<string>): Problem[] {
  const files = store.entries.flatMap(({ id, downloads, loose }) => [
    ...downloads.flatMap(({ path, size }) => (path === null ? [] : [{ path, size }])),
    ...loose.map(({ path, size }) => ({ path: `${id}/${path}`, size })),
  ])
  return files.flatMap(({ path, size }): Problem[] => {
    if (!published.has(path))
      return [{ file: path, message: 'The file is missing from the store.', severity: 'error' }]
    const found = statSync(join(distDir, path)).size
    if (found === size) return []
    return [{ file: path, message: `The file has ${found} bytes instead of ${size}.`, severity: 'error' }]
  })
}
