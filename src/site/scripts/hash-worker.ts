/** A worker that hashes the one file that it is given. */
import { hashBlob } from '../hash-blob.ts'

/** What the worker says: bytes read so far, then the end. */
export type HashNews = { bytes: number } | { sha256: string } | { fault: string }

const say = (news: HashNews) => postMessage(news)

addEventListener('message', ({ data }: MessageEvent<File>) => {
  // Absent without TLS, whatever the types say.
  const subtle = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle
  hashBlob(data, subtle, (bytes) => say({ bytes })).then(
    (sha256) => say({ sha256 }),
    () => say({ fault: 'The file could not be read. Perhaps it is a folder, or it changed just now.' }),
  )
})
