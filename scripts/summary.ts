/** What a build says at its end: what was done, where the store is, what to do next. */
import { artifactsDir, isRelease } from '../src/lib/artifact-path.ts'
import type { Published } from '../src/publish/progress.ts'
import { duration, formatBytes, formatCount, plain, plural } from '../src/site/format.ts'

export interface SummaryInput {
  published: Omit<Published, 'store' | 'problems'>
  store: NonNullable<Published['store']>
  /** The store's folder as the person would type it; `isUsual`: where `npm run serve` looks by itself. */
  dist: { label: string; isUsual: boolean }
  seconds: number
  /** The store was signed before this build, and is not any more. */
  lostSignature?: boolean
}

const UNSIGNED =
  'The last store was signed, and this one is not: whoever checks it with your key will refuse it. Set SIGNING_KEY_FILE or SIGNING_KEY and build again.'

/** One line where nothing has changed, otherwise three, and one for archives that lie apart; another one each for a signature that is lost and for what was cleared from the cache. */
export function summary({ published, store, dist, seconds, lostSignature }: SummaryInput): string {
  const holds = `${plural(store.archives, 'archive')}, ${formatBytes(store.bytes)}`
  const entries = plural(store.entries, 'entry', 'entries')
  const lines = published.isUnchanged
    ? [
        `Nothing has changed: the store in ${dist.label}/ is up to date (${entries}, ${holds}; ${time(seconds)}).`,
      ]
    : [
        `Published ${entries} in ${time(seconds)}: ${holds}; ${workOf(published)}.`,
        `The store is in ${dist.label}/, made for ${store.url}.`,
        ...archivesApart(store, dist),
        `See it: npm run serve${dist.isUsual ? '' : ` -- --dir ${quoted(dist.label)}`}`,
      ]
  return plain([...lines, ...(lostSignature === true ? [UNSIGNED] : []), ...cleared(published)].join('\n'))
}

/** Of a store that publishes its archives apart. */
function archivesApart({ artifactsUrl }: SummaryInput['store'], dist: SummaryInput['dist']): string[] {
  if (artifactsUrl === null) return []
  const folder = artifactsDir(dist.label)
  const tag = artifactsUrl.slice(artifactsUrl.lastIndexOf('/') + 1)
  const option = dist.isUsual ? '' : ` --dist ${quoted(dist.label)}`
  const command = isRelease(artifactsUrl)
    ? `gh release upload ${tag} ${quoted(folder)}/*`
    : `npm run deploy -- s3://BUCKET --artifacts-only${option}`
  return [`Its archives are in ${folder}/, made for ${artifactsUrl}: ${command}`]
}

function workOf({ packed, reused }: SummaryInput['published']): string {
  return `${formatCount(packed)} packed, ${formatCount(reused)} reused`
}

function cleared({ pruned }: SummaryInput['published']): string[] {
  if (pruned === undefined) return []
  if (pruned.files === 0) return ['The cache held nothing that the store does not need.']
  return [
    `The cache lost ${plural(pruned.files, 'file')}, ${formatBytes(pruned.bytes)}, that no store needs.`,
  ]
}

function time(seconds: number): string {
  return seconds < 60 ? `${seconds.toFixed(1)} s` : duration(Math.round(seconds))
}

/** For a shell, where it needs it. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
