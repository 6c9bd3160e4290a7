/**
 * `zoo/README.md`: what the store's owner says about the store.
 */
import { storeCardSchema } from './card-schema.ts'
import { keyProblems, parseFields } from './card.ts'
import { parseFrontMatter } from './front-matter.ts'
import { STORE_KEYS } from './keys.ts'
import { quote, type Problem } from './problem.ts'
import { firstHeading } from './prose.ts'
import { cleanLine } from './text.ts'

export interface StoreCard {
  title: string
  message: string
  /** Without a trailing slash; null: the card states none. */
  url: string | null
  contact: string | null
  /** Untrusted Markdown. */
  prose: string
}

const DEFAULT_TITLE = 'Model zoo'

/** `text` is empty where the zoo has no card. `file` is what problems call it. */
export function parseStoreCard(text: string, file: string): { card: StoreCard; problems: Problem[] } {
  const front = parseFrontMatter(text, file)
  const { fields, problems } = parseFields(storeCardSchema, front, file)
  const title = fields.title ?? cleanLine(firstHeading(front.body) ?? '')
  const contact = toContact(fields.contact)
  const error = (key: string, message: string): Problem => ({
    file,
    line: front.lineOf([key]),
    message: `${key}: ${message}`,
    severity: 'error',
  })
  const faults = [
    ...(fields.contact !== null && contact === null ? [error('contact', 'This must be an e-mail or web address.')] : []),
    ...(fields.url !== null && /[?#]/.test(fields.url) ? [error('url', 'The store\'s address must not hold "?" or "#".')] : []),
  ]
  const card = {
    title: title === '' ? DEFAULT_TITLE : title,
    message: fields.message ?? '',
    url: fields.url?.replace(/\/+$/, '') ?? null,
    contact,
    prose: front.body,
  }
  return { card, problems: [...front.problems, ...problems, ...keyProblems(front, STORE_KEYS, file), ...faults] }
}

/** The store's address without its trailing slash; or the sentence that says what is wrong with it. */
export function parseStoreUrl(text: string): { url: string; fault: null } | { url: null; fault: string } {
  const refuse = (fault: string) => ({ url: null, fault: `The store's address ${quote(text)} ${fault}` }) as const
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) return refuse('must begin with https:// or http://.')
  if (url.username || url.password) return refuse('must not hold a user name or password: it is published.')
  if (url.search || url.hash) return refuse('must not hold "?" or "#".')
  return { url: url.href.replace(/\/+$/, ''), fault: null }
}

function toContact(text: string | null): string | null {
  if (text === null) return null
  if (/^(mailto:)?[^\s@<>"?&]+@[^\s@<>"?&]+\.[^\s@<>"?&]+$/.test(text)) return `mailto:${text.replace(/^mailto:/, '')}`
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? new URL(text).href : null
}
