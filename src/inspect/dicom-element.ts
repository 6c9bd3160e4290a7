/**
 * One DICOM data element: tag, VR and length; the value is left where it is.
 * Source: DICOM PS3.5, section 7.1, https://dicom.nema.org/medical/dicom/current/output/html/part05.html
 */
import type { ByteSource } from '../lib/byte-source.ts'

/** How elements are written. */
export interface Syntax {
  isExplicit: boolean
  isLittle: boolean
}

export interface DicomElement {
  /** Group and number: `0x00100010`. */
  tag: number
  byte: number
  /** Empty where the syntax does not state it. */
  vr: string
  valueAt: number
  /** `UNDEFINED` where a delimiter ends the value. */
  length: number
}

export const UNDEFINED = 0xffffffff

export const ITEM = 0xfffee000
const DELIMITERS = [0xfffee00d, 0xfffee0dd]

export const VRS: ReadonlySet<string> = new Set(
  'AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV'.split(
    ' ',
  ),
)
/** Their length has four bytes, behind two that are reserved. */
const LONG_VRS: ReadonlySet<string> = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '))

/** The element at `at`; null: there is none, or nothing that could be one. */
export function readElement(source: ByteSource, at: number, { isExplicit, isLittle }: Syntax) {
  const head = source.read(at, 12)
  if (head.length < 8) return null
  const u16 = (offset: number) => (isLittle ? head.readUInt16LE(offset) : head.readUInt16BE(offset))
  const u32 = (offset: number) => (isLittle ? head.readUInt32LE(offset) : head.readUInt32BE(offset))
  const tag = u16(0) * 0x10000 + u16(2)
  const element = (vr: string, width: number, length: number): DicomElement => {
    return { tag, byte: at, vr, valueAt: at + width, length }
  }
  if (!isExplicit || u16(0) === 0xfffe) return element('', 8, u32(4))
  const vr = head.toString('latin1', 4, 6)
  if (!VRS.has(vr)) return null
  if (!LONG_VRS.has(vr)) return element(vr, 8, u16(6))
  return head.length < 12 ? null : element(vr, 12, u32(8))
}

/** True where the element only holds others: a sequence, an item of one, a delimiter. */
export function holdsElements(source: ByteSource, { tag, vr, valueAt, length }: DicomElement): boolean {
  if (tag === ITEM || DELIMITERS.includes(tag) || vr === 'SQ' || length === UNDEFINED) return true
  // In implicit VR nothing tells a sequence but its first item.
  return (
    vr === '' && length >= 8 && ['feff00e0', 'fffee000'].includes(source.read(valueAt, 4).toString('hex'))
  )
}
