/**
 * The data elements of a DICOM file that a caller asks for. Other values are skipped, pixels above all, so that a file of any size costs
 * as much as its header.
 * Source: DICOM PS3.10 (files) and PS3.5, annex A (transfer syntaxes), https://dicom.nema.org/medical/dicom/current/
 */
import type { ByteSource } from '../lib/byte-source.ts'
import {
  holdsElements,
  ITEM,
  readElement,
  UNDEFINED,
  VRS,
  type DicomElement,
  type Syntax,
} from './dicom-element.ts'
import { deflateHead } from './gzip-head.ts'
import { paddedText, type HeaderField } from './header-field.ts'
import { restOf, windowOn } from './window.ts'

/** Names by tag: `0x00100010` → `PatientName`. */
export type Wanted = ReadonlyMap<number, string>

const EXPLICIT: Syntax = { isExplicit: true, isLittle: true }
const IMPLICIT: Syntax = { isExplicit: false, isLittle: true }
const BIG_ENDIAN: Syntax = { isExplicit: true, isLittle: false }
const BIG_ENDIAN_UID = '1.2.840.10008.1.2.2'
const DEFLATED_UID = '1.2.840.10008.1.2.1.99'

const TRANSFER_SYNTAX = 0x00020010
const PIXELS = 0x7fe00010

const MOST_ELEMENTS = 50_000
const MOST_VALUE = 1024
const DEFLATED_BYTES = 1024 * 1024

/** The wanted elements in their order, empty ones too; null: no DICOM. Never throws for what the bytes are. */
export function readDicom(file: ByteSource, wanted: Wanted): HeaderField[] | null {
  const hasPreamble = file.read(128, 4).toString('latin1') === 'DICM'
  if (!hasPreamble && !isPlainlyDicom(file)) return null
  const source = windowOn(file)
  const { dataAt, uid } = readMeta(source, hasPreamble ? 132 : 0)
  if (uid === DEFLATED_UID) return readDeflated(source, dataAt, wanted)
  return collect(source, dataAt, uid === BIG_ENDIAN_UID ? BIG_ENDIAN : syntaxAt(source, dataAt), wanted)
}

/** The same of elements that no file wraps, as they lie in other formats; none where the bytes are something else. */
export function readDicomElements(source: ByteSource, wanted: Wanted): HeaderField[] {
  return readDicom(source, wanted) ?? collect(source, 0, syntaxAt(source, 0), wanted)
}

/** Without preamble: four elements in rising order, the first of a group that every file begins with. */
function isPlainlyDicom(file: ByteSource): boolean {
  const head = file.read(0, 4)
  if (head.length < 4 || ![2, 8].includes(head.readUInt16LE(0)) || head.readUInt16LE(2) > 0x0100) return false
  const source = windowOn(file)
  let at = 0
  for (let last = -1, count = 0; count < 4; count++) {
    const element = readElement(source, at, syntaxAt(source, at))
    if (element === null || element.tag <= last || element.tag >= 0x00200000) return false
    last = element.tag
    at = element.valueAt + element.length
    if (element.length > 0xffff || at > file.size) return false
  }
  return true
}

/** The file's own group, which is always explicit and little endian; `uid` says how the rest is written. */
function readMeta(source: ByteSource, start: number): { dataAt: number; uid: string } {
  let at = start
  let uid = ''
  for (let count = 0; count < 100 && source.read(at, 2).toString('hex') === '0200'; count++) {
    const element = readElement(source, at, EXPLICIT)
    if (element === null || element.length === UNDEFINED) break
    if (element.tag === TRANSFER_SYNTAX) uid = valueOf(source, element)
    at = element.valueAt + element.length
  }
  return { dataAt: at, uid }
}

/** What the file says of itself may be wrong; the two letters of a VR are there or they are not. */
function syntaxAt(source: ByteSource, at: number): Syntax {
  return VRS.has(source.read(at + 4, 2).toString('latin1')) ? EXPLICIT : IMPLICIT
}

function readDeflated(source: ByteSource, dataAt: number, wanted: Wanted): HeaderField[] {
  const inflated = deflateHead(restOf(source, dataAt), DEFLATED_BYTES)
  if (inflated === null) return []
  // A place in what is compressed is of no use to anybody; where that begins is.
  return collect(inflated, 0, EXPLICIT, wanted).map((field) => ({ ...field, byte: dataAt }))
}

/** What holds elements is stepped into: the walk is flat, however deep they are nested. */
function collect(source: ByteSource, dataAt: number, syntax: Syntax, wanted: Wanted): HeaderField[] {
  const fields: HeaderField[] = []
  let at = dataAt
  for (let count = 0; count < MOST_ELEMENTS; count++) {
    const element = readElement(source, at, syntax)
    if (element === null) break
    const name = wanted.get(element.tag)
    const isEntered = element.tag !== PIXELS && holdsElements(source, element)
    if (name !== undefined && !isEntered)
      fields.push({ name, byte: element.byte, text: valueOf(source, element) })
    at = isEntered ? element.valueAt : behindValue(source, element, syntax)
  }
  return fields
}

/** Behind the value; of compressed pixels behind the last fragment. */
function behindValue(source: ByteSource, { valueAt, length }: DicomElement, syntax: Syntax): number {
  if (length !== UNDEFINED) return valueAt + length
  let at = valueAt
  for (let count = 0; count < MOST_ELEMENTS; count++) {
    const fragment = readElement(source, at, syntax)
    if (fragment?.tag !== ITEM || fragment.length === UNDEFINED) break
    at = fragment.valueAt + fragment.length
  }
  return at
}

function valueOf(source: ByteSource, { valueAt, length }: DicomElement): string {
  return length === UNDEFINED ? '' : paddedText(source.read(valueAt, Math.min(length, MOST_VALUE)))
}
