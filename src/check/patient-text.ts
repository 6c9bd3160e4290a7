/**
 * Patients in text without a form: the comments of a NIfTI header, the XML or JSON of its extensions.
 */
import { isAnonymous } from './anonymous.ts'

/** What a text says about a patient; the value itself is never told. */
export interface PatientMention {
  index: number
  /** As the text calls it, or what it looks like. */
  name: string
}

const LABELS = [
  String.raw`patient'?s?[ _-]?(?:name|id|birth[ _-]?(?:date|name)|address|telephone\w{0,10}|comments?)`,
  String.raw`other[ _-]?patient[ _-]?(?:ids?|names?)`,
  String.raw`(?:birth[ _-]?date|date[ _-]of[ _-]birth|dob|mrn|medical[ _-]record[ _-]number|accession[ _-]?number)`,
  String.raw`(?:institution[ _-]?(?:name|address)|referring[ _-]?physician'?s?[ _-]?name)`,
  String.raw`(?:patient|surname|last[ _-]?name|first[ _-]?name)`,
]
const LABELLED = new RegExp(
  String.raw`\b(${LABELS.join('|')})["']?\s{0,8}[:=>]\s{0,8}(?:\[\s{0,8})?["']?\s{0,8}([^"'[\]{}\n\r,;<>]{1,100})`,
  'gi',
)
/** A name as DICOM writes it: `Doe^Jane`. */
const CARET = /(?<![\w^])(?:[A-Z][\w'\x80-\xff-]+\^[A-Z][\w'\x80-\xff-]*|[a-z]{2,}\^[a-z]{2,})/g
const WORD = String.raw`[A-Z][A-Za-z'\x80-\xff-]+`
/** A whole field: `Doe, Jane`, `Jane Doe 1970-01-01`. */
const NAMED = new RegExp(
  String.raw`^(?:${WORD}, ${WORD}|${WORD}[ ,_]+${WORD}[ ,_]+(?:\d{4}[-/.]?\d\d[-/.]?\d\d|\d\d[-/.]\d\d[-/.]\d{4})\b.*)$`,
)
const MOST = 50

/** Mentions in their order, so many and no more. Takes time in proportion to the text. */
export function patientMentions(text: string): PatientMention[] {
  if (NAMED.test(text)) return [{ index: 0, name: 'a name' }]
  const mentions: PatientMention[] = []
  for (const { index, 1: name = '', 2: value = '' } of text.matchAll(LABELLED)) {
    if (mentions.length < MOST && !isAnonymous(value)) mentions.push({ index, name })
  }
  if (mentions.length > 0) return mentions
  for (const { index, 0: name } of text.matchAll(CARET)) {
    if (mentions.length < MOST && !isAnonymous(name)) mentions.push({ index, name: 'a name' })
  }
  return mentions
}
