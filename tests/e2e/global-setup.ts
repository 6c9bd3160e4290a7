/** Builds the shared stores before the end-to-end tests, and finds out which servers this machine has. */
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildStore, REPOSITORY } from './command.ts'
import { freshFolder } from './folders.ts'
import { freePort } from './ports.ts'
import { findServers } from './servers.ts'
import type { BuiltStore } from './stores.ts'

export async function setup(project: TestProject): Promise<() => void> {
  const folder = freshFolder('e2e')
  // Apache reads the stores as another user.
  chmodSync(folder.path, 0o755)
  const zoo = join(folder.path, 'zoo')
  cpSync(join(REPOSITORY, 'tests/fixtures/zoo'), zoo, { recursive: true })
  addLargeFiles(zoo)
  const ports = await freePort().then(async (first) => [first, await freePort([first])] as const)
  const stores = [planStore(folder.path, ports[0], ''), planStore(folder.path, ports[1], '/sub/zoo')]
  for (const store of stores) await build(store, zoo, join(folder.path, 'cache'))
  project.provide('zoo', zoo)
  project.provide('stores', stores)
  const servers = await findServers()
  console.log(`End-to-end tests run on these servers: ${servers.join(', ')}.`)
  project.provide('servers', servers)
  return folder.remove
}

function planStore(folder: string, port: number, base: string): BuiltStore {
  const name = base === '' ? 'root' : 'sub-path'
  const served = join(folder, name)
  return { name, served, dist: join(served, base), port, base, url: `http://127.0.0.1:${port}${base}` }
}

async function build(store: BuiltStore, zoo: string, cache: string): Promise<void> {
  mkdirSync(dirname(store.dist), { recursive: true })
  // What a lab's web site has at its root; our own server serves nothing that has no front page.
  if (store.base !== '') writeFileSync(join(store.served, 'index.html'), '<title>The lab</title>')
  await buildStore({ zoo, out: store.dist, cache, url: store.url })
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
