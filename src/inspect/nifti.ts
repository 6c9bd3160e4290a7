/**
 * Headers of NIfTI-1, NIfTI-2 and Analyze 7.5: the fields that hold free text, and header extensions. Voxels are never read.
 * Source: https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h and https://nifti.nimh.nih.gov/pub/dist/doc/nifti2.h
 */
import type { ByteSource } from '../lib/byte-source.ts'
import { paddedText, type HeaderField } from './header-field.ts'

export interface NiftiHeader {
  /** Those that are not empty. */
  fields: HeaderField[]
  extensions: NiftiExtension[]
  /** Where the extensions end, which the source may not reach: at the voxels, or where those lie in another file nowhere. */
  extensionsEnd: number
}

export interface NiftiExtension {
  /** 2: DICOM, 4: AFNI's XML, 6: a comment. */
  code: number
  /** Where its content begins. */
  byte: number
  content: Buffer
}

/** A header's bytes in their order, which the first number tells. */
interface Numbers {
  bytes: Buffer
  isLittle: boolean
}

interface Form {
  size: number
  magicAt: number
  /** Name, offset and width of each field of text. */
  texts: readonly (readonly [string, number, number])[]
  voxelsAt: (numbers: Numbers) => number
}

const NIFTI_1: Form = {
  size: 348,
  magicAt: 344,
  texts: [
    ['data_type', 4, 10],
    ['db_name', 14, 18],
    ['descrip', 148, 80],
    ['aux_file', 228, 24],
    ['intent_name', 328, 16],
  ],
  voxelsAt: ({ bytes, isLittle }) => (isLittle ? bytes.readFloatLE(108) : bytes.readFloatBE(108)),
}

const NIFTI_2: Form = {
  size: 540,
  magicAt: 4,
  texts: [
    ['descrip', 240, 80],
    ['aux_file', 320, 24],
    ['intent_name', 508, 16],
  ],
  voxelsAt: ({ bytes, isLittle }) => Number(isLittle ? bytes.readBigInt64LE(168) : bytes.readBigInt64BE(168)),
}

const ANALYZE: Form = {
  size: 348,
  magicAt: 344,
  texts: [
    ['db_name', 14, 18],
    ['descrip', 148, 80],
    ['aux_file', 228, 24],
    ['originator', 253, 10],
    ['generated', 263, 10],
    ['scannum', 273, 10],
    ['patient_id', 283, 10],
  ],
  voxelsAt: () => 0,
}

/** What Analyze has in place of a magic: the number that its document asks for in `extents`. */
const ANALYZE_EXTENTS = 16384

const MOST_EXTENSIONS = 100
const MOST_EXTENSION_BYTES = 4 * 1024 * 1024

/** Null: no such header. Never throws for what the bytes are. */
export function readNifti(source: ByteSource): NiftiHeader | null {
  const bytes = source.read(0, NIFTI_2.size)
  if (bytes.length < NIFTI_1.size) return null
  const numbers = { bytes, isLittle: [348, 540].includes(bytes.readInt32LE(0)) }
  const form = formOf(numbers)
  if (form === null) return null
  const fields = form.texts.map(([name, byte, width]) => {
    return { name, byte, text: paddedText(bytes.subarray(byte, byte + width)) }
  })
  const isPair = bytes.toString('latin1', form.magicAt, form.magicAt + 2) === 'ni'
  const extensionsEnd = isPair ? Infinity : form.voxelsAt(numbers)
  const extensions = readExtensions(source, form.size, extensionsEnd, numbers)
  return { fields: fields.filter(({ text }) => text !== ''), extensions, extensionsEnd }
}

function formOf(numbers: Numbers): Form | null {
  const { bytes } = numbers
  const size = int32(numbers, 0)
  if (size === 540) return bytes.length === 540 && isMagic(bytes, NIFTI_2.magicAt, '2') ? NIFTI_2 : null
  if (size !== 348) return null
  if (isMagic(bytes, NIFTI_1.magicAt, '1')) return NIFTI_1
  return int32(numbers, 32) === ANALYZE_EXTENTS ? ANALYZE : null
}

/** `n+1` in one file, `ni1` where the voxels lie in another. */
function isMagic(bytes: Buffer, at: number, version: string): boolean {
  return [`n+${version}\0`, `ni${version}\0`].includes(bytes.toString('latin1', at, at + 4))
}

function readExtensions(source: ByteSource, from: number, to: number, order: Numbers): NiftiExtension[] {
  const extensions: NiftiExtension[] = []
  if (source.read(from, 1)[0] !== 1) return extensions
  const end = Math.min(to, source.size)
  let left = MOST_EXTENSION_BYTES
  for (let at = from + 4; at + 8 <= end && left > 0 && extensions.length < MOST_EXTENSIONS;) {
    const head = { ...order, bytes: source.read(at, 8) }
    if (head.bytes.length < 8 || int32(head, 0) < 16) break
    const length = Math.min(int32(head, 0) - 8, end - at - 8, left)
    extensions.push({ code: int32(head, 4), byte: at + 8, content: source.read(at + 8, length) })
    left -= length
    at += int32(head, 0)
  }
  return extensions
}

function int32({ bytes, isLittle }: Numbers, at: number): number {
  return isLittle ? bytes.readInt32LE(at) : bytes.readInt32BE(at)
}
