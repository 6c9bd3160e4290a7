/** Builds the shared stores before the end-to-end tests, and finds out which servers this machine has. */
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildStore, REPOSITORY } from './command.ts'
import { freshFolder } from './folders.ts'
import { freePort } from './ports.ts'
import { findServers } from './servers.ts'
import type { BuiltStore } from './stores.ts'
import { HOSTED, write, writeTrapZoo } from './trap-zoo.ts'

export async function setup(project: TestProject): Promise<() => void> {
  const servers = await findServers()
  console.log(`End-to-end tests run on these servers: ${servers.join(', ')}.`)
  const folder = freshFolder('e2e')
  // Apache reads the stores as another user.
  chmodSync(folder.path, 0o755)
  const zoo = join(folder.path, 'zoo')
  cpSync(join(REPOSITORY, 'tests/fixtures/zoo'), zoo, { recursive: true })
  addLargeFiles(zoo)
  const ports = await freePorts(3)
  const stores = [
    planStore(folder.path, 'root', ports[0]!, ''),
    planStore(folder.path, 'sub-path', ports[1]!, '/sub/zoo'),
  ]
  for (const store of stores) await build(store, zoo, join(folder.path, 'cache'))
  const traps = planStore(folder.path, 'traps', ports[2]!, '/traps')
  writeTraps(traps, join(folder.path, 'trap-zoo'))
  await build(traps, join(folder.path, 'trap-zoo'), join(folder.path, 'trap-cache'))
  project.provide('zoo', zoo)
  project.provide('stores', stores)
  project.provide('traps', traps)
  project.provide('servers', servers)
  return folder.remove
}

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = []
  while (ports.length < count) ports.push(await freePort(ports))
  return ports
}

function planStore(folder: string, name: string, port: number, base: string): BuiltStore {
  const served = join(folder, name)
  return { name, served, dist: join(served, base), port, base, url: `http://127.0.0.1:${port}${base}` }
}

async function build(store: BuiltStore, zoo: string, cache: string): Promise<void> {
  mkdirSync(dirname(store.dist), { recursive: true })
  // What a lab's web site has at its root; our own server serves nothing that has no front page.
  if (store.base !== '') writeFileSync(join(store.served, 'index.html'), '<title>The lab</title>')
  await buildStore({ zoo, out: store.dist, cache, url: store.url })
}

/** The zoo of traps, and beside its store the files that are hosted elsewhere. */
function writeTraps({ served, port }: BuiltStore, zoo: string): void {
  writeTrapZoo(zoo, `http://127.0.0.1:${port}/hosted`)
  for (const [name, content] of Object.entries(HOSTED)) write(join(served, 'hosted', name), content)
}

/** Files of more than one block of every stream between the zoo and a client; too large to keep in the repository. */
function addLargeFiles(zoo: string): void {
  writeFileSync(join(zoo, 'spleen_unet/weights/models/model.ckpt-3.data-00000-of-00001'), noise(3_000_001))
  writeFileSync(join(zoo, 'lenet_tiny/snapshot_iter_10.caffemodel'), noise(1_500_003))
}

/** Bytes that no coder can make smaller, the same on every machine. */
function noise(size: number): Buffer {
  const bytes = Buffer.alloc(size)
  let state = 0x9e3779b9
  for (let at = 0; at < size; at++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[at] = state & 0xff
  }
  return bytes
}
