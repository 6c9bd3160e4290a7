/** One request for what is missing of a file. */
import { HttpFault } from '../../lib/http-fault.ts'
import { countReceived } from './freed-memory.ts'
import type { Network } from './network.ts'
import type { PartFile } from './part-file.ts'
import { strongEtag, urlKey, type Origin } from './part-origin.ts'
import { request, type Answer } from './request.ts'
import type { Telling, Wanted } from './wanted.ts'

/** What came is not what was wanted; no further try of this address mends that. */
export class WrongFile extends HttpFault {
  override name = 'WrongFile'

  constructor(message: string) {
    super(message, 200)
  }
}

/** The server cannot go on where the part ends: it must be asked for everything. */
export class StartOver extends HttpFault {
  override name = 'StartOver'
}

/** A file whose length neither store nor server tell. */
const MOST_BYTES = 1e12

export interface Fill {
  wanted: Wanted
  url: string
  network: Network
  part: PartFile
  telling: Telling
}

/** Brings the part to its full length. @throws HttpFault, Interrupted, DiskFault */
export async function fillPart(fill: Fill): Promise<void> {
  const { wanted, url, network, part } = fill
  if (part.have > (wanted.size ?? Infinity) || !fits(part.origin, wanted, url)) await startOver(fill)
  // Only the sum tells that nothing is missing; a length does not.
  if (wanted.sha256 !== null && part.have === wanted.size) return
  const headers = part.have > 0 ? rangeHeaders(part, url) : {}
  const accepted = part.have > 0 ? [200, 206, 416] : [200]
  await request({ url, namedBy: wanted.namedBy, headers, accepted }, network, (answer) => {
    if (answer.status === 200) return fromStart(fill, answer)
    if (answer.status === 206) return fromHere(fill, answer)
    return beyondEnd(fill, answer)
  })
}

/** Whether what is there may be the beginning of what this address has. */
function fits(origin: Origin | null, { size, sha256 }: Wanted, url: string): boolean {
  if (origin?.size !== size || origin.sha256 !== sha256) return false
  return sha256 !== null || (origin.urlKey === urlKey(url) && origin.etag !== null)
}

/** https://www.rfc-editor.org/rfc/rfc9110#field.if-range */
function rangeHeaders({ have, origin }: PartFile, url: string): Record<string, string> {
  const range = { Range: `bytes=${have}-` }
  // Another address has tags of its own; there the sum at the end is what counts.
  return origin?.urlKey === urlKey(url) && origin.etag !== null
    ? { ...range, 'If-Range': origin.etag }
    : range
}

async function fromStart(fill: Fill, { headers, body }: Answer): Promise<void> {
  const { wanted, url, part, telling } = fill
  const { size, sha256 } = wanted
  const announced = headers['content-length'] === undefined ? null : Number(headers['content-length'])
  if (size !== null && announced !== null && announced !== size)
    throw new WrongFile(`the file has ${announced} bytes there, not the ${size} that it should have`)
  if (part.have > 0)
    telling.note('The server cannot go on where the last transfer stopped, so it begins again.')
  await startOver(fill, { urlKey: urlKey(url), etag: strongEtag(headers.etag), size, sha256 })
  telling.begin(0, size ?? announced)
  await receive(fill, size ?? announced ?? MOST_BYTES, body)
  if (size === null || part.have === size) return
  const fault = new WrongFile(`the file has ${part.have} bytes there, not the ${size} that it should have`)
  await startOver(fill)
  throw fault
}

async function fromHere(fill: Fill, { headers, body }: Answer): Promise<void> {
  const { wanted, part, telling } = fill
  const range = parseContentRange(headers['content-range'])
  const etag = strongEtag(headers.etag)
  const isSame = wanted.sha256 !== null || (etag !== null && etag === part.origin?.etag)
  const hasTotal = range !== null && range.total === (wanted.size ?? range.total)
  if (range?.start !== part.have || !hasTotal || !isSame)
    throw new StartOver('the server answers with another part of the file than it was asked for')
  telling.begin(part.have, range.total)
  part.isPieced = true
  await receive(fill, range.total - part.have, body)
  if (part.have < range.total)
    throw new HttpFault(`the server sent no more than ${part.have} of ${range.total} bytes`)
}

/** 416: nothing comes after the part. */
function beyondEnd({ wanted, part, telling }: Fill, { headers }: Answer): Promise<void> {
  const total = /^bytes \*\/(\d{1,15})$/.exec(headers['content-range'] ?? '')?.[1]
  if (Number(total) !== part.have || part.have !== (wanted.size ?? part.have))
    throw new StartOver('the server has less of the file than lies here')
  telling.begin(part.have, part.have)
  return Promise.resolve()
}

async function receive(fill: Fill, most: number, body: Answer['body']): Promise<void> {
  const { part, telling } = fill
  const take = (chunk: Buffer) => {
    part.append(chunk)
    countReceived(chunk.length)
    telling.bytes(chunk.length)
  }
  try {
    await body(most, take)
  } catch (error) {
    // More bytes than the file has: none of them can be told to be right.
    if (error instanceof HttpFault && error.status === 200) await startOver(fill)
    throw error
  }
}

/** What came so far is of no use. `origin`: what comes now is part of. */
export async function startOver({ part, telling }: Fill, origin: Origin | null = null): Promise<void> {
  telling.bytes(-part.have)
  await part.restart(origin)
}

/** `bytes 100-199/200`, with a total. */
export function parseContentRange(header: string | undefined): { start: number; total: number } | null {
  const [, start, end, total] = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(header ?? '') ?? []
  if (start === undefined || Number(start) > Number(end) || Number(end) >= Number(total)) return null
  return { start: Number(start), total: Number(total) }
}
