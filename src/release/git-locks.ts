/** The locks of another state of the repository. Git only hands out bytes: nothing of the repository is run. */
import { execFileSync } from 'node:child_process'
import { basename, dirname } from 'node:path'
import { UserError } from '../lib/user-error.ts'
import { quote } from '../zoo/problem.ts'
import { LOCK_LIMIT } from './lock-file.ts'
import type { LockFolder } from './lock-folder.ts'

/** Names of branches, tags and commits, with the likes of `~1` behind them; no options, no paths, no ranges. */
const REF = /^[A-Za-z0-9_][\w./@{}~^-]{0,199}$/
const LISTING_LIMIT = 64 * 1024 * 1024

/**
 * Texts by the names of their files, `<id>.json`; none where that state has no such folder.
 * @throws UserError where there is no such state, no repository or no git.
 */
export function readLocksAt(ref: string, { dir }: Pick<LockFolder, 'dir'>): Map<string, string> {
  if (!REF.test(ref) || ref.includes('..'))
    throw new UserError(`--since is ${quote(ref)}. Name a branch, a tag or a commit, such as origin/main.`)
  const folder = basename(dir)
  const git = (args: readonly string[], limit: number) => runGit(dirname(dir), args, limit)
  // Otherwise a name that git does not know and a state without the folder would look the same.
  git(['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`], 1000)
  const listing = git(['ls-tree', '-z', '--name-only', ref, '--', `${folder}/`], LISTING_LIMIT)
  const names = listing.split('\0').map((path) => path.slice(path.lastIndexOf('/') + 1))
  const show = (name: string) =>
    git(['show', '--no-textconv', '--no-ext-diff', `${ref}:./${folder}/${name}`], LOCK_LIMIT)
  return new Map(names.filter((name) => name.endsWith('.json')).map((name) => [name, show(name)]))
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
