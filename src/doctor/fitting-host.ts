/** What `host:` in zoo/README.md should say, by how a host behaves; and whether what it says is true. */
import type { Host } from '../zoo/card-schema.ts'
import { quote } from '../zoo/problem.ts'
import { isAnswer } from './answer.ts'
import type { Check } from './check.ts'
import type { Seen } from './look.ts'

const SERVERS: readonly [RegExp, Host][] = [
  [/^github\.com$/i, 'github-pages'],
  [/^nginx\b|^openresty\b/i, 'nginx'],
  [/^apache\b/i, 'apache'],
  [/^caddy\b/i, 'caddy'],
  [/^amazons3$|^minio\b/i, 's3'],
  [/^simplehttp\b/i, 'python'],
]

/** By its own name for itself, or by that of its address; null: it does not say. */
export function serverOf({ address, answers: { home } }: Seen): Host | null {
  const { hostname } = new URL(address)
  if (hostname.endsWith('.github.io')) return 'github-pages'
  if (hostname.endsWith('.gitlab.io')) return 'gitlab-pages'
  const name = home !== undefined && isAnswer(home) ? String(home.headers.server ?? '') : ''
  return SERVERS.find(([pattern]) => pattern.test(name))?.[1] ?? null
}

export interface HostAdvice {
  /** The value that fits; null: any but `python`. */
  fits: Host | null
  stated: Host | null
  /** False: commands on the site promise what the host does not do, or less than it does. Null: nothing is stated. */
  isTrue: boolean | null
  /** Full sentences. */
  say: string
}

/** `stated` is of the store's card; null: it says nothing. Null where there was no archive to try. */
export function adviseHost(seen: Seen, checks: readonly Check[], stated: Host | null): HostAdvice | null {
  const range = checks.find(({ name }) => name === 'range')?.state
  if (range === undefined) return null
  const hasRanges = range === 'good' || (range === 'poor' && wasPart(seen))
  const server = serverOf(seen)
  const fits = hasRanges ? (server === 'python' ? null : server) : 'python'
  const isTrue = stated === null ? null : hasRanges === (stated !== 'python')
  return { fits, stated, isTrue, say: sentence(fits, stated, isTrue) }
}

function wasPart({ answers: { range } }: Seen): boolean {
  return range !== undefined && isAnswer(range) && range.status === 206
}

function sentence(fits: Host | null, stated: Host | null, isTrue: boolean | null): string {
  const advice =
    fits === 'python'
      ? 'host: python fits, since commands must not count on ranges.'
      : fits === null
        ? 'Downloads can go on after a cut: any host: but python fits.'
        : `host: ${fits} fits.`
  if (stated === null) return advice
  return isTrue === true
    ? `The card states host: ${quote(stated)}, which holds here.`
    : `The card states host: ${quote(stated)}, which does not hold here. ${advice}`
}
