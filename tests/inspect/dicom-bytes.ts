/** DICOM files that a test makes up. */
import { deflateRawSync } from 'node:zlib'

export const SYNTAXES = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  big: '1.2.840.10008.1.2.2',
  deflated: '1.2.840.10008.1.2.1.99',
  jpeg: '1.2.840.10008.1.2.4.70',
} as const
export type SyntaxName = keyof typeof SYNTAXES

/** Tag, VR and value; a value that is a list is that of a sequence's items. */
export type Item = readonly [tag: number, vr: string, value: string | Buffer | Item[][]]

const UNDEFINED = 0xffffffff

/** A file with preamble; `items` in the order of their tags. */
export function dicom(items: readonly Item[], name: SyntaxName = 'explicit', isOpenEnded = false): Buffer {
  const meta = dataSet([[0x00020010, 'UI', SYNTAXES[name]]], 'explicit', false)
  const data = dataSet(items, name, isOpenEnded)
  const head = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), meta])
  return Buffer.concat([head, name === 'deflated' ? deflateRawSync(data) : data])
}

/** The elements alone, without preamble and the file's own group. */
export function dataSet(items: readonly Item[], name: SyntaxName, isOpenEnded = false): Buffer {
  return Buffer.concat(items.map((item) => element(item, name, isOpenEnded)))
}

function element([tag, vr, value]: Item, name: SyntaxName, isOpenEnded: boolean): Buffer {
  if (!Array.isArray(value)) {
    const bytes = Buffer.from(value)
    const padded = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from(' ')])
    return Buffer.concat([headOf(tag, vr, padded.length, name), padded])
  }
  const content = Buffer.concat(value.map((items) => itemOf(items, name, isOpenEnded)))
  const length = isOpenEnded ? UNDEFINED : content.length
  const end = isOpenEnded ? headOf(0xfffee0dd, '', 0, name) : Buffer.alloc(0)
  return Buffer.concat([headOf(tag, vr, length, name), content, end])
}

function itemOf(items: Item[], name: SyntaxName, isOpenEnded: boolean): Buffer {
  const content = dataSet(items, name, isOpenEnded)
  if (!isOpenEnded) return Buffer.concat([headOf(0xfffee000, '', content.length, name), content])
  return Buffer.concat([headOf(0xfffee000, '', UNDEFINED, name), content, headOf(0xfffee00d, '', 0, name)])
}

/** Compressed pixels: an element without length, and fragments. */
export function fragments(...parts: Buffer[]): Buffer {
  const items = parts.map((part) => Buffer.concat([headOf(0xfffee000, '', part.length, 'explicit'), part]))
  const end = headOf(0xfffee0dd, '', 0, 'explicit')
  return Buffer.concat([headOf(0x7fe00010, 'OB', UNDEFINED, 'explicit'), ...items, end])
}

function headOf(tag: number, vr: string, length: number, name: SyntaxName): Buffer {
  const isBig = name === 'big'
  const u16 = (value: number) => {
    const bytes = Buffer.alloc(2)
    return (isBig ? bytes.writeUInt16BE(value) : bytes.writeUInt16LE(value), bytes)
  }
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4)
    return (isBig ? bytes.writeUInt32BE(value) : bytes.writeUInt32LE(value), bytes)
  }
  const start = [u16(tag >>> 16), u16(tag & 0xffff)]
  if (name === 'implicit' || vr === '') return Buffer.concat([...start, u32(length)])
  return ['OB', 'OW', 'SQ', 'UN', 'UT'].includes(vr)
    ? Buffer.concat([...start, Buffer.from(vr), u16(0), u32(length)])
    : Buffer.concat([...start, Buffer.from(vr), u16(length)])
}
