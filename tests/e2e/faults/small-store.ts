/**
 * A small store that a test may do anything to, and what every fault must keep to: nothing but the cache is touched, sentences say what
 * is wrong, the exit status is 1, and the next build is fine.
 */
import type { SpawnOptions } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  writeFileSync,
  type Dirent,
} from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { buildArgs, buildStore, run, ZOOPRESS, type BuildPlan, type Finished } from '../command.ts'
import { freshFolder, hashFolder, sha256 } from '../folders.ts'

export interface SmallStore extends BuildPlan {
  /** Holds `zoo`, `dist` and `cache`. */
  dir: string
  /** `hashFolder` of the store that was built first. */
  hash: string
}

const CARD = '---\nlicense: mit\n---\n# Liver\n\nIt finds livers.\n'

/** A store of one entry, built with the real command; `edit` then changes its zoo, so that the next build has something to do. */
export async function smallStore({ isEdited = true } = {}): Promise<SmallStore> {
  const folder = freshFolder('fault')
  onTestFinished(folder.remove)
  const dir = realpathSync(folder.path)
  const plan = {
    zoo: join(dir, 'zoo'),
    out: join(dir, 'dist'),
    cache: join(dir, 'cache'),
    url: 'http://localhost:8000',
  }
  mkdirSync(join(plan.zoo, 'liver/weights'), { recursive: true })
  writeFileSync(join(plan.zoo, 'liver/README.md'), CARD)
  writeFileSync(join(plan.zoo, 'liver/weights/model.bin'), 'weights')
  await buildStore(plan)
  const store = { ...plan, dir, hash: hashFolder(plan.out) }
  if (isEdited) edit(store)
  return store
}

/** Changes a card and weights, a little more with each call. */
export function edit({ zoo }: BuildPlan): void {
  const card = join(zoo, 'liver/README.md')
  writeFileSync(card, `${readFileSync(card, 'utf8')}\nIt was edited.\n`)
  appendFileSync(join(zoo, 'liver/weights/model.bin'), ' and more')
}

export interface Surroundings extends SpawnOptions {
  /** The command line before `node`: `sh -c …`, `setpriv …`. */
  through?: readonly string[]
  /** Instead of those of the plan. */
  args?: readonly string[]
}

/** Runs the build to its end. Without `env` it sees the environment of the tests. */
export function build(
  store: BuildPlan & { dir: string },
  { through = [], args, ...options }: Surroundings = {},
): Promise<Finished> {
  const [program, ...rest] = [...through, process.execPath, ZOOPRESS, ...(args ?? buildArgs(store))]
  const env = options.env ?? process.env
  return run(program!, rest, { cwd: store.dir, ...options, env: { STORE_URL: store.url, ...env } })
}

/** What a build that must fail says of it, with `dir` for the test's own folder. */
export async function refusal(store: SmallStore, surroundings: Surroundings = {}): Promise<string> {
  const before = photograph(store)
  const { code, stdout, stderr } = await build(store, surroundings)
  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.not.stringMatching(/^\s+at /m) as string,
  })
  expect(photograph(store)).toEqual(before)
  const lines = stderr.trimEnd().split('\n')
  return lines
    .filter((line) => !line.endsWith(' …'))
    .join('\n')
    .replaceAll(store.dir, 'dir')
}

/** All that lies in the test's own folder but the cache: kind of each path, content of files, goal of links. */
export function photograph({ dir }: SmallStore): Record<string, string> {
  const items = readdirSync(dir, { withFileTypes: true, recursive: true })
  const rows = items.map(
    (item) => [join(item.parentPath, item.name).slice(dir.length + 1), show(item)] as const,
  )
  return Object.fromEntries(rows.filter(([path]) => !/^cache(\/|$)/.test(path)).sort())
}

function show(item: Dirent): string {
  const path = join(item.parentPath, item.name)
  if (item.isSymbolicLink()) return `link to ${readlinkSync(path)}`
  if (item.isFile()) return sha256(readFileSync(path))
  return item.isDirectory() ? 'folder' : 'other'
}

/** The next build, of a zoo that was edited once more, makes the store that a build from nothing makes. */
export async function expectMended(store: SmallStore): Promise<void> {
  edit(store)
  await buildStore(store)
  const anew = { ...store, out: join(store.dir, 'anew/dist'), cache: join(store.dir, 'anew/cache') }
  await buildStore(anew)
  expect(hashFolder(store.out)).toBe(hashFolder(anew.out))
  expect(hashFolder(store.out)).not.toBe(store.hash)
}
