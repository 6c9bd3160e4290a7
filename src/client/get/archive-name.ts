/** Whether a file that the store never opened is an archive: a checkpoint of PyTorch is a zip, and must stay one. */
import { withFile } from '../../lib/byte-source.ts'

const ARCHIVE_NAME = /\.(tar|tar\.gz|tgz|tar\.bz2|tbz2|tar\.xz|txz|zip)$/i
const TAR_MAGIC_AT = 257

/** By its name and its first bytes. */
export function isArchive(path: string, fileName: string): boolean {
  return ARCHIVE_NAME.test(fileName) && withFile(path, ({ read }) => hasMagic(read(0, 512))) === true
}

function hasMagic(head: Buffer): boolean {
  const signs = ['\x1f\x8b', 'PK\x03\x04', 'BZh', '\xfd7zXZ']
  return (
    signs.some((sign) => head.toString('latin1', 0, sign.length) === sign) ||
    head.toString('latin1', TAR_MAGIC_AT, TAR_MAGIC_AT + 5) === 'ustar'
  )
}
