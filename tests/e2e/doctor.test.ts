/**
 * `npm run doctor` at the servers that stores are met on: with their defaults (docs/clients.md has the same facts from the clients'
 * side), and with the files of `hosting/`, where every client works.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { examine, type Diagnosis } from '../../src/doctor/examine.ts'
import { zoopress } from './command.ts'
import { freshFolder } from './folders.ts'
import { INSTALLED_RECIPES, RECIPES } from './hosting-servers.ts'
import { freePort } from './ports.ts'
import { start, startServer, type RunningServer, type ServerName } from './servers.ts'
import { copyStore } from './store-copy.ts'
import type { BuiltStore } from './stores.ts'

const folder = freshFolder('doctor')
let port = 0
let store: BuiltStore

/** One port for all servers, one after the other, and a store that was built for it, as far as its sitemap says. */
beforeAll(async () => {
  const built = inject('stores').find(({ name }) => name === 'root')!
  store = copyStore(built, folder.path)
  port = await freePort(inject('stores').map((other) => other.port))
  const path = join(store.dist, 'sitemap.xml')
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(built.url, `http://127.0.0.1:${port}`))
})
afterAll(folder.remove)

async function visit(server: RunningServer): Promise<Diagnosis> {
  try {
    return await examine(new URL(`${server.origin}/`))
  } finally {
    await server.stop()
  }
}

/** What is amiss, and how the clients fare that the store has entries for, where they do not simply work. */
function table({ checks, clients, host }: Diagnosis) {
  const sick = checks.filter(({ state }) => state === 'bad' || state === 'poor').map(({ name }) => name)
  const spoilt = clients.filter(({ works, isWanted }) => isWanted && works !== 'works')
  return { sick, spoilt: spoilt.map(({ name, works }) => `${name} ${works}`), host: host?.fits ?? null }
}

/** Without ranges. */
const BROKEN_OFF = ['zoopress partly', 'curl -C - partly', 'aria2 partly']
const DEFAULTS: Record<ServerName, ReturnType<typeof table>> = {
  python3: { sick: ['range', 'validator', 'types', 'policy', 'cache'], spoilt: BROKEN_OFF, host: 'python' },
  python2: {
    sick: ['range', 'validator', 'missing-length', 'types', 'policy', 'cache'],
    spoilt: ['DIGITS 5, 6 partly', ...BROKEN_OFF],
    host: 'python',
  },
  serve: { sick: ['validator', 'cache'], spoilt: [], host: null },
  nginx: {
    sick: ['missing-length', 'types', 'policy', 'cache'],
    spoilt: ['DIGITS 5, 6 partly'],
    host: 'nginx',
  },
  apache: {
    sick: ['digits-length', 'types', 'policy', 'cache'],
    spoilt: ['DIGITS 5, 6 partly'],
    host: 'apache',
  },
}

describe('the doctor', () => {
  it.each(inject('servers'))('tells what clients meet at %s as it is installed', async (name) => {
    expect(table(await visit(await startServer(name, store.served, port)))).toEqual(DEFAULTS[name])
  })

  it.each(INSTALLED_RECIPES)('finds nothing amiss with hosting/%s', async (recipe) => {
    const { sick, spoilt } = table(await visit(await start(recipe, RECIPES[recipe]!(''), store.served, port)))
    expect({ sick, spoilt }).toEqual({ sick: [], spoilt: [] })
  })

  it('ends with 1 where a client of the store will fail, and prints no line that is too long', async () => {
    const server = await startServer('serve', inject('stores')[0]!.served)
    const { code, stdout, stderr } = await zoopress(['doctor', server.origin])
    const { stdout: json } = await zoopress(['doctor', server.origin, '--json'])
    await server.stop()
    expect([code, stderr]).toEqual([1, ''])
    expect(stdout).toMatch(/NiftyNet 0\.5\.0, 0\.6\.0 +FAILS +address/)
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(JSON.parse(json)).toMatchObject({ isWell: false, models: expect.any(Number) as number })
  })
})
