/** A store of one test file's own, at the address that its specs name: for clients that follow absolute addresses. */
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { buildStore, REPOSITORY } from './command.ts'
import { freshFolder } from './folders.ts'
import { freePort } from './ports.ts'
import { type RunningServer, startServer } from './servers.ts'

export interface OwnStore {
  /** Without a slash at its end; known once the tests run. */
  url: string
  dist: string
}

/** Built from the fixture zoo, and served by our own server while the tests of the surrounding `describe` run. */
export function useOwnStore(): OwnStore {
  const folder = freshFolder('own-store')
  const store: OwnStore = { url: '', dist: join(folder.path, 'dist') }
  let server: RunningServer | null = null
  beforeAll(async () => {
    const port = await freePort()
    store.url = `http://127.0.0.1:${port}`
    const zoo = join(REPOSITORY, 'tests/fixtures/zoo')
    await buildStore({ zoo, out: store.dist, cache: join(folder.path, 'cache'), url: store.url })
    server = await startServer('serve', store.dist, port)
  })
  afterAll(async () => {
    await server?.stop()
    folder.remove()
  })
  return store
}
