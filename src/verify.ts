/**
 * The last look at a new store before it replaces the old one: every link of every new page, and every file that
 * a new spec names, is there, with the size that was promised.
 */
import { readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { decodePath } from './lib/markdown.ts'
import type { FileDigest } from './store.ts'
import { quote, type Problem } from './zoo/problem.ts'

/** What of a tree is looked at. */
export interface Tree {
  /** Every file. */
  files: readonly FileDigest[]
  /** Those that are new; the others were looked at when they were. */
  written: readonly FileDigest[]
  /** What the documents of new entries name: archives, and files published unpacked. */
  promised: readonly Pick<FileDigest, 'path' | 'size'>[]
}

/** What a visitor or a client would find broken. Empty for every store that may be published. */
export function verifyTree(dir: string, storeUrl: string, { files, written, promised }: Tree): Problem[] {
  const published = new Set(files.map(({ path }) => path))
  const pages = written.filter(({ path }) => path.endsWith('.html'))
  const base = new URL(`${storeUrl}/`).pathname
  return [
    ...pages.flatMap(({ path }) => brokenLinks(path, readFileSync(join(dir, path), 'utf8'), published, base)),
    ...promised.flatMap((file) => wrongFile(file, dir)),
  ]
}

// Text may hold what looks like a link, so only tags are looked at. Our pages quote every attribute with double quotes.
const TAG = /<[a-z][^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>/gi
const LINK = /\s(?:href|src)="([^"]*)"/g

function brokenLinks(page: string, html: string, published: Set<string>, base: string): Problem[] {
  const problems: Problem[] = []
  const tags = (html.match(TAG) ?? []).filter((tag) => tag.includes('href="') || tag.includes('src="'))
  // Most links of a page come up more than once.
  const links = new Set(tags.flatMap((tag) => [...tag.matchAll(LINK)].map(([, escaped]) => escaped!)))
  for (const escaped of links) {
    const link = escaped.replaceAll('&amp;', '&').replaceAll('&#38;', '&')
    if (/^([a-z][a-z0-9+.-]*:|#)/i.test(link)) continue
    if (published.has(targetOf(page, link, base))) continue
    const message = `The page links to ${quote(link)}, which is not in the store.`
    problems.push({ file: page, message, severity: 'error' })
  }
  return problems
}

/** The file that a web server answers with: `<folder>/index.html` for a folder. */
export function targetOf(page: string, link: string, base: string): string {
  const path = link.replace(/[?#].*$/s, '')
  if (path === '') return page
  // Outside the store's own address there is nothing of ours.
  if (path.startsWith('/') && !path.startsWith(base)) return path
  const below = path.startsWith(base) ? path.slice(base.length) : posix.join(posix.dirname(page), path)
  const target = decodePath(below)
  const file = target === '.' ? '' : target
  return file === '' || file.endsWith('/') ? `${file.replace(/^\.\//, '')}index.html` : file
}

function wrongFile({ path, size }: Pick<FileDigest, 'path' | 'size'>, dir: string): Problem[] {
  const found = statSync(join(dir, path), { throwIfNoEntry: false })?.size
  if (found === size) return []
  const message =
    found === undefined
      ? 'The file is missing from the store.'
      : `The file has ${found} bytes instead of ${size}.`
  return [{ file: path, message, severity: 'error' }]
}
