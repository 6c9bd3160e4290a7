/**
 * Which elements of a DICOM file tell who was examined.
 * Source: DICOM PS3.15, annex E (what a basic profile removes), https://dicom.nema.org/medical/dicom/current/output/html/part15.html
 */
import type { Wanted } from '../inspect/dicom.ts'
import type { HeaderField } from '../inspect/header-field.ts'
import { isAnonymous } from './anonymous.ts'

const IDENTITY_REMOVED = 'PatientIdentityRemoved'

/** Of one who was made anonymous they say little, and public collections keep them shifted; beside a name they say much. */
const DATES: readonly [number, string][] = [
  [0x00080020, 'StudyDate'],
  [0x00080021, 'SeriesDate'],
  [0x00080022, 'AcquisitionDate'],
]

/** Too telling to be believed where the file states that the patient's identity was removed. */
const PERSONAL: readonly [number, string][] = [
  [0x00100030, 'PatientBirthDate'],
  [0x00101001, 'OtherPatientNames'],
  [0x00101005, 'PatientBirthName'],
  [0x00101040, 'PatientAddress'],
  [0x00101060, 'PatientMotherBirthName'],
  [0x00102154, 'PatientTelephoneNumbers'],
]

export const PATIENT_TAGS: Wanted = new Map([
  [0x00080050, 'AccessionNumber'],
  [0x00080080, 'InstitutionName'],
  [0x00080081, 'InstitutionAddress'],
  [0x00080090, 'ReferringPhysicianName'],
  [0x00080092, 'ReferringPhysicianAddress'],
  [0x00081048, 'PhysiciansOfRecord'],
  [0x00081050, 'PerformingPhysicianName'],
  [0x00081070, 'OperatorsName'],
  [0x00100010, 'PatientName'],
  [0x00100020, 'PatientID'],
  [0x00101000, 'OtherPatientIDs'],
  [0x00101090, 'MedicalRecordLocator'],
  [0x001021b0, 'AdditionalPatientHistory'],
  [0x00102297, 'ResponsiblePerson'],
  [0x00104000, 'PatientComments'],
  [0x00120062, IDENTITY_REMOVED],
  [0x00321032, 'RequestingPhysician'],
  ...DATES,
  ...PERSONAL,
])

const DATE_NAMES = new Set(DATES.map(([, name]) => name))
const PERSONAL_NAMES = new Set(PERSONAL.map(([, name]) => name))

/** Those of a file's `PATIENT_TAGS` that somebody could be told from. */
export function patientFields(fields: readonly HeaderField[]): HeaderField[] {
  const isRemoved = fields.some(({ name, text }) => name === IDENTITY_REMOVED && text.toUpperCase() === 'YES')
  const filled = fields.filter(({ name, text }) => name !== IDENTITY_REMOVED && !isAnonymous(text))
  if (isRemoved)
    return filled.filter(({ name, text }) => PERSONAL_NAMES.has(name) || isPersonName(name, text))
  const isKnown = filled.some(({ name }) => name.includes('Patient'))
  return filled.filter(({ name }) => isKnown || !DATE_NAMES.has(name))
}

/** Pseudonyms have no given name. */
function isPersonName(name: string, text: string): boolean {
  return /Name|Physician/.test(name) && /[^\^]\^[^\^]/.test(text)
}
