/** A proxy on this machine, for http: (whole addresses) and for https: (CONNECT). */
import { createServer, request as ask, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import { listen } from './misbehaving-server.ts'

export interface StartedProxy {
  /** `127.0.0.1:1234`. */
  host: string
  /** `GET http://…` and `CONNECT …`, in order. */
  asked: string[]
  /** The last Proxy-Authorization. */
  authorization: () => string | undefined
}

/** `status`: what it answers instead of doing its work. */
export async function startProxy(status: number | null = null): Promise<StartedProxy> {
  const asked: string[] = []
  let last: string | undefined
  const hear = ({ method, url, headers }: IncomingMessage) => {
    asked.push(`${method} ${url}`)
    last = headers['proxy-authorization']
  }
  const server = createServer((request, response) => {
    hear(request)
    if (status !== null) return void response.writeHead(status).end()
    const onward = ask(request.url!, { headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy()).end()
  })
  server.on('connect', (request: IncomingMessage, socket) => {
    hear(request)
    if (status !== null) return void socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`)
    const { hostname, port } = new URL(`http://${request.url}`)
    const onward = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    const hangUp = () => [onward, socket].forEach((end) => end.destroy())
    onTestFinished(hangUp)
    onward.on('error', hangUp)
    socket.on('error', hangUp)
  })
  const port = await listen(server)
  onTestFinished(() => server.closeAllConnections())
  return { host: `127.0.0.1:${port}`, asked, authorization: () => last }
}
