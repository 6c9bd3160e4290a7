/** Every member of an archive in its order, as one listener hears of them. */
import type { ByteSource } from '../../lib/byte-source.ts'
import { archiveKind } from './archive-kind.ts'
import { gunzipped, piecesOf } from './inflated.ts'
import type { MemberListener } from './member.ts'
import { TarReader } from './tar-reader.ts'
import { listZip, readZip } from './zip-members.ts'

/** Tells members alone; of a zip the list, of a tar all of it is read. @throws ArchiveFault */
export async function listMembers(
  source: ByteSource,
  member: MemberListener['member'],
  signal: AbortSignal,
): Promise<void> {
  if (archiveKind(source) === 'zip') {
    listZip(source, member)
    return
  }
  await readTar(source, { member, bytes: () => undefined }, signal)
}

/** Tells members with their bytes. @throws ArchiveFault */
export async function readMembers(
  source: ByteSource,
  listener: MemberListener,
  signal: AbortSignal,
): Promise<void> {
  if (archiveKind(source) === 'zip') return readZip(source, listener, signal)
  await readTar(source, listener, signal)
}

async function readTar(source: ByteSource, listener: MemberListener, signal: AbortSignal): Promise<void> {
  const reader = new TarReader(listener)
  const pieces = archiveKind(source) === 'tar' ? piecesOf(source, 0, source.size) : gunzipped(source)
  for await (const piece of pieces) {
    signal.throwIfAborted()
    reader.write(piece)
  }
  reader.end()
}
