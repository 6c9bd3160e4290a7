/**
 * Patients in the JSON that converters write beside an image: it repeats DICOM's elements by name.
 * Source: https://bids-specification.readthedocs.io/ (sidecars), https://github.com/rordenlab/dcm2niix (`-ba n`)
 */
import { isAnonymous } from './anonymous.ts'
import type { Finding, TextRule } from './check-text.ts'
import { PATIENT_TAGS } from './dicom-patient.ts'
import type { TextPiece } from './text-pieces.ts'

/** Dates stand in many a document that is about no patient. */
const NAMES = [...PATIENT_TAGS.values()].filter((name) => /^Patient(?!Identity)|^Other|Physician/.test(name))
const FIELD = new RegExp(
  String.raw`"(${NAMES.join('|')})"\s{0,20}:\s{0,20}(?:\[\s{0,20})?"([^"\n]{1,200})"`,
  'g',
)

export const sidecars: TextRule = {
  kind: 'patient-data',
  concerns: ({ path }) => /\.json$/i.test(path),
  find: findFields,
}

function* findFields({ text }: TextPiece): Generator<Finding> {
  for (const { index, 1: name = '', 2: value = '' } of text.matchAll(FIELD)) {
    if (isAnonymous(value)) continue
    const message = `${name} is filled in (${value.length} characters), which may tell who was examined. Remove it before the file is published.`
    yield { index, message }
  }
}
