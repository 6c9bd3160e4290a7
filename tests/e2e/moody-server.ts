/** A server that serves a folder, with Range and ETag, and has a mood for each path. */
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** `hold`: half of the file, and then nothing; `cut`: half of it, and the connection breaks; `tamper`: one bit is another. */
export type Mood = 'hold' | 'cut' | 'tamper'

export interface MoodyServer {
  url: string
  /** By path, such as `/liver/1.0/weights.tar.gz`; a mood lasts for one answer unless it is `tamper`. */
  moods: Map<string, Mood>
  /** Path, and `Range` where one was asked for. */
  asked: string[]
  /** Resolves once half of a held file has been sent. */
  held: () => Promise<void>
  /** What is served from now on. */
  root: string
  stop: () => Promise<void>
}

export async function startMoodyServer(root: string): Promise<MoodyServer> {
  const holding: { held?: () => void } = {}
  const held = new Promise<void>((resolve) => (holding.held = resolve))
  const server = createServer((request, response) => answer(moody, request, response, () => holding.held?.()))
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  const moody: MoodyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ root, moods: new Map(), asked: [], held: () => held },
    stop: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
  return moody
}

function answer(
  moody: MoodyServer,
  request: IncomingMessage,
  response: ServerResponse,
  held: () => void,
): void {
  const path = decodeURIComponent(new URL(request.url ?? '/', moody.url).pathname)
  const { range } = request.headers
  moody.asked.push(range === undefined ? path : `${path} ${range}`)
  const file = join(moody.root, path)
  const size = statSync(file, { throwIfNoEntry: false })?.size
  if (size === undefined || path.endsWith('/')) return void response.writeHead(404).end()
  const mood = moody.moods.get(path)
  if (mood === 'tamper') {
    tampered(file, response)
    return
  }
  moody.moods.delete(path)
  const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
  response.writeHead(start === 0 ? 200 : 206, {
    'content-length': size - start,
    etag: `"${size}"`,
    'accept-ranges': 'bytes',
    ...(start > 0 && { 'content-range': `bytes ${start}-${size - 1}/${size}` }),
  })
  if (mood === undefined) return void createReadStream(file, { start }).pipe(response)
  const half = readFileSync(file).subarray(start, start + Math.ceil((size - start) / 2))
  response.write(half, () => {
    if (mood === 'cut') response.destroy()
    else held()
  })
}

function tampered(file: string, response: ServerResponse): void {
  const bytes = readFileSync(file)
  bytes[bytes.length >> 1]! ^= 1
  response.writeHead(200, { 'content-length': bytes.length }).end(bytes)
}
