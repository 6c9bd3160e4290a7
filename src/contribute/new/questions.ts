/**
 * The questions in the order in which they are asked, and what a right answer is: by the same schema that reads the card.
 */
import { existsSync, readdirSync } from 'node:fs'
import { cardSchema } from '../../zoo/card-schema.ts'
import { isLicenseExpression, licenseById, nearestLicense } from '../../zoo/license.ts'
import { idFault } from '../../zoo/names.ts'
import { quote } from '../../zoo/problem.ts'
import { isDay } from '../../zoo/day.ts'
import type { Layout } from '../../zoo/entry.ts'
import type { AnswerKey, Answers } from './clues.ts'
import { readPeople } from './people.ts'

/** What answers are judged by beside their own text. */
export interface Surroundings {
  zooDir: string
  layout: Layout
}

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
  fault: (text: string, surroundings: Surroundings) => string | null
}

const always = () => true
const never = () => false
const isOther = ({ license }: Answers) => license === 'other'

export const QUESTIONS: readonly Question[] = [
  question('id', 'NAME', 'Short name: of its folder, and in its address', 'liver-unet', idProblem, always),
  question('title', 'TEXT', 'Title', 'Liver segmentation in CT', byKey('title'), always),
  question(
    'summary',
    'TEXT',
    'What does it do? One sentence',
    'Segments the liver in abdominal CT.',
    byKey('summary'),
    always,
  ),
  question('license', 'ID', 'What may others do with it? (licence)', 'cc-by-4.0', licenseProblem, always),
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
    authorsProblem,
  ),
  question('task', 'TASK', 'Task', 'image-segmentation', byKey('pipeline_tag')),
  question('modality', 'A,B', 'Kind of images', 'CT, MR', byList('modality')),
  question('library', 'NAME', 'Framework', 'pytorch', byKey('library_name')),
  unasked(question('tags', 'A,B', 'Tags', '3d, u-net', byList('tags'))),
  unasked(question('version', 'NUMBER', 'Version', '1.0', byKey('version'))),
  unasked(question('date', 'DAY', 'Day of release', '2026-11-20', dayProblem)),
  unasked(question('doi', 'DOI', 'DOI', '10.1109/TMI.2018.2806309', byKey('doi'))),
  unasked(question('homepage', 'URL', 'Home page', 'https://example.org', byKey('homepage'))),
]

function question(
  key: AnswerKey,
  value: string,
  message: string,
  example: string,
  fault: Question['fault'],
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

/** By commas. */
export function readList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

type Key = keyof typeof cardSchema.shape

function byKey(key: Key): Question['fault'] {
  return (text) => firstIssue(key, text)
}

function byList(key: Key): Question['fault'] {
  return (text) => firstIssue(key, readList(text))
}

function firstIssue(key: Key, value: unknown): string | null {
  const parsed = cardSchema.shape[key].safeParse(value)
  return parsed.success ? null : parsed.error.issues[0]!.message
}

function authorsProblem(text: string): string | null {
  const people = readPeople(text)
  return people.length === 0 ? 'An author needs a name.' : firstIssue('authors', people)
}

function dayProblem(text: string): string | null {
  return isDay(text) ? null : firstIssue('date_released', text)
}

function licenseProblem(id: string): string | null {
  if (id.toLowerCase() === 'other' || licenseById(id) !== null || isLicenseExpression(id)) return null
  const nearest = nearestLicense(id)
  const guess = nearest === null ? '' : ` Did you mean ${nearest}?`
  return `${quote(id)} is not an SPDX id.${guess} For a licence without an id take "other".`
}

const DATASET = /^Dataset(\d{3})_[A-Za-z0-9._-]+$/

function idProblem(id: string, { zooDir, layout }: Surroundings): string | null {
  const fault = idFault(id)
  if (fault !== null) return `${quote(id)} ${fault}`
  const names = existsSync(zooDir) ? readdirSync(zooDir) : []
  const taken = names.find((name) => name.toLowerCase() === id.toLowerCase())
  if (taken !== undefined) return `There is an entry ${quote(taken)} already. Choose another id.`
  if (layout !== 'nnunet') return null
  const number = DATASET.exec(id)?.[1]
  if (number === undefined)
    return 'Results of nnU-Net are named Dataset, three digits, "_" and a name: Dataset123_Liver.'
  const same = names.find((name) => DATASET.exec(name)?.[1] === number)
  return same === undefined
    ? null
    : `The number ${number} is that of ${quote(same)} too; nnU-Net then finds neither. Choose another.`
}
