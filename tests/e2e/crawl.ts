/** Follows every link of every page and document of a served store, as `wget --mirror` does, and says what is wrong with them. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findAnchors, findBase, findLinks, type Link } from './links.ts'

export interface CrawlPlan {
  /** Where the store is served: `http://127.0.0.1:8000/sub/zoo`. */
  served: string
  /** The store's public address, which absolute links carry. */
  url: string
  /** The store's folder, to see whether a folder has an index. */
  dist: string
  /** Paths below the store to begin with. */
  start: readonly string[]
}

export interface Crawled {
  /** Paths below the store, in the order of finding. */
  paths: string[]
  /** `page: link: what is wrong`, sorted. */
  faults: string[]
}

interface Target {
  from: string
  link: Link
  /** Path below the store. */
  path: string
  fragment: string
}

interface Findings {
  /** Path → text, null where it does not answer with 200. */
  texts: Map<string, string | null>
  targets: Target[]
  faults: string[]
}

export async function crawl(plan: CrawlPlan): Promise<Crawled> {
  const findings: Findings = { texts: new Map(), targets: [], faults: [] }
  const queue = [...plan.start]
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (!findings.texts.has(path)) queue.push(...(await visit(plan, path, findings)))
  }
  const broken = findings.targets.flatMap((target) => {
    const fault = targetFault(plan, target, findings.texts.get(target.path))
    return fault === null ? [] : [`${target.from}: ${target.link.target}: ${fault}`]
  })
  return { paths: [...findings.texts.keys()], faults: [...new Set([...findings.faults, ...broken])].sort() }
}

/** Reads a file and notes its links; gives the paths to read next. */
async function visit(plan: CrawlPlan, path: string, findings: Findings): Promise<string[]> {
  const text = await read(plan, path)
  findings.texts.set(path, text)
  if (text === null) return []
  return findLinks(fileOf(path), text).flatMap((link) => {
    const found = follow(plan, path, link, text)
    if (typeof found === 'string') findings.faults.push(`${path}: ${link.target}: ${found}`)
    if (typeof found === 'string' || found === null) return []
    findings.targets.push(found)
    return [found.path]
  })
}

/** The text at a path; null where the server gives anything but the file itself. */
async function read({ served }: CrawlPlan, path: string): Promise<string | null> {
  const answer = await fetch(`${served}/${path}`, { redirect: 'manual' })
  const body = await answer.text()
  return answer.status === 200 ? body : null
}

function fileOf(path: string): string {
  return path === '' || path.endsWith('/') ? `${path}index.html` : path
}

/** The target of a link inside the store, null for other hosts and schemes, or what is wrong with the link itself. */
function follow(plan: CrawlPlan, from: string, link: Link, text: string): Target | string | null {
  if (/^(data|mailto|doi):/.test(link.target)) return null
  // The error page is shown at any depth, so it alone must name the whole path.
  if (link.target.startsWith('/') && from !== '404.html')
    return 'begins with a slash, which breaks below a sub-path'
  const page = `${plan.url}/${from}`
  const base = from.endsWith('.json') || from.endsWith('.xml') ? undefined : findBase(text)
  const url = new URL(link.target, new URL(base ?? '', page))
  if (!`${url.href}/`.startsWith(`${plan.url}/`)) return outside(url, plan, link)
  const path = url.pathname.slice(new URL(plan.url).pathname.replace(/\/$/, '').length + 1) + url.search
  return { from, link, path, fragment: decodeURIComponent(url.hash.slice(1)) }
}

/** Another host may be linked to, but nothing is loaded from it, and the store leaves the rest of its own host alone. */
function outside(url: URL, plan: CrawlPlan, link: Link): string | null {
  if (link.loaded) return 'is loaded from outside the store'
  return url.origin === new URL(plan.url).origin ? 'leads out of the store' : null
}

function targetFault(plan: CrawlPlan, target: Target, text: string | null | undefined): string | null {
  if (text === null || text === undefined) return 'does not answer with 200'
  const file = fileOf(target.path.replace(/\?.*/, ''))
  if (!existsSync(join(plan.dist, decodeURIComponent(file))))
    return 'is a folder without an index, or no file of the store'
  if (target.fragment !== '' && file.endsWith('.html') && !findAnchors(text).has(target.fragment))
    return 'names no id'
  return null
}
