/** A web server of a test's own, which knows no more than it is told, and the client's view of the world. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Network } from '../../../src/client/net/network.ts'
import type { OpenOptions } from '../../../src/client/store/open-store.ts'
import type { Surroundings } from '../../../src/client/surroundings.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'

/** Path below the server, without a leading slash, and what it answers with; a number is a status. */
export type Files = Record<string, string | Buffer | number>

export interface TestServer {
  /** Without a slash at its end. */
  url: string
  /** May be changed while the server runs. */
  files: Files
  /** Paths that were asked for, in their order. */
  asked: string[]
}

/** What is not among `files` is answered with 404, or with `otherwise`. */
export async function serve(
  files: Files,
  otherwise?: (response: ServerResponse) => void,
): Promise<TestServer> {
  const state: TestServer = { url: '', files, asked: [] }
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const path = decodeURIComponent((request.url ?? '/').slice(1))
    state.asked.push(path)
    const found = Object.hasOwn(state.files, path) ? state.files[path]! : 404
    if (typeof found !== 'number') response.end(found)
    else if (otherwise !== undefined && found === 404) otherwise(response)
    else response.writeHead(found).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  )
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return state
}

export interface TestSurroundings extends Surroundings {
  /** What was printed. */
  printed: { out: string[]; err: string[] }
}

/** A home of the test's own, and nothing from outside. */
export function testSurroundings(overrides: Partial<Surroundings> = {}): TestSurroundings {
  const printed = { out: [] as string[], err: [] as string[] }
  const home = freshFolder()
  return {
    env: {},
    homeDir: home,
    workDir: home,
    now: () => Date.parse('2026-11-21T12:00:00Z'),
    out: (text) => void printed.out.push(text),
    err: (text) => void printed.err.push(text),
    signal: new AbortController().signal,
    printed,
    ...overrides,
  }
}

/** With little patience, so that faults come soon. */
export function testOptions(surroundings: Surroundings, pubkey?: string): OpenOptions {
  const { env, signal } = surroundings
  const network: Network = { env, patience: { idleMs: 5000, pauseMs: 1, tries: 2 }, signal }
  return { network, surroundings, ...(pubkey !== undefined && { pubkey }) }
}
