/** A build killed at any moment leaves the old store or the new one, and the next command heals what it left behind. */
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { nextDir, oldDir } from '../../src/lib/swap.ts'
import { buildArgs, buildStore, REPOSITORY, startZoopress, zoopress } from './command.ts'
import { freshFolder, hashFolder } from './folders.ts'

const folder = freshFolder('kill')
const url = 'http://localhost:8000'
const zoo = join(folder.path, 'zoo')
const cache = join(folder.path, 'cache')
const saved = { old: join(folder.path, 'saved/old'), new: join(folder.path, 'saved/new') }
const CARD = join(zoo, 'tabular-risk/README.md')
const hashes = { old: '', new: '' }

beforeAll(async () => {
  cpSync(join(REPOSITORY, 'tests/fixtures/zoo'), zoo, { recursive: true })
  await buildStore({ zoo, out: saved.old, cache, url })
  writeFileSync(CARD, readFileSync(CARD, 'utf8').replace('# Risk', '# New risk'))
  await buildStore({ zoo, out: saved.new, cache, url })
  hashes.old = hashFolder(saved.old)
  hashes.new = hashFolder(saved.new)
})
afterAll(folder.remove)

/** Puts the old store into its place. */
function oldStore(): string {
  const parent = freshFolder('killed')
  onTestFinished(parent.remove)
  const dist = join(parent.path, 'dist')
  cpSync(saved.old, dist, { recursive: true })
  return dist
}

/** Starts the build that is to replace `dist`, and gives the signal that ended it; null: nobody killed it. */
function build(dist: string, env: Record<string, string>, onStep: (text: string, kill: () => void) => void) {
  const child = startZoopress(buildArgs({ zoo, out: dist, cache, url }), { env: { STORE_URL: url, ...env } })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => onStep(text, () => child.kill('SIGKILL')))
  return new Promise<NodeJS.Signals | null>((done) => child.once('close', (_, signal) => done(signal)))
}

/** Runs a command, which heals, and tells which store then stands, with nothing beside it. */
async function standingAfter(command: 'check' | 'build', dist: string): Promise<string> {
  const args = buildArgs({ zoo, out: dist, cache, url }).slice(1)
  const { code, stderr } = await zoopress([command, ...args], { env: { STORE_URL: url } })
  expect([code, stderr]).toEqual([0, expect.any(String)])
  expect(readdirSync(dirname(dist))).toEqual(['dist'])
  const hash = hashFolder(dist)
  return hash === hashes.old ? 'old' : hash === hashes.new ? 'new' : 'neither'
}

describe('a killed build leaves the old store', () => {
  it.each([
    { step: 'Packing', wait: 0 },
    // In the middle of the pages.
    { step: 'Writing', wait: 300 },
  ])('when it is killed $wait ms after it has said “$step …”', async ({ step, wait }) => {
    const dist = oldStore()
    const signal = await build(dist, {}, (text, kill) => {
      if (text.includes(step)) void sleep(wait).then(kill)
    })
    expect(signal).toBe('SIGKILL')
    expect(hashFolder(dist)).toBe(hashes.old)
    expect(await standingAfter('check', dist)).toBe('old')
  })
})

/** The two renames of a swap, with the store that is found after each command. */
const RENAMES = [
  { at: 'before', from: 'dist', to: 'old', healer: 'check', store: 'old' },
  { at: 'after', from: 'dist', to: 'old', healer: 'check', store: 'old' },
  { at: 'after', from: 'dist', to: 'old', healer: 'build', store: 'new' },
  { at: 'after', from: 'new', to: 'dist', healer: 'check', store: 'new' },
] as const

describe('a build killed in the middle of its swap', () => {
  it.each(RENAMES)('$at the rename of $from to $to leaves the $store store after a $healer', async (row) => {
    const dist = oldStore()
    const paths = { dist, old: oldDir(dist), new: nextDir(dist) }
    const env = {
      NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'kill-at.mjs')).href}`,
      KILL_AT: row.at,
      KILL_FROM: paths[row.from],
      KILL_TO: paths[row.to],
    }
    expect(await build(dist, env, () => undefined)).toBe('SIGKILL')
    expect(await standingAfter(row.healer, dist)).toBe(row.store)
  })
})
