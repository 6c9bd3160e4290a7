/** A NiftyNet zoo of a test's own, on a free port. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A body for status 200, or a status without one. */
export type Answer = string | Buffer | number

export interface ZooServer {
  url: string
  /** Path → answer; all else is a 404. May be changed while it runs. */
  files: Record<string, Answer>
  /** Paths, in order. */
  requests: string[]
  /** Nobody answers any more. */
  stop: () => Promise<void>
}

/** `%URL%` in texts stands for the server's own address. */
export async function startZoo(files: Record<string, Answer> = {}): Promise<ZooServer> {
  const requests: string[] = []
  const server: Server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.push(path)
    const answer = Object.hasOwn(zoo.files, path) ? zoo.files[path]! : 404
    if (typeof answer === 'number') response.writeHead(answer).end()
    else response.end(typeof answer === 'string' ? answer.replaceAll('%URL%', zoo.url) : answer)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  const zoo = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, files, requests, stop }
  onTestFinished(stop)
  return zoo
}
