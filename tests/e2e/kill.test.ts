/** A build killed at any moment leaves the old store or the new one, and the next command heals what it left behind. */
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
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
function build(dist: string, killAt: Record<string, string>, cacheDir = cache) {
  const env = {
    STORE_URL: url,
    NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'kill-at.mjs')).href}`,
    ...killAt,
  }
  const child = startZoopress(buildArgs({ zoo, out: dist, cache: cacheDir, url }), { env })
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
  it.each([1, 7, 40, 60])('when it is killed at the %dth file of the new tree', async (count) => {
    const dist = oldStore()
    const signal = await build(dist, { KILL_BELOW: nextDir(dist), KILL_COUNT: `${count}` })
    expect(signal).toBe('SIGKILL')
    expect(hashFolder(dist)).toBe(hashes.old)
    expect(await standingAfter('check', dist)).toBe('old')
  })

  it.each([1, 3, 9])(
    'when it is killed at the %dth file of the cache, which a later build does not trust',
    async (count) => {
      const dist = oldStore()
      const fresh = freshFolder('killed-cache')
      onTestFinished(fresh.remove)
      const signal = await build(dist, { KILL_BELOW: fresh.path, KILL_COUNT: `${count}` }, fresh.path)
      expect(signal).toBe('SIGKILL')
      expect(hashFolder(dist)).toBe(hashes.old)
      const { code } = await zoopress(buildArgs({ zoo, out: dist, cache: fresh.path, url }), {
        env: { STORE_URL: url },
      })
      expect([code, hashFolder(dist)]).toEqual([0, hashes.new])
    },
  )
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
    const moment = { KILL_AT: row.at, KILL_FROM: paths[row.from], KILL_TO: paths[row.to] }
    expect(await build(dist, moment)).toBe('SIGKILL')
    expect(await standingAfter(row.healer, dist)).toBe(row.store)
  })
})
