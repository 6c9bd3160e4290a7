/** A copy of a store at an address of its own, whose specs name that address, and whose connections may break. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { sha256 } from './folders.ts'
import type { BuiltStore } from './stores.ts'

export interface Mirror {
  url: string
  /** `GET`s with their `Range`, in order: `/x/1.0/data.tar.gz bytes=5-`. */
  requests: string[]
  /** Changes what is sent for a path; the length stays that of the answer. */
  change: (path: string, bytes: Buffer) => Buffer
  /** Bytes of an answer after which the connection breaks; Infinity: it holds. */
  cutAfter: (path: string) => number
  stop: () => void
}

export async function startMirror({ dist, url: original }: BuiltStore): Promise<Mirror> {
  const server = createServer((request, response) => answer(mirror, { dist, original }, request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const mirror: Mirror = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    change: (_, bytes) => bytes,
    cutAfter: () => Infinity,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
  return mirror
}

function answer(
  mirror: Mirror,
  { dist, original }: { dist: string; original: string },
  { url = '', headers }: IncomingMessage,
  response: ServerResponse,
): void {
  mirror.requests.push([url, ...(headers.range === undefined ? [] : [headers.range])].join(' '))
  const file = join(dist, url)
  if (!existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end()
    return
  }
  const read = readFileSync(file)
  const own = url.endsWith('.ini')
    ? Buffer.from(read.toString('utf8').replaceAll(original, mirror.url))
    : read
  const bytes = mirror.change(url, own)
  const begin = rangeBegin(headers, sha256(bytes))
  response.writeHead(begin > 0 ? 206 : 200, {
    ETag: `"${sha256(bytes)}"`,
    'Accept-Ranges': 'bytes',
    'Content-Length': bytes.length - begin,
    ...(begin > 0 && { 'Content-Range': `bytes ${begin}-${bytes.length - 1}/${bytes.length}` }),
  })
  send(response, bytes.subarray(begin), mirror.cutAfter(url))
}

function rangeBegin({ range, 'if-range': validator }: IncomingMessage['headers'], etag: string): number {
  const begin = /^bytes=(\d+)-$/.exec(range ?? '')?.[1]
  return begin !== undefined && (validator === undefined || validator === `"${etag}"`) ? Number(begin) : 0
}

function send(response: ServerResponse, bytes: Buffer, cutAfter: number): void {
  if (bytes.length <= cutAfter) response.end(bytes)
  else response.write(bytes.subarray(0, cutAfter), () => response.destroy())
}
