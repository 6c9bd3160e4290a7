/**
 * Writes .zip archives with archiver; zip64 where sizes, offsets or the number of members ask for it.
 * Read by: nnU-Net's `zipfile.extractall`, `unzip`.
 */
import { once } from 'node:events'
import type { Stats } from 'node:fs'
import { Readable } from 'node:stream'
import { ZipArchive, type Archiver, type EntryData } from 'archiver'
import { FILE_MODE } from '../lib/files.ts'
import type { Digest } from '../lib/hash.ts'
import { writeHashed, type OnBytes } from './output.ts'
import { readSource, type HashedSource } from './source.ts'
import { MEMBER_TIME } from './tar-header.ts'

/** Changes whenever the bytes of an archive with the same members may change. */
export const ZIP_ENGINE = `archiver-zip-1 zlib-${process.versions.zlib}`

const MEMBER_DATE = new Date(MEMBER_TIME * 1000)

/**
 * Writes a new archive with the members in the order given.
 * @throws SourceError where a member is no longer what was hashed; the half-written file stays behind for the caller.
 */
export async function writeZip(members: HashedSource[], toPath: string, onBytes: OnBytes): Promise<Digest> {
  const archive = new ZipArchive({ zlib: { level: 6 } })
  const [digest] = await Promise.all([writeHashed(archive, toPath), appendAll(archive, members, onBytes)])
  return digest
}

/** One member after the other, so that neither open files nor memory grow with their number. */
async function appendAll(archive: Archiver, members: HashedSource[], onBytes: OnBytes): Promise<void> {
  try {
    for (const member of members) await append(archive, member, onBytes)
    await archive.finalize()
  } catch (error) {
    archive.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}

async function append(archive: Archiver, member: HashedSource, onBytes: OnBytes): Promise<void> {
  const { path: name, size } = member.file
  const source = Readable.from(counted(readSource(member), onBytes), { objectMode: false })
  // archiver pipes the source on, and a pipe does not hand on its errors.
  source.once('error', (error) => archive.destroy(error))
  // Of the stats archiver looks at nothing but the size.
  const stats: unknown = { size }
  try {
    const added = once(archive, 'entry') as Promise<[EntryData]>
    archive.append(source, { name, date: MEMBER_DATE, mode: FILE_MODE, stats: stats as Stats })
    const [data] = await added
    if (data.name !== name)
      throw new Error(`archiver renamed ${JSON.stringify(name)} to ${JSON.stringify(data.name)}`)
  } finally {
    source.destroy()
  }
}

function* counted(chunks: Iterable<Buffer>, onBytes: OnBytes): Generator<Buffer> {
  for (const chunk of chunks) {
    yield chunk
    onBytes(chunk.length)
  }
}
