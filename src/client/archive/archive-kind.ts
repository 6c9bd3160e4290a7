/** What kind of archive a file is, told by its content: names lie. */
import type { ByteSource } from '../../lib/byte-source.ts'
import { ArchiveFault } from './member.ts'
import { BLOCK, isTarHeader } from './tar-fields.ts'

export type ArchiveKind = 'tar' | 'tar.gz' | 'zip'

const BY_HAND: readonly { name: string; unpack: string; magic: string }[] = [
  { name: 'bzip2', unpack: 'tar xjf', magic: 'BZh' },
  { name: 'xz', unpack: 'tar xJf', magic: '\xfd7zXZ\0' },
  { name: 'lzma', unpack: 'tar --lzma -xf', magic: ']\0\0' },
  { name: 'zstd', unpack: 'tar --zstd -xf', magic: '\x28\xb5\x2f\xfd' },
  { name: 'compress', unpack: 'tar xZf', magic: '\x1f\x9d' },
  { name: '7-Zip', unpack: '7z x', magic: '7z\xbc\xaf\x27\x1c' },
  { name: 'RAR', unpack: 'unrar x', magic: 'Rar!\x1a\x07' },
]

/** @throws ArchiveFault where it is none that is read here, with what to do about it */
export function archiveKind(source: ByteSource): ArchiveKind {
  const head = source.read(0, BLOCK)
  const text = head.toString('latin1')
  if (text.startsWith('\x1f\x8b')) return 'tar.gz'
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return 'zip'
  if (isTarHeader(head) || (head.length === BLOCK && head.every((byte) => byte === 0))) return 'tar'
  const other = BY_HAND.find(({ magic }) => text.startsWith(magic))
  if (other !== undefined)
    throw new ArchiveFault(
      `It is packed by ${other.name}, and only tar, tar.gz and zip are unpacked here. If you trust it, unpack it by hand: ${other.unpack}.`,
    )
  if (head.length === 0) throw new ArchiveFault('It is empty.')
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) throw new ArchiveFault('It is a web page and no archive.')
  throw new ArchiveFault('It is neither tar, tar.gz nor zip.')
}
