/**
 * `zoo/README.md`: what the store's owner says about the store.
 */
import { storeCardSchema } from './card-schema.ts'
import { keyProblems } from './card.ts'
import { parseFrontMatter } from './front-matter.ts'
import { STORE_KEYS } from './keys.ts'
import { readOwnerChecks, type OwnerChecks } from './owner-checks.ts'
import { parseFields } from './parse-fields.ts'
import type { Problem } from './problem.ts'
import { firstHeading } from './prose.ts'
import { cleanLine } from './text.ts'

export interface StoreCard {
  title: string
  message: string
  /** Without a trailing slash; null: the card states none. */
  url: string | null
  contact: string | null
  checks: OwnerChecks
  /** Untrusted Markdown. */
  prose: string
}

/** Of a card with mistakes, what is right, and the mistakes. */
export interface ReadStoreCard {
  card: StoreCard
  problems: Problem[]
}

const DEFAULT_TITLE = 'Model zoo'

/** `text` is empty where the zoo has no card. `file` is what problems call it. */
export function parseStoreCard(text: string, file: string): ReadStoreCard {
  const front = parseFrontMatter(text, file)
  const { fields, problems } = parseFields(storeCardSchema, front, file)
  const { checks, problems: wrongChecks } = readOwnerChecks(front, file)
  const title = fields.title ?? cleanLine(firstHeading(front.body) ?? '')
  const card = {
    title: title === '' ? DEFAULT_TITLE : title,
    message: fields.message ?? '',
    url: fields.url,
    contact: fields.contact,
    checks,
    prose: front.body,
  }
  const unknown = keyProblems(front, STORE_KEYS, file)
  return { card, problems: [...front.problems, ...problems, ...wrongChecks, ...unknown] }
}
