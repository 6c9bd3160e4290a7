/** Runs a few lines of TypeScript in a Node of their own, for what belongs to a whole process: umask, time zone, being killed. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

function nodeArguments(code: string): string[] {
  return ['--input-type=module-typescript', '--no-warnings', '--eval', code]
}

/** Imports in `code` are relative to the repository: `./src/lib/swap.ts`. Returns what it printed; null: it was killed. */
export function runNode(code: string, environment: Record<string, string> = {}): string | null {
  const env = { ...process.env, ...environment }
  const run = spawnSync(process.execPath, nodeArguments(code), { cwd: ROOT, env, encoding: 'utf8' })
  if (run.signal !== null) return null
  if (run.status !== 0) throw new Error(run.stderr)
  return run.stdout.trim()
}

/** Resolves as soon as the process prints something; the caller ends it. */
export async function startNode(code: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, nodeArguments(code), {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return child
}
