/**
 * Patients in the headers of sample images. What a header says is never printed: the log of a build is public.
 */
import { bytesOf, type ByteSource } from '../lib/byte-source.ts'
import { readDicom, readDicomElements } from '../inspect/dicom.ts'
import { gzipHead, isGzip } from '../inspect/gzip-head.ts'
import type { HeaderField } from '../inspect/header-field.ts'
import { readNifti, type NiftiExtension, type NiftiHeader } from '../inspect/nifti.ts'
import { windowOn } from '../inspect/window.ts'
import type { Problem } from '../zoo/problem.ts'
import { isAnonymous } from './anonymous.ts'
import type { Content } from './content.ts'
import { PATIENT_TAGS, patientFields } from './dicom-patient.ts'
import { patientMentions } from './patient-text.ts'

interface Finding {
  byte: number
  /** `PatientName is filled in (8 characters)` */
  what: string
}

const SHOWN = 3
const DICOM_EXTENSION = 2
/** Extensions beyond these are not looked at. */
const EXTENSION_BYTES = 4 * 1024 * 1024

export function checkPatients({ bytes, head, place }: Content): Problem[] {
  const isPacked = isGzip(head)
  const found = isPacked ? inGzip(bytes) : inImage(windowOn(bytes, head))
  const more = found.length > SHOWN ? ` There are ${found.length - SHOWN} more such fields in this file.` : ''
  const shown = found.slice(0, SHOWN)
  return shown.map(({ byte, what }, index) => {
    const where = isPacked ? ' in the uncompressed file' : ''
    const rest = index === shown.length - 1 ? more : ''
    const message = `${what}${where}, which may tell who was examined. Anonymise the image before it is published.${rest}`
    return { file: place, byte, kind: 'patient-data', message, severity: 'warning' }
  })
}

/** A few KiB tell what it is; more is unpacked only where header extensions lie there. */
function inGzip(bytes: ByteSource): Finding[] {
  const some = gzipHead(bytes)
  if (some === null) return []
  const nifti = readNifti(some)
  if (nifti === null) return inImage(some)
  if (nifti.extensionsEnd <= some.size) return inNifti(nifti)
  const more = gzipHead(bytes, Math.min(nifti.extensionsEnd, EXTENSION_BYTES))
  return inNifti((more && readNifti(more)) ?? nifti)
}

function inImage(source: ByteSource): Finding[] {
  const nifti = readNifti(source)
  if (nifti !== null) return inNifti(nifti)
  return toFindings(patientFields(readDicom(source, PATIENT_TAGS) ?? []))
}

function inNifti({ fields, extensions }: NiftiHeader): Finding[] {
  return [...fields.flatMap(inField), ...extensions.flatMap(inExtension)].sort((a, b) => a.byte - b.byte)
}

function inField({ name, byte, text }: HeaderField): Finding[] {
  const isTelling =
    name === 'patient_id' ? !isAnonymous(text) : patientMentions(text).length > 0 || isNameAlone(name, text)
  return isTelling ? toFindings([{ name, byte, text }]) : []
}

/** Some converters put the patient's name where the format has the name of a data base. */
function isNameAlone(name: string, text: string): boolean {
  return name === 'db_name' && /^[A-Z][A-Za-z'-]+[ _,]+[A-Z][A-Za-z'-]+$/.test(text) && !isAnonymous(text)
}

function inExtension({ code, byte, content }: NiftiExtension): Finding[] {
  const dicom = code === DICOM_EXTENSION ? readDicomElements(bytesOf(content), PATIENT_TAGS) : []
  const fields = patientFields(dicom).map((field) => ({ ...field, byte: byte + field.byte }))
  if (fields.length > 0) return toFindings(fields)
  return patientMentions(content.toString('latin1')).map(({ index, name }) => {
    return { byte: byte + index, what: `A header extension holds ${name}` }
  })
}

function toFindings(fields: readonly HeaderField[]): Finding[] {
  return fields.map(({ name, byte, text }) => {
    const length = text.length === 1 ? '1 character' : `${text.length} characters`
    return { byte, what: `${name} is filled in (${length})` }
  })
}
