/** Facts and prose from the README that lies among the files: with front matter it is a model card already. */
import { cardSchema, type CardFields } from '../../zoo/card-schema.ts'
import { parseFrontMatter } from '../../zoo/front-matter.ts'
import { CARD_KEYS } from '../../zoo/keys.ts'
import { firstHeading, firstSentence } from '../../zoo/prose.ts'
import { cleanLine, cutAtWord, proseFault } from '../../zoo/text.ts'
import type { CardFacts } from '../draft.ts'
import type { Answers } from './clues.ts'
import { writePeople } from './people.ts'

/** Leaves room for front matter in a card. */
const MOST_CHARS = 128 * 1024

export interface ProposedCard {
  answers: Answers
  /** Facts for which there is no question, as they stand. */
  facts: CardFacts
  /** Null: there is none that a card could hold. */
  prose: string | null
}

export const NO_CARD: ProposedCard = { answers: {}, facts: {}, prose: null }

/** Values that a card may not hold are left out. */
export function proposeFromReadme(text: string): ProposedCard {
  if (text.length > MOST_CHARS) return NO_CARD
  const { values, body } = parseFrontMatter(text, 'README.md')
  if (proseFault(body) !== null) return NO_CARD
  const facts = Object.fromEntries(Object.entries(values).filter(([key, value]) => isRight(key, value)))
  const fields = cardSchema.parse(facts)
  const answers = answersOf(fields, 'version' in facts)
  return {
    answers: {
      ...answers,
      title: answers.title || short(firstHeading(body), 200),
      summary: answers.summary || short(firstSentence(body), 300),
    },
    facts: Object.fromEntries(Object.entries(facts).filter(([key]) => !ASKED.has(key))),
    prose: body.trim() === '' ? null : body,
  }
}

const ASKED = new Set(
  `title summary license license_name license_link authors pipeline_tag library_name modality tags version
  date_released doi homepage thumbnail`.split(/\s+/),
)

function isRight(key: string, value: unknown): boolean {
  if (!CARD_KEYS.includes(key)) return false
  const schema = cardSchema.shape[key as keyof typeof cardSchema.shape]
  return schema.safeParse(value).success
}

function answersOf(fields: CardFields, hasVersion: boolean): Answers {
  return {
    title: fields.title ?? '',
    summary: fields.summary ?? '',
    license: fields.license.length === 1 ? fields.license[0]! : '',
    license_name: fields.license_name ?? '',
    license_link: fields.license_link ?? '',
    authors: writePeople(fields.authors),
    task: fields.pipeline_tag ?? '',
    library: fields.library_name ?? '',
    modality: fields.modality.join(', '),
    tags: fields.tags.join(', '),
    version: hasVersion ? fields.version : '',
    date: fields.date_released ?? '',
    doi: fields.doi ?? '',
    homepage: fields.homepage ?? '',
  }
}

function short(text: string | null, length: number): string {
  return cutAtWord(cleanLine(text ?? ''), length)
}
