/**
 * Headers of tar members: POSIX ustar (IEEE 1003.1, "ustar Interchange Format"), with a pax header before it where a path does not
 * fit. The same path and size give the same bytes everywhere: no owner, mode 644, the date of every archive of ours.
 */

export const BLOCK_SIZE = 512

/** Seconds since 1970: 1 January 1980, the first day that both zip and tar can tell. */
export const MEMBER_TIME = Date.UTC(1980, 0, 1) / 1000

// Field: offset and length.
const NAME = [0, 100] as const
const MODE = [100, 8] as const
const UID = [108, 8] as const
const GID = [116, 8] as const
const SIZE = [124, 12] as const
const MTIME = [136, 12] as const
const CHECKSUM = [148, 8] as const
const TYPE = [156, 1] as const
const MAGIC = [257, 8] as const
const PREFIX = [345, 155] as const

/** Everything that comes before a regular file's bytes; whole blocks. */
export function tarHeader(path: string, size: number): Buffer {
  const split = splitPath(path)
  if (split !== null) return block({ ...split, size, type: '0' })
  const record = paxRecord('path', path)
  const pax = block({ prefix: '', name: 'pax-header', size: record.length, type: 'x' })
  return Buffer.concat([
    pax,
    record,
    tarPadding(record.length),
    block({ prefix: '', name: 'long-path', size, type: '0' }),
  ])
}

/** Zeros that fill up the last block of a file of this size; none where it is full. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK_SIZE - (size % BLOCK_SIZE)) % BLOCK_SIZE)
}

/** Null where no slash parts the path into a prefix and a name that both fit. */
function splitPath(path: string): { prefix: string; name: string } | null {
  if (Buffer.byteLength(path) !== path.length) return null
  if (path.length <= NAME[1]) return { prefix: '', name: path }
  const slash = path.indexOf('/', path.length - NAME[1] - 1)
  const fits = slash > 0 && slash <= PREFIX[1] && slash < path.length - 1
  return fits ? { prefix: path.slice(0, slash), name: path.slice(slash + 1) } : null
}

function block(facts: { prefix: string; name: string; size: number; type: string }): Buffer {
  const header = Buffer.alloc(BLOCK_SIZE)
  const put = ([offset, length]: readonly [number, number], text: string) =>
    header.write(text, offset, length, 'ascii')
  put(NAME, facts.name)
  put(PREFIX, facts.prefix)
  put(MODE, octal(0o644, MODE))
  put(UID, octal(0, UID))
  put(GID, octal(0, GID))
  putSize(header, facts.size)
  put(MTIME, octal(MEMBER_TIME, MTIME))
  put(TYPE, facts.type)
  put(MAGIC, 'ustar\x0000')
  // The sum counts its own field as blanks.
  put(CHECKSUM, ' '.repeat(CHECKSUM[1]))
  const sum = header.reduce((total, byte) => total + byte, 0)
  put(CHECKSUM, `${octal(sum, [CHECKSUM[0], 7])}\0 `)
  return header
}

/** Digits to all but the last byte of the field, which stays zero. */
function octal(value: number, [, length]: readonly [number, number]): string {
  return value.toString(8).padStart(length - 1, '0')
}

/** From 8 GiB on in base 256, which GNU tar, bsdtar, BusyBox and Python read: the octal digits do not suffice. */
function putSize(header: Buffer, size: number): void {
  const [offset, length] = SIZE
  if (size < 8 ** (length - 1)) {
    header.write(octal(size, SIZE), offset, 'ascii')
    return
  }
  header[offset] = 0x80
  header.writeBigUInt64BE(BigInt(size), offset + length - 8)
}

/** `<length> <key>=<value>\n`, where the length counts its own digits. */
function paxRecord(key: string, value: string): Buffer {
  const rest = ` ${key}=${value}\n`
  const bytes = Buffer.byteLength(rest)
  let length = bytes
  while (length !== bytes + String(length).length) length = bytes + String(length).length
  return Buffer.from(`${length}${rest}`)
}
