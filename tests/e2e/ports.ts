/**
 * Ports for servers. They lie below the range from which systems take the ports of outgoing connections, so that a port that
 * is free when a store's address is fixed is still free when the store is served.
 */
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const FIRST = 20_000
const COUNT = 12_000

/** A port of 127.0.0.1 on which nothing listens. Two runs of the tests at once begin to look at different places. */
export async function freePort(taken: readonly number[] = []): Promise<number> {
  const start = (process.pid * 7) % COUNT
  for (let step = 0; step < COUNT; step++) {
    const port = FIRST + ((start + step) % COUNT)
    if (!taken.includes(port) && (await isFree(port))) return port
  }
  throw new Error(`No port between ${FIRST} and ${FIRST + COUNT} is free.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer()
    server.once('error', () => answer(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => answer(true)))
  })
}

/** Waits until something listens on `port`, at most ten seconds. */
export async function listens(port: number): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await answers(port)) return
    await sleep(25)
  }
  throw new Error(`Nothing listens on port ${port}.`)
}

function answers(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
    socket.once('connect', () => socket.destroy())
  })
}

/** Waits until an HTTP request to `origin` is answered, at most ten seconds. Apache opens its port, closes it, and opens it again; so does Vite. */
export async function responds(origin: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const answer = await fetch(origin).catch(() => null)
    await answer?.arrayBuffer()
    if (answer !== null) return
    await sleep(25)
  }
  throw new Error(`Nothing answers at ${origin}.`)
}
