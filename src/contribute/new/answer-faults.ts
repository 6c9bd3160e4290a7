/** What is wrong with an answer: by the same schema that reads the card. */
import { existsSync, readdirSync } from 'node:fs'
import { cardSchema } from '../../zoo/card-schema.ts'
import { isDay } from '../../zoo/day.ts'
import type { Layout } from '../../zoo/entry.ts'
import { isLicenseExpression, licenseById, nearestLicense } from '../../zoo/license.ts'
import { idFault } from '../../zoo/names.ts'
import { quote } from '../../zoo/problem.ts'
import { takenName } from '../place-draft.ts'
import { readPeople } from './people.ts'
import { readList } from './read-list.ts'

/** What answers are judged by beside their own text. */
export interface Surroundings {
  zooDir: string
  layout: Layout
}

/** In sentences; null: nothing is wrong. */
export type AnswerFault = (text: string, surroundings: Surroundings) => string | null

type Key = keyof typeof cardSchema.shape

export function byKey(key: Key): AnswerFault {
  return (text) => firstIssue(key, text)
}

export function byList(key: Key): AnswerFault {
  return (text) => firstIssue(key, readList(text))
}

function firstIssue(key: Key, value: unknown): string | null {
  const parsed = cardSchema.shape[key].safeParse(value)
  return parsed.success ? null : parsed.error.issues[0]!.message
}

export function authorsFault(text: string): string | null {
  const people = readPeople(text)
  return people.length === 0 ? 'An author needs a name.' : firstIssue('authors', people)
}

export function dayFault(text: string): string | null {
  return isDay(text) ? null : firstIssue('date_released', text)
}

export function licenseFault(id: string): string | null {
  if (id.toLowerCase() === 'other' || licenseById(id) !== null || isLicenseExpression(id)) return null
  const nearest = nearestLicense(id)
  const guess = nearest === null ? '' : ` Did you mean ${nearest}?`
  return `${quote(id)} is not an SPDX id.${guess} For a licence without an id take "other".`
}

const DATASET = /^Dataset(\d{3})_[A-Za-z0-9._-]+$/

export function idFaultIn(id: string, { zooDir, layout }: Surroundings): string | null {
  const fault = idFault(id)
  if (fault !== null) return `${quote(id)} ${fault}`
  const taken = takenName(id, zooDir)
  if (taken !== null) return `There is an entry ${quote(taken)} already. Choose another id.`
  if (layout !== 'nnunet') return null
  const number = DATASET.exec(id)?.[1]
  if (number === undefined)
    return 'Results of nnU-Net are named Dataset, three digits, "_" and a name: Dataset123_Liver.'
  const names = existsSync(zooDir) ? readdirSync(zooDir) : []
  const same = names.find((name) => DATASET.exec(name)?.[1] === number)
  return same === undefined
    ? null
    : `The number ${number} is that of ${quote(same)} too; nnU-Net then finds neither. Choose another.`
}
