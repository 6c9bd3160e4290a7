/**
 * `zoo/README.md`: what the store's owner says about the store.
 */
import { accentColours, accentContrast, LEAST_CONTRAST } from './accent.ts'
import { storeCardSchema, type Host } from './card-schema.ts'
import { keyProblems } from './card.ts'
import { parseFrontMatter, type FrontMatter } from './front-matter.ts'
import { STORE_KEYS } from './keys.ts'
import { readOwnerChecks, type OwnerChecks } from './owner-checks.ts'
import { parseFields } from './parse-fields.ts'
import { problemAtPlace } from './place.ts'
import type { Problem } from './problem.ts'
import { firstHeading } from './prose.ts'
import { cleanLine } from './text.ts'

export interface StoreCard {
  title: string
  message: string
  /** Without a trailing slash; null: the card states none. */
  url: string | null
  contact: string | null
  /** Name of a picture beside the card. */
  logo: string | null
  /** `#rrggbb`, as stated; pages show what `accentColours` makes of it. */
  accent: string | null
  /** Untrusted Markdown of one paragraph; may be empty. */
  footer: string
  /** Where archives are published instead of beside the pages, without a trailing slash; null: beside them. */
  artifacts: string | null
  /** What the store lies on; null: not said. */
  host: Host | null
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
    logo: fields.logo,
    accent: fields.accent,
    footer: fields.footer,
    artifacts: fields.artifacts,
    host: fields.host,
    checks,
    prose: front.body,
  }
  const unknown = keyProblems(front, STORE_KEYS, file)
  const pale = paleAccent(card.accent, front, file)
  return { card, problems: [...front.problems, ...problems, ...wrongChecks, ...unknown, ...pale] }
}

/** Tells the owner that pages show another colour than the one that was stated. */
function paleAccent(accent: string | null, front: FrontMatter, file: string): Problem[] {
  if (accent === null) return []
  const { light, dark } = accentColours(accent)
  if (light.accent === accent) return []
  const found = Math.floor(accentContrast(accent, 'light') * 10) / 10
  const message =
    `accent: ${accent} is too pale for letters on a light page (contrast ${found}, ${LEAST_CONTRAST} is needed). The light theme shows ` +
    `${light.accent} instead, the dark theme ${dark.accent}.`
  return [problemAtPlace(file, front.placeOf(['accent']), message, { severity: 'warning' })]
}
