/** Zip archives written field by field, so that a test can make them contradict themselves. */
import { crc32, deflateRawSync } from 'node:zlib'
import { pickle, u16, u32 } from './make-pickle.ts'

export interface Member {
  name: string
  content: string | Uint8Array
  method?: number
  /** Of Unix: file or link, and rights. */
  mode?: number
  /** What the list says where it is not the truth. */
  listed?: Partial<Fields>
  /** The same of the header before the bytes. */
  header?: Partial<Fields>
}

export interface Fields {
  name: string
  method: number
  flags: number
  crc: number
  packed: number
  size: number
  offset: number
}

export interface ArchiveOptions {
  before?: Uint8Array
  /** Between the last file and the list. */
  between?: Uint8Array
  comment?: string
  after?: Uint8Array
  /** Of the end record. */
  count?: number
}

export function zip(members: readonly Member[], options: ArchiveOptions = {}): Buffer {
  const {
    before = Buffer.alloc(0),
    between = Buffer.alloc(0),
    comment = '',
    after = Buffer.alloc(0),
  } = options
  const parts: Buffer[] = [Buffer.from(before)]
  const list: Buffer[] = []
  let offset = before.length
  for (const member of members) {
    const { bytes, fields } = truth(member, offset)
    const local = Buffer.concat([localHeader({ ...fields, ...member.header }), bytes])
    list.push(listed({ ...fields, ...member.listed }, member.mode))
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(list)
  const start = offset + between.length
  const end = pickle(
    'PK\x05\x06',
    u32(0),
    u16(options.count ?? members.length),
    u16(options.count ?? members.length),
    u32(central.length),
    u32(start),
    u16(comment.length),
    comment,
  )
  return Buffer.concat([...parts, between, central, end, after])
}

function truth({ name, content, method = 0 }: Member, offset: number): { bytes: Buffer; fields: Fields } {
  const plain = Buffer.from(content as Uint8Array)
  const bytes = method === 8 ? deflateRawSync(plain) : plain
  return {
    bytes,
    fields: { name, method, flags: 0, crc: crc32(plain), packed: bytes.length, size: plain.length, offset },
  }
}

function localHeader({ name, method, flags, crc, packed, size }: Fields): Buffer {
  return pickle(
    'PK\x03\x04',
    u16(20),
    u16(flags),
    u16(method),
    u32(0),
    u32(crc),
    u32(packed),
    u32(size),
    u16(Buffer.byteLength(name)),
    u16(0),
    Buffer.from(name),
  )
}

function listed({ name, method, flags, crc, packed, size, offset }: Fields, mode = 0): Buffer {
  const sizes = pickle(u32(crc), u32(packed), u32(size))
  const names = pickle(
    u16(Buffer.byteLength(name)),
    u16(0),
    u16(0),
    u16(0),
    u16(0),
    u32(mode * 0x10000),
    u32(offset),
    Buffer.from(name),
  )
  return pickle(
    'PK\x01\x02',
    u16(20 + (mode > 0 ? 0x300 : 0)),
    u16(20),
    u16(flags),
    u16(method),
    u32(0),
    sizes,
    names,
  )
}
