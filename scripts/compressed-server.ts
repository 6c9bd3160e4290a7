/** The store as hosts on the web send it: texts compressed with gzip (docs/hosting.md), all else as `npm run serve` sends it. */
import { existsSync, readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'
import { decodePath } from '../src/lib/markdown.ts'
import { serveStore } from './static-server.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml; charset=utf-8',
}

/** For measuring on this machine: files are read whole, and every request is believed. */
export function serveCompressed(dir: string): RequestListener {
  const serve = serveStore(dir)
  return (request, response) => {
    const path = normalize(decodePath((request.url ?? '/').replace(/[?#].*$/s, '')))
    const file = join(dir, path.endsWith('/') ? `${path}index.html` : path)
    const type = TYPES[extname(file)]
    if (type === undefined || path.startsWith('..') || !existsSync(file)) {
      serve(request, response)
      return
    }
    const body = gzipSync(readFileSync(file))
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Encoding': 'gzip',
      'Content-Length': body.length,
    })
    response.end(body)
  }
}
