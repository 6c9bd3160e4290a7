/**
 * What hosts refuse, said before they do.
 *
 * GitHub Pages: 1 GB a site (https://docs.github.com/pages/getting-started-with-github-pages/github-pages-limits), and a push with a file of
 * more than 100 MiB is refused (https://docs.github.com/repositories/working-with-files/managing-large-files/about-large-files-on-github).
 * A release there: less than 2 GiB a file and 1000 files. GitLab.com's Pages: 1 GB and 200,000 files a site. Read in November 2026.
 */
import { isRelease } from '../lib/artifact-path.ts'
import type { Host } from '../zoo/card-schema.ts'
import type { Entry, SourceFile } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import type { CheckContext } from './check.ts'

const SITE_BYTES = 1e9
/** Of the limit: there is time to find another place. */
const EARLY = 0.9
const GITLAB_FILES = 200_000
export const GIT_FILE_BYTES = 100 * 2 ** 20
const RELEASE_FILE_BYTES = 2 * 2 ** 30
const RELEASE_FILES = 1000

const NAMES: Partial<Record<Host, string>> = {
  'github-pages': 'GitHub Pages',
  'gitlab-pages': 'GitLab Pages',
}

/** What the store lies on, as its owner says or its address tells; null: nobody knows. */
export function hostOf({ url, host }: { url: string | null; host: Host | null }): Host | null {
  if (host !== null || url === null) return host
  const { hostname } = new URL(url)
  if (hostname.endsWith('.github.io')) return 'github-pages'
  return hostname.endsWith('.gitlab.io') ? 'gitlab-pages' : null
}

/** Files that GitHub will not take; of a zoo that lies there, as its pages do. */
export function checkGitFiles(entries: readonly Entry[], { label, host }: CheckContext): Problem[] {
  if (host !== 'github-pages') return []
  return entries.flatMap(({ id, ...entry }) =>
    filesOf(entry)
      .filter(({ size }) => size > GIT_FILE_BYTES)
      .map(({ from, size }) => tooLargeForGit(`${label}/${id}/${from}`, size)),
  )
}

function filesOf({ sections, digits, nnunet }: Pick<Entry, 'sections' | 'digits' | 'nnunet'>): SourceFile[] {
  return [...sections.flatMap(({ files }) => files ?? []), ...(digits?.files ?? []), ...(nnunet?.files ?? [])]
}

function tooLargeForGit(file: string, size: number): Problem {
  const message =
    `The file has ${megabytes(size)}, and GitHub refuses a push with a file of more than 100 MiB; with git LFS, Pages would get a pointer in its place. ` +
    'Put it on a host of its own (a release, Zenodo, a bucket) and name it in the card: url, sha256 and size.'
  return { file, kind: 'git-file-size', message, severity: 'warning' }
}

/** What is published at which place. */
export interface PublishedSizes {
  /** The store's card, as problems call it. */
  card: string
  host: Host | null
  /** Of all files of the store's own folder. */
  bytes: number
  files: number
  /** Where archives are published apart; null: beside the pages. */
  artifacts: string | null
  archives: readonly { path: string; size: number }[]
}

/** Of a store as it was built. */
export function checkPublishedSizes(sizes: PublishedSizes): Problem[] {
  const { artifacts, archives } = sizes
  const isOnGithub = artifacts !== null && isRelease(artifacts) && new URL(artifacts).host === 'github.com'
  return [...siteSize(sizes), ...fileCount(sizes), ...(isOnGithub ? releaseSize(sizes.card, archives) : [])]
}

function siteSize({ card, host, bytes, artifacts }: PublishedSizes): Problem[] {
  const name = host === null ? undefined : NAMES[host]
  if (name === undefined || bytes < SITE_BYTES * EARLY) return []
  const isOver = bytes > SITE_BYTES
  const what = isOver
    ? `The store has ${megabytes(bytes)}, more than the 1 GB that ${name} publishes: it may refuse this store or stop serving it.`
    : `The store has ${megabytes(bytes)}, and ${name} publishes 1 GB at most.`
  const way =
    artifacts === null
      ? 'Publish its archives at another place: say "artifacts: https://…" in the store\'s card (docs/deploying.md).'
      : 'Its archives lie elsewhere already: shrink pictures and files that DIGITS fetches, or choose a host without such a limit.'
  return [{ file: card, kind: 'site-size', message: `${what} ${way}`, severity: 'warning' }]
}

function fileCount({ card, host, files }: PublishedSizes): Problem[] {
  if (host !== 'gitlab-pages' || files < GITLAB_FILES * EARLY) return []
  const message = `The store has ${files} files, and GitLab.com publishes 200,000 at most. Split it into two stores, or choose another host.`
  return [{ file: card, kind: 'site-size', message, severity: 'warning' }]
}

function releaseSize(card: string, archives: PublishedSizes['archives']): Problem[] {
  const warn = (message: string): Problem => ({
    file: card,
    kind: 'release-size',
    message,
    severity: 'warning',
  })
  const large = archives.filter(({ size }) => size >= RELEASE_FILE_BYTES)
  const way = 'Publish the archives in a bucket instead (docs/deploying.md).'
  const problems = large.map(({ path, size }) =>
    warn(`${path} has ${megabytes(size)}, and a release of GitHub takes files of less than 2 GiB. ${way}`),
  )
  // SHA256SUMS is one more.
  const count = archives.length + 1
  if (count > RELEASE_FILES * EARLY)
    problems.push(warn(`There are ${count} files for the release, and GitHub takes 1000 at most. ${way}`))
  return problems
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`
}
