/** Runs programs as a person does: the command line of Zoopress and the clients. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

/** The folder that holds `package.json`. */
export const REPOSITORY = resolve(import.meta.dirname, '../..')

export interface Finished {
  /** Null: ended by a signal. */
  code: number | null
  stdout: string
  stderr: string
}

/** Waits until `child` has ended, and gives all that it printed. */
export function finished(child: ChildProcess): Promise<Finished> {
  return new Promise((done, failed) => {
    const text = { stdout: '', stderr: '' }
    child.stdout?.setEncoding('utf8').on('data', (part: string) => (text.stdout += part))
    child.stderr?.setEncoding('utf8').on('data', (part: string) => (text.stderr += part))
    child.on('error', failed)
    child.on('close', (code) => done({ code, ...text }))
  })
}

export function run(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<Finished> {
  return finished(spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }))
}

/** The script behind every `npm run` of Zoopress. */
export const ZOOPRESS = join(REPOSITORY, 'scripts/run.mjs')

/** The environment without what vitest adds: Astro and Vite behave otherwise where they see it. */
function personsEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV|TEST|DEV|PROD|MODE|SSR|BASE_URL)/.test(name),
  )
  return Object.fromEntries(own)
}

/** Starts `zoopress <args>`, on the Node that runs the tests. */
export function startZoopress(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, [ZOOPRESS, ...args], {
    cwd: REPOSITORY,
    ...options,
    env: { ...personsEnvironment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Runs `zoopress <args>` to its end. `options.env` is added to the environment. */
export function zoopress(args: readonly string[], options: SpawnOptions = {}): Promise<Finished> {
  return finished(startZoopress(args, options))
}

export interface BuildPlan {
  zoo: string
  out: string
  cache: string
  /** The store's public address. */
  url: string
}

/** The arguments of the command that builds `plan`. */
export function buildArgs(plan: BuildPlan): string[] {
  return ['build', '--zoo', plan.zoo, '--out', plan.out, '--cache', plan.cache]
}

/** Builds a store; a build that fails is an error that shows what the command said. */
export async function buildStore(plan: BuildPlan): Promise<void> {
  const result = await zoopress(buildArgs(plan), { env: { STORE_URL: plan.url } })
  if (result.code !== 0)
    throw new Error(`The build ended with ${result.code ?? 'a signal'}.\n${result.stderr}`)
}

/** Where a program lies: `names` are tried in order in the folders of `PATH`; null: not installed. */
export function findProgram(...names: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return paths.find((path) => existsSync(path)) ?? null
}
