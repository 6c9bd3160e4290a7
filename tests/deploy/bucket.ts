/**
 * A bucket of the test's own: s3rver, and before it a layer that notes requests, cuts connections, and answers the two questions about
 * unfinished uploads that s3rver does not know.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import S3rver from 's3rver'
import { onTestFinished } from 'vitest'
import { freshFolder } from '../lib/fresh-folder.ts'

export interface TestBucket {
  endpoint: string
  /** `PUT zoo/index.html`, `PART zoo/a.tar.gz 2`, `DELETE …`, of those that were let through. */
  log: string[]
  /** Lets so many more writing requests through and then breaks every connection; Infinity: all. */
  allowed: number
  /** What it makes of `If-None-Match: *`: servers differ. */
  conditions: 'ignored' | 'obeyed' | 'refused'
}

interface Begun {
  id: string
  key: string
  /** ETag and size, by number. */
  parts: Map<number, { etag: string; size: number }>
}

export const BUCKET = 'models'

export async function startBucket(): Promise<TestBucket> {
  const rver = new S3rver({
    ...{ silent: true, directory: freshFolder(), vhostBuckets: false, configureBuckets: [{ name: BUCKET }] },
  })
  await rver.configureBuckets()
  const answer = rver.callback()
  const begun: Begun[] = []
  const bucket: TestBucket = { endpoint: '', log: [], allowed: Infinity, conditions: 'ignored' }
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://bucket.test')
    const key = decodeURIComponent(url.pathname.slice(`/${BUCKET}/`.length))
    if (request.method === 'GET' && url.searchParams.has('uploads')) {
      answerUploads(begun, url.searchParams.get('prefix')!, response)
      return
    }
    if (request.method === 'GET' && url.searchParams.has('uploadId')) {
      answerParts(begun, url.searchParams.get('uploadId')!, response)
      return
    }
    if (request.method === 'PUT' || request.method === 'POST' || request.method === 'DELETE') {
      if (bucket.allowed <= 0) return void request.socket.destroy()
      if (isRefused(bucket, key, request)) {
        refuse(bucket, request, response)
        return
      }
      bucket.allowed--
      bucket.log.push(nameOf(request.method, key, url))
      note(begun, { key, url, request, response })
    }
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  bucket.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return bucket
}

/** As far as this server went, a key that was put by one request or by parts is there. */
function isRefused({ conditions, log }: TestBucket, key: string, { headers }: IncomingMessage): boolean {
  if (headers['if-none-match'] !== '*' || conditions === 'ignored') return false
  return conditions === 'refused' || log.includes(`PUT ${key}`) || log.includes(`COMPLETE ${key}`)
}

function refuse({ conditions }: TestBucket, request: IncomingMessage, response: ServerResponse): void {
  const [status, code] = conditions === 'refused' ? [501, 'NotImplemented'] : [412, 'PreconditionFailed']
  request.resume()
  response.statusCode = status
  xml(response, 'Error', `<Code>${code}</Code><Message>No.</Message>`)
}

function nameOf(method: string, key: string, { searchParams }: URL): string {
  if (searchParams.has('partNumber')) return `PART ${key} ${searchParams.get('partNumber')!}`
  if (searchParams.has('uploads')) return `BEGIN ${key}`
  return searchParams.has('uploadId')
    ? `${method === 'POST' ? 'COMPLETE' : 'ABORT'} ${key}`
    : `${method} ${key}`
}

interface Exchange {
  key: string
  url: URL
  request: IncomingMessage
  response: ServerResponse
}

/** Remembers what a real server would tell of unfinished uploads. */
function note(begun: Begun[], { key, url, request, response }: Exchange): void {
  const id = url.searchParams.get('uploadId')
  const size = Number(request.headers['content-length'])
  const parts: Buffer[] = []
  const end = response.end.bind(response)
  response.end = ((chunk?: unknown, ...rest: never[]) => {
    if (typeof chunk === 'string') parts.push(Buffer.from(chunk))
    if (url.searchParams.has('uploads')) {
      const found = /<UploadId>([^<]+)</.exec(Buffer.concat(parts).toString())?.[1]
      if (found !== undefined) begun.push({ id: found, key, parts: new Map() })
    }
    const etag = String(response.getHeader('etag'))
    if (url.searchParams.has('partNumber') && response.statusCode === 200)
      begun
        .find((one) => one.id === id)
        ?.parts.set(Number(url.searchParams.get('partNumber')), { etag, size })
    if (request.method === 'POST' && id !== null)
      begun.splice(
        begun.findIndex((one) => one.id === id),
        1,
      )
    return end(chunk as string, ...rest)
  }) as typeof response.end
}

function answerUploads(begun: readonly Begun[], prefix: string, response: ServerResponse): void {
  const found = begun.filter(({ key }) => key.startsWith(prefix))
  const uploads = found.map(({ id, key }) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`)
  xml(response, 'ListMultipartUploadsResult', uploads.join(''))
}

function answerParts(begun: readonly Begun[], id: string, response: ServerResponse): void {
  const parts = [...(begun.find((one) => one.id === id)?.parts ?? [])].map(
    ([number, { etag, size }]) =>
      `<Part><PartNumber>${number}</PartNumber><ETag>${etag.replaceAll('"', '&quot;')}</ETag><Size>${size}</Size></Part>`,
  )
  xml(response, 'ListPartsResult', `<IsTruncated>false</IsTruncated>${parts.join('')}`)
}

function xml(response: ServerResponse, root: string, content: string): void {
  response
    .setHeader('Content-Type', 'application/xml')
    .end(`<?xml version="1.0"?><${root}>${content}</${root}>`)
}
