/** Asks one address whether its file still answers, with the size that the card states, or, in full, with its sum. */
import { createHash } from 'node:crypto'
import { countReceived } from '../../client/net/freed-memory.ts'
import { parseContentRange } from '../../client/net/fill-part.ts'
import { sentenceOf, showUrl } from '../../client/net/network-fault.ts'
import type { Network } from '../../client/net/network.ts'
import { pause, pauseAfter } from '../../client/net/pause.ts'
import { request, type Answer } from '../../client/net/request.ts'
import { HttpFault } from '../../lib/http-fault.ts'
import type { RemoteFile } from './remote-files.ts'

export interface AskOptions {
  /** The sum too: everything is downloaded, and thrown away. */
  full: boolean
  /** The store's address: where that is public, the file's must be. */
  storeUrl: string
  network: Network
}

export interface Asked {
  fault: string | null
  bytes: number
  /** Null: the one that was asked. */
  host: string | null
}

/** Faults that may pass are tried again. Never throws for what servers do. @throws Interrupted */
export async function askRemote(file: RemoteFile, options: AskOptions): Promise<Asked> {
  const { network } = options
  for (let tried = 1; ; tried++) {
    try {
      return await askOnce(file, options)
    } catch (error) {
      if (!(error instanceof HttpFault)) throw error
      const ms = pauseAfter(tried, error, network.patience)
      if (ms === null) return { fault: sentenceOf(file.url, error), bytes: 0, host: null }
      await pause(ms, network)
    }
  }
}

function askOnce(file: RemoteFile, options: AskOptions): Promise<Asked> {
  const { full, storeUrl, network } = options
  const isWhole = full && file.sha256 !== null && (file.size ?? 0) > 0
  // A range instead of HEAD: some hosts answer HEAD otherwise, or not at all.
  const headers: Record<string, string> = isWhole ? {} : { Range: 'bytes=0-0' }
  const accepted = isWhole ? [200] : [200, 206, 416]
  return request({ url: file.url, namedBy: storeUrl, headers, accepted }, network, async (answer) => {
    const host = answer.host === new URL(file.url).host ? null : answer.host
    if (isWhole) return { ...(await sumFault(file, answer)), host }
    return { fault: sizeFault(file, answer), bytes: 0, host }
  })
}

async function sumFault({ url, size, sha256 }: RemoteFile, answer: Answer): Promise<Omit<Asked, 'host'>> {
  const wrong = sizeFault({ url, size }, answer)
  if (wrong !== null && !wrong.includes(NO_LENGTH)) return { fault: wrong, bytes: 0 }
  const hash = createHash('sha256')
  let bytes = 0
  await answer.body(size ?? 0, (chunk) => {
    hash.update(chunk)
    bytes += chunk.length
    countReceived(chunk.length)
  })
  if (bytes !== size) return { fault: otherSize(url, bytes, size ?? 0), bytes }
  const found = hash.digest('hex')
  return { bytes, fault: found === sha256 ? null : otherSum(url, found) }
}

const NO_LENGTH = 'does not say how long the file is'

/** Null: the size is right, or nobody states it. */
function sizeFault({ url, size }: Pick<RemoteFile, 'url' | 'size'>, answer: Answer): string | null {
  if (size === null) return null
  const found = sizeOf(answer)
  if (found === null)
    return `${showUrl(url)}: the server ${NO_LENGTH}, so clients show no progress, and only --remote=full can tell whether it is right.`
  return found === size ? null : otherSize(url, found, size)
}

function sizeOf({ status, headers }: Answer): number | null {
  const range = headers['content-range']
  if (status === 206) return parseContentRange(range)?.total ?? null
  const text = status === 416 ? /^bytes \*\/(\d{1,15})$/.exec(range ?? '')?.[1] : headers['content-length']
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}

function otherSize(url: string, found: number, size: number): string {
  return (
    `${showUrl(url)}: the file has ${found} bytes there, not ${size}. Whoever downloads it is told that it is broken: ` +
    'put the old file back there, or release what is there now as a new version.'
  )
}

function otherSum(url: string, found: string): string {
  return (
    `${showUrl(url)}: the file has the SHA-256 ${found} there, which is not the card's. Whoever downloads it is told that it is ` +
    'broken: put the old file back there, or release what is there now as a new version.'
  )
}
