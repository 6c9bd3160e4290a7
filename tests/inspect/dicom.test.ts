import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDicom, readDicomElements } from '../../src/inspect/dicom.ts'
import { bytesOf } from '../../src/lib/byte-source.ts'
import { dataSet, dicom, SYNTAXES, type Item, type SyntaxName } from './dicom-bytes.ts'

const WANTED = new Map([
  [0x00100010, 'PatientName'],
  [0x00120062, 'PatientIdentityRemoved'],
])
const read = (bytes: Uint8Array) => readDicom(bytesOf(Buffer.from(bytes)), WANTED)
const ITEMS: Item[] = [
  [0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.4'],
  [0x00100010, 'PN', 'Doe^Jane'],
  [0x00120062, 'CS', ''],
]

describe('readDicom', () => {
  it.each(Object.keys(SYNTAXES) as SyntaxName[])(
    'reads what is wanted, empty elements too, in syntax %s',
    (name) => {
      expect(read(dicom(ITEMS, name))).toMatchObject([
        { name: 'PatientName', text: 'Doe^Jane' },
        { name: 'PatientIdentityRemoved', text: '' },
      ])
    },
  )

  it('tells where an element begins', () => {
    const bytes = dicom(ITEMS)
    expect(read(bytes)?.[0]?.byte).toBe(bytes.indexOf('Doe^Jane') - 8)
  })

  it('reads a few KiB of a file whose pixels are large', () => {
    const bytes = dicom([...ITEMS, [0x7fe00010, 'OW', Buffer.alloc(8 * 1024 * 1024)]])
    let total = 0
    const counting = {
      size: bytes.length,
      read: (offset: number, length: number) => {
        const part = bytes.subarray(offset, offset + length)
        total += part.length
        return part
      },
    }
    expect(readDicom(counting, WANTED)).toHaveLength(2)
    expect(total).toBeLessThan(256 * 1024)
  })

  it('believes the bytes where the file calls them another syntax', () => {
    const meta = dicom([], 'implicit')
    expect(read(Buffer.concat([meta, dataSet(ITEMS, 'explicit')]))).toHaveLength(2)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(1000)],
    ['text', Buffer.from('The quick brown fox. '.repeat(20))],
    [
      'a number that looks like a group',
      Buffer.from([8, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0]),
    ],
  ])('does not take %s for DICOM', (_, bytes) => expect(read(bytes)).toBeNull())

  it('never throws, whatever the bytes are', () => {
    const bytes = fc.uint8Array({ maxLength: 600 })
    fc.assert(
      fc.property(bytes, (random) => {
        const behind = Buffer.concat([dicom([]), random])
        return read(random) === null || Array.isArray(read(random)) ? Array.isArray(read(behind)) : false
      }),
    )
    fc.assert(
      fc.property(bytes, (random) => Array.isArray(readDicomElements(bytesOf(Buffer.from(random)), WANTED))),
    )
  })
})
