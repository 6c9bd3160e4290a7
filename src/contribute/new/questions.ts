/** The questions in the order in which they are asked. */
import {
  authorsFault,
  byKey,
  byList,
  dayFault,
  idFaultIn,
  licenseFault,
  type AnswerFault,
  type Surroundings,
} from './answer-faults.ts'
import type { AnswerKey, Answers } from './clues.ts'
import { quote } from '../../zoo/problem.ts'

export interface Question {
  key: AnswerKey
  flag: string
  /** What the flag takes, for those who type it. */
  value: string
  /** Whether the wizard asks it; the others are flags, or found out. */
  isAsked: boolean
  message: string
  /** An answer as it might look. */
  example: string
  isRequired: (answers: Answers) => boolean
  /** What is wrong with the answer, in sentences; null: nothing. */
  fault: AnswerFault
}

const always = () => true
const never = () => false
const isOther = ({ license }: Answers) => license === 'other'

export const QUESTIONS: readonly Question[] = [
  question('id', 'NAME', 'Short name: of its folder, and in its address', 'liver-unet', idFaultIn, always),
  question('title', 'TEXT', 'Title', 'Liver segmentation in CT', byKey('title'), always),
  question(
    'summary',
    'TEXT',
    'What does it do? One sentence',
    'Segments the liver in abdominal CT.',
    byKey('summary'),
    always,
  ),
  question('license', 'ID', 'What may others do with it? (licence)', 'cc-by-4.0', licenseFault, always),
  question(
    'license_name',
    'TEXT',
    'What is that licence called?',
    'Our research licence',
    byKey('license_name'),
    isOther,
  ),
  question(
    'license_link',
    'LINK',
    'Where can it be read? An address, or LICENSE',
    'https://example.org/licence',
    byKey('license_link'),
    isOther,
  ),
  question(
    'authors',
    '"NAME <ORCID>; …"',
    'Who made it? Names, parted by ";"',
    'Ada Example (Example University); Bob Example',
    authorsFault,
  ),
  question('task', 'TASK', 'Task', 'image-segmentation', byKey('pipeline_tag')),
  question('modality', 'A,B', 'Kind of images', 'CT, MR', byList('modality')),
  question('library', 'NAME', 'Framework', 'pytorch', byKey('library_name')),
  unasked(question('tags', 'A,B', 'Tags', '3d, u-net', byList('tags'))),
  unasked(question('version', 'NUMBER', 'Version', '1.0', byKey('version'))),
  unasked(question('date', 'DAY', 'Day of release', '2026-11-20', dayFault)),
  unasked(question('doi', 'DOI', 'DOI', '10.1109/TMI.2018.2806309', byKey('doi'))),
  unasked(question('homepage', 'URL', 'Home page', 'https://example.org', byKey('homepage'))),
]

function question(
  key: AnswerKey,
  value: string,
  message: string,
  example: string,
  fault: AnswerFault,
  isRequired: Question['isRequired'] = never,
): Question {
  return { key, flag: key.replace('_', '-'), value, isAsked: true, message, example, isRequired, fault }
}

function unasked(asked: Question): Question {
  return { ...asked, isAsked: false }
}

/** Null where the answer is fit, or is none and need not be. */
export function faultOf(
  asked: Question,
  text: string,
  answers: Answers,
  surroundings: Surroundings,
): string | null {
  if (text.trim() === '')
    return asked.isRequired(answers) ? `This is needed, for example ${quote(asked.example)}.` : null
  return asked.fault(text.trim(), surroundings)
}
