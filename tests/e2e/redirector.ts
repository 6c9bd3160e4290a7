/** A host that has moved: every request is answered with the address of another. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Redirects `<origin>/<path>` to `<to>/<path>`. */
export async function startRedirector(to: string): Promise<{ origin: string; stop: () => void }> {
  const server = createServer((request, response) => {
    response.writeHead(301, { Location: `${to}${request.url ?? '/'}` }).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}
