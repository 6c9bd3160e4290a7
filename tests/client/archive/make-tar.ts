/** Tar archives written field by field, so that a test can make them lie. */

export interface TarMember {
  name: string | Uint8Array
  content?: string | Uint8Array
  /** One character; `0` by default. */
  type?: string
  /** What the header says where it is not the truth. */
  size?: number | Uint8Array
  prefix?: string
  link?: string
  mode?: number
  /** Eight bytes; POSIX's by default. */
  magic?: string
  /** Eight bytes where it is not the right one. */
  checksum?: string
}

const BLOCK = 512

/** Whole archive, with its end. */
export function tar(members: readonly TarMember[], end: Uint8Array = Buffer.alloc(2 * BLOCK)): Buffer {
  return Buffer.concat([...members.map(tarMember), end])
}

export function tarMember(member: TarMember): Buffer {
  const content = Buffer.from((member.content ?? '') as Uint8Array)
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)
  return Buffer.concat([headerOf(member, content.length), content, padding])
}

/** A pax header with the records given, each of which is `key=value`. */
export function paxMember(records: readonly string[], type = 'x'): TarMember {
  return { name: 'pax', type, content: records.map(paxRecord).join('') }
}

function paxRecord(record: string): string {
  const rest = Buffer.byteLength(record) + 2
  let length = rest + 1
  while (String(length).length + rest !== length) length = String(length).length + rest
  return `${length} ${record}\n`
}

function headerOf(member: TarMember, length: number): Buffer {
  const header = Buffer.alloc(BLOCK)
  const put = (at: number, value: string | Uint8Array) => header.set(Buffer.from(value as Uint8Array), at)
  put(0, member.name)
  put(100, `${(member.mode ?? 0o644).toString(8).padStart(7, '0')}\0`)
  put(108, '0000000\0')
  put(116, '0000000\0')
  const size = member.size ?? length
  put(124, typeof size === 'number' ? `${size.toString(8).padStart(11, '0')}\0` : size)
  put(136, '00000000000\0')
  put(156, member.type ?? '0')
  put(157, member.link ?? '')
  put(257, member.magic ?? 'ustar\x0000')
  put(345, member.prefix ?? '')
  put(148, ' '.repeat(8))
  const sum = header.reduce((sum, byte) => sum + byte, 0)
  put(148, member.checksum ?? `${sum.toString(8).padStart(6, '0')}\0 `)
  return header
}
