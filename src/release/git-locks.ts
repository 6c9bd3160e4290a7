/** The locks of another state of the repository. Git only hands out bytes: nothing of the repository is run. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, fstatSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { withRegularFile } from '../lib/files.ts'
import { UserError } from '../lib/user-error.ts'
import { quote } from '../zoo/problem.ts'
import { LOCK_LIMIT } from './lock-file.ts'
import type { LockFolder } from './lock-folder.ts'

/** Names of branches, tags and commits, with the likes of `~1` behind them; no options, no paths, no ranges. */
const REF = /^[A-Za-z0-9_][\w./@{}~^-]{0,199}$/
const LISTING_LIMIT = 64 * 1024 * 1024

/**
 * What git calls the content of each file, by names such as `<id>.json`; none where that state has no such folder. Links are left out.
 * @throws UserError where there is no such state, no repository or no git.
 */
export function listLocksAt(ref: string, { dir }: Pick<LockFolder, 'dir'>): Map<string, string> {
  if (!REF.test(ref) || ref.includes('..'))
    throw new UserError(`--since is ${quote(ref)}. Name a branch, a tag or a commit, such as origin/main.`)
  const git = (args: readonly string[], limit: number) => runGit(dirname(dir), args, limit)
  // Otherwise a name that git does not know and a state without the folder would look the same.
  git(['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`], 1000)
  const listing = git(['ls-tree', '-z', ref, '--', `${basename(dir)}/`], LISTING_LIMIT)
  const files = listing.matchAll(/100[0-7]{3} blob ([0-9a-f]{40,64})\t([^\0]*)\0/g)
  return new Map(
    Array.from(
      files,
      ([, blob = '', path = '']) => [path.slice(path.lastIndexOf('/') + 1), blob] as const,
    ).filter(([name]) => name.endsWith('.json')),
  )
}

/** The text of one that is listed. */
export function readLockAt(ref: string, { dir }: Pick<LockFolder, 'dir'>, name: string): string {
  const path = `${ref}:./${basename(dir)}/${name}`
  return runGit(dirname(dir), ['show', '--no-textconv', '--no-ext-diff', path], LOCK_LIMIT)
}

/** Whether a file on the disk has the content that git calls so. One with other line ends has not, as far as this can tell. */
export function isBlob(path: string, blob: string): boolean {
  const found = withRegularFile(path, (fd) => {
    if (fstatSync(fd).size > LOCK_LIMIT) return null
    const bytes = readFileSync(fd)
    const hash = createHash(blob.length === 40 ? 'sha1' : 'sha256')
    return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  })
  return found === blob
}

/** Whether the folder lies in a repository, as far as the disk tells. */
export function isInRepository(dir: string): boolean {
  if (existsSync(join(dir, '.git'))) return true
  return dirname(dir) !== dir && isInRepository(dirname(dir))
}

function runGit(cwd: string, args: readonly string[], maxBuffer: number): string {
  const safe = ['-c', 'core.fsmonitor=false', '--no-pager', '--literal-pathspecs']
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' }
  const stdio = ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe']
  try {
    return execFileSync('git', [...safe, ...args], { cwd, env, maxBuffer, encoding: 'utf8', stdio })
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: string }
    if (code === 'ENOENT') throw new UserError('--since reads with git, which is not installed.')
    const said = (stderr ?? '').trim().split('\n')[0]!
    throw new UserError(
      `Git could not show the state that --since names${said === '' ? '' : `: ${quote(said)}`}. In CI, fetch it first: git fetch origin main.`,
    )
  }
}
