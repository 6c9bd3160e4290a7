/** For the workflow of pull requests: `node scripts/run.mjs lock-changes COMMIT` fails where zoo.lock/ lost what it held at that commit. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockFaults } from '../src/contribute/workflows/lock-changes.ts'
import { UserError } from '../src/lib/user-error.ts'

const ROOT = join(import.meta.dirname, '..')
const LOCK = 'zoo.lock'

export function run(args: string[]): Promise<number> {
  const [commit = '', ...more] = args
  if (!/^[0-9a-f]{40}$/.test(commit) || more.length > 0)
    throw new UserError('Say one commit by all its 40 digits: git rev-parse origin/main.')
  const paths = git('ls-tree', '-r', '-z', '--name-only', commit, '--', LOCK).split('\0')
  const before = new Map(paths.filter(isRecord).map((path) => [path, git('show', `${commit}:${path}`)]))
  const here = [...before.keys()].filter((path) => existsSync(join(ROOT, path)))
  const after = new Map(here.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]))
  const faults = lockFaults(before, after)
  for (const fault of faults) console.error(fault)
  if (faults.length === 0) console.log(`Nothing was taken out of ${LOCK}/.`)
  return Promise.resolve(faults.length === 0 ? 0 : 1)
}

function isRecord(path: string): boolean {
  return path.startsWith(`${LOCK}/`) && path.endsWith('.json')
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28 })
}
