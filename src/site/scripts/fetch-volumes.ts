/** Fetches an archive of the store and takes volumes out of it. All in memory, so everything has a bound. */
import { TarReader } from './tar-reader.ts'

export interface WantedVolumes {
  /** Address of the archive. */
  url: string
  /** Bytes. */
  size: number
  /** Lower-case hex. */
  sha256: string
  /** Members of the archive. */
  paths: string[]
}

/** What went wrong, in a sentence for people. */
export class FetchError extends Error {}

const MOST_VOLUME_BYTES = 2 ** 30

/**
 * The volumes, inflated, in the order of their paths. `onProgress` hears how much of the archive is there, from 0 to 1.
 * @throws FetchError, and what `fetch` throws when `signal` ends it.
 */
export async function fetchVolumes(
  { url, size, sha256, paths }: WantedVolumes,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<ArrayBuffer[]> {
  const archive = await download(url, size, signal, onProgress)
  await check(archive, sha256)
  const reader = new TarReader(paths, MOST_VOLUME_BYTES)
  await inflate(archive, signal, (bytes) => reader.push(bytes)).catch(refuse)
  const volumes: ArrayBuffer[] = []
  for (const path of paths) {
    const member = reader.found.get(path)
    if (member === undefined) throw new FetchError('The archive does not hold this volume.')
    volumes.push(await plain(path, member, signal))
  }
  return volumes
}

async function download(
  url: string,
  size: number,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw new FetchError('The archive cannot be fetched. Is there a connection to the store?')
  })
  if (!response.ok || response.body === null)
    throw new FetchError(`The store answered ${response.status} in place of the archive.`)
  const archive = new Uint8Array(size)
  let filled = 0
  for await (const piece of pieces(response.body)) {
    if (filled + piece.length > size) throw new FetchError(OTHER)
    archive.set(piece, filled)
    filled += piece.length
    onProgress(filled / size)
  }
  if (filled < size)
    throw new FetchError('The connection broke off before the archive was complete. Try again.')
  return archive
}

/** Browsers hash only on pages that came over a safe connection. */
async function check(archive: Uint8Array<ArrayBuffer>, sha256: string): Promise<void> {
  if (!('subtle' in crypto)) return
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', archive))
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  if (hex !== sha256) throw new FetchError(OTHER)
}

const OTHER =
  'What the store sent is not the archive that this page describes, so it is not shown. Reload the page and try again.'

async function plain(
  path: string,
  member: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  if (!/\.gz$/i.test(path)) return member.buffer
  const found: Uint8Array[] = []
  let size = 0
  await inflate(member, signal, (bytes) => {
    found.push(bytes)
    size += bytes.length
    if (size > MOST_VOLUME_BYTES) throw new FetchError('The volume is too large for a browser.')
    return true
  }).catch(refuse)
  const volume = new Uint8Array(size)
  let filled = 0
  for (const piece of found) {
    volume.set(piece, filled)
    filled += piece.length
  }
  return volume.buffer
}

/** Hands on what the bytes inflate to, until `take` wants no more. */
async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
  take: (bytes: Uint8Array) => boolean,
): Promise<void> {
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'), { signal })
  for await (const piece of pieces(inflated)) if (!take(piece)) break
}

/** Safari cannot iterate over a stream. */
async function* pieces(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function refuse(error: unknown): never {
  if (error instanceof FetchError || (error instanceof Error && error.name === 'AbortError')) throw error
  throw new FetchError('The archive cannot be unpacked.')
}
