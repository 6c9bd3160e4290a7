import { describe, expect, it } from 'vitest'
import { openCheckedRecord, readRecordHead, readZipRecords } from '../../../src/inspect/zip/records.ts'
import { bytesOf } from '../../../src/lib/byte-source.ts'
import { u32 } from '../make-pickle.ts'
import { zip, type ArchiveOptions, type Fields, type Member } from '../make-zip.ts'

const A: Member = { name: 'r/a', content: 'aaa' }
const B: Member = { name: 'r/b', content: 'b'.repeat(1000), method: 8 }

const records = (members: Member[], options?: ArchiveOptions) =>
  readZipRecords(bytesOf(zip(members, options)))

describe('the list of a plain archive', () => {
  it('says where the bytes of each file lie', () => {
    const archive = bytesOf(zip([A, B]))
    const [a, b] = readZipRecords(archive)
    expect(openCheckedRecord(archive, a!, 100).read(0, 10).toString()).toBe('aaa')
    expect(openCheckedRecord(archive, b!, 2000).read(0, 3).toString()).toBe('bbb')
    expect(readRecordHead(archive, b!, 4).toString()).toBe('bbbb')
  })

  it('leaves folders out', () => {
    expect(records([{ name: 'r/', content: '' }, A]).map(({ name }) => name)).toEqual(['r/a'])
  })

  it('may leave sums and sizes to what stands behind the bytes', () => {
    const flags = { flags: 8 }
    expect(records([{ ...A, listed: flags, header: { ...flags, crc: 0, packed: 0, size: 0 } }])).toHaveLength(
      1,
    )
  })

  it('may have gaps of zeros, which aligned bytes leave', () => {
    expect(records([A], { between: Buffer.alloc(64) })).toHaveLength(1)
  })

  it('may say of its files that they are files', () => {
    expect(records([{ ...A, mode: 0o100644 }])).toHaveLength(1)
  })
})

const differing: [keyof Fields, Partial<Fields>][] = [
  ['name', { name: 'r/b' }],
  ['method', { method: 8 }],
  ['flags', { flags: 8 }],
  ['crc', { crc: 1 }],
  ['packed', { packed: 2 }],
  ['size', { size: 4 }],
]

describe('the list of an archive is refused', () => {
  it.each<[string, Member[], ArchiveOptions]>([
    ['something lies before it', [A], { before: Buffer.from('#!/bin/sh\n') }],
    ['something follows it', [A], { after: Buffer.from('x') }],
    ['another archive follows it', [A], { after: zip([{ ...A, content: 'xyz' }]) }],
    [
      'something lies between its files and it',
      [A],
      { between: zip([{ ...A, name: 'r/hidden' }]).subarray(0, 60) },
    ],
    ['a wide gap lies before it', [A], { between: Buffer.alloc(5000) }],
    ['a file is a link', [{ ...A, mode: 0o120777 }], {}],
    ['it has a comment', [A], { comment: 'hello' }],
    ['it lists more than there is', [A], { count: 2 }],
    ['it lists less than there is', [A, B], { count: 1 }],
    ['a file is encrypted', [{ ...A, listed: { flags: 1 }, header: { flags: 1 } }], {}],
    ['names are hidden', [{ ...A, listed: { flags: 0x2000 }, header: { flags: 0x2000 } }], {}],
    ['a file is packed by bzip2', [{ ...A, listed: { method: 12 }, header: { method: 12 } }], {}],
    ['two files have one name', [A, A], {}],
    ['two names differ in case only', [A, { ...A, name: 'R/A' }], {}],
    [
      'two names differ in their normal form only',
      [
        { ...A, name: 'r/é' },
        { ...A, name: 'r/e\u0301' },
      ],
      {},
    ],
    ['a name leads up', [{ ...A, name: '../a' }], {}],
    ['a name leads up in the middle', [{ ...A, name: 'r/../../a' }], {}],
    ['a name is absolute', [{ ...A, name: '/etc/passwd' }], {}],
    ['a name has a drive', [{ ...A, name: 'C:\\a' }], {}],
    ['a name leads up with backslashes', [{ ...A, name: 'r\\..\\a' }], {}],
    ['a name holds a control character', [{ ...A, name: 'r/a\0.txt' }], {}],
    ['two files share bytes', [A, { ...B, listed: { offset: 0, name: 'r/b' } }], {}],
    ['a file lies behind the list', [{ ...A, listed: { offset: 5000 } }], {}],
    [
      'a file is longer than the archive',
      [{ ...A, listed: { packed: 5000, size: 5000 }, header: { packed: 5000, size: 5000 } }],
      {},
    ],
    ['two sizes of a stored file differ', [{ ...A, listed: { size: 4 }, header: { size: 4 } }], {}],
  ])('where %s', (_, members, options) => expect(() => records(members, options)).toThrow(/\.$/))

  it.each(differing)('where the %s in it and before the file differ', (_, listed) => {
    expect(() => records([{ ...A, listed }])).toThrow(/differ/)
  })

  it.each([0, 10, 21])('where the file ends after %d bytes', (length) => {
    expect(() => readZipRecords(bytesOf(zip([A]).subarray(0, length)))).toThrow(
      'does not end where the file ends',
    )
  })

  it('where a long end record speaks of another list', () => {
    const archive = zip([A, B])
    const end = archive.subarray(-22)
    const forged = Buffer.concat([
      archive.subarray(0, -22),
      Buffer.from('PK\x06\x07'),
      u32(0),
      Buffer.alloc(8),
      u32(1),
      end,
    ])
    expect(() => readZipRecords(bytesOf(forged))).toThrow('long end record')
  })
})

describe('a record', () => {
  const open = (member: Member, limit = 1_000_000) => {
    const archive = bytesOf(zip([member]))
    return () => openCheckedRecord(archive, readZipRecords(archive)[0]!, limit)
  }

  it('has the sum that is listed', () => {
    expect(open({ ...A, listed: { crc: 1 }, header: { crc: 1 } })).toThrow('The checksum of "r/a" is wrong.')
  })

  it('inflates to the size that is listed', () => {
    for (const size of [999, 1001])
      expect(open({ ...B, listed: { size }, header: { size } })).toThrow('does not inflate')
  })

  it('is no bomb', () => {
    expect(open({ ...B, content: Buffer.alloc(900_000) })).toThrow('beyond belief')
    expect(open(B, 100)).toThrow('unpacks to more than 100 bytes')
  })
})
