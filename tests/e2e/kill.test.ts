/** A build killed at any moment leaves the old store or the new one, and the next command heals what it left behind. */
import { cpSync, existsSync, readFileSync, readdirSync, renameSync, watch, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildArgs, buildStore, finished, REPOSITORY, startZoopress, zoopress } from './command.ts'
import { freshFolder, hashFolder } from './folders.ts'

const folder = freshFolder('kill')
const url = 'http://localhost:8000'
const zoo = join(folder.path, 'zoo')
const cache = join(folder.path, 'cache')
const saved = { old: join(folder.path, 'saved/old'), new: join(folder.path, 'saved/new') }
const out = join(folder.path, 'store/dist')
const CARD = join(zoo, 'tabular-risk/README.md')

const hashes = { old: '', new: '' }
/** Milliseconds that one whole build takes. */
let duration = 0

beforeAll(async () => {
  cpSync(join(REPOSITORY, 'tests/fixtures/zoo'), zoo, { recursive: true })
  await buildStore({ zoo, out: saved.old, cache, url })
  writeFileSync(CARD, readFileSync(CARD, 'utf8').replace('# Risk', '# New risk'))
  const start = performance.now()
  await buildStore({ zoo, out: saved.new, cache, url })
  duration = performance.now() - start
  hashes.old = hashFolder(saved.old)
  hashes.new = hashFolder(saved.new)
})
afterAll(folder.remove)

/** Puts the old store into its place, and starts the build that is to replace it. */
function startBuild() {
  const parent = freshFolder('killed')
  const dist = join(parent.path, 'dist')
  cpSync(saved.old, dist, { recursive: true })
  const child = startZoopress(buildArgs({ zoo, out: dist, cache, url }), { env: { STORE_URL: url } })
  return { child, dist, remove: parent.remove }
}

/** Runs `check`, which heals, and tells which store then stands. */
async function healed(dist: string): Promise<string> {
  const check = await zoopress(['check', '--zoo', zoo, '--out', dist, '--cache', cache])
  expect(check.code).toBe(0)
  expect(readdirSync(dirname(dist))).toEqual(['dist'])
  const hash = hashFolder(dist)
  return hash === hashes.old ? 'old' : hash === hashes.new ? 'new' : 'neither'
}

const MOMENTS = [0.3, 0.6, 0.75, 0.85, 0.95, 1]

describe('a killed build', () => {
  it.each(MOMENTS)(
    'leaves the old or the new store when it is killed after %d of its time',
    async (moment) => {
      const { child, dist, remove } = startBuild()
      const end = finished(child)
      await sleep(duration * moment)
      child.kill('SIGKILL')
      await end
      expect(['old', 'new']).toContain(await healed(dist))
      remove()
    },
  )

  it.each(['dist.old', 'dist'])(
    'leaves the old or the new store when it is killed as soon as %s is renamed',
    async (name) => {
      const { child, dist, remove } = startBuild()
      const watcher = watch(dirname(dist), (_, changed) => {
        if (changed === name) child.kill('SIGKILL')
      })
      await finished(child)
      watcher.close()
      expect(['old', 'new']).toContain(await healed(dist))
      remove()
    },
  )

  it('is followed by a build that succeeds', async () => {
    const { child, dist, remove } = startBuild()
    const end = finished(child)
    await sleep(duration / 2)
    child.kill('SIGKILL')
    await end
    await buildStore({ zoo, out: dist, cache, url })
    expect(hashFolder(dist)).toBe(hashes.new)
    remove()
  })
})

describe('a build killed between its two renames', () => {
  it.each(['check', 'build'])('is healed by the next %s', async (command) => {
    cpSync(saved.old, out, { recursive: true })
    cpSync(saved.new, `${out}.new`, { recursive: true })
    renameSync(out, `${out}.old`)
    const result = await zoopress([command, ...buildArgs({ zoo, out, cache, url }).slice(1)], {
      env: { STORE_URL: url },
    })
    expect(result.code).toBe(0)
    expect(existsSync(join(out, 'SHA256SUMS'))).toBe(true)
    expect(hashFolder(out)).toBe(command === 'check' ? hashes.old : hashes.new)
    expect(readdirSync(dirname(out))).toEqual(['dist'])
  })
})
