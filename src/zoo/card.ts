/**
 * A model card's text turned into checked fields. Every problem is collected; none stops the others from being found.
 */
import { cardSchema, type CardFields } from './card-schema.ts'
import { commercialUseOf, strictest } from './commercial-use.ts'
import type { License, Result } from './entry.ts'
import { parseFrontMatter, type FrontMatter, type Path } from './front-matter.ts'
import { CARD_KEYS, unknownKey } from './keys.ts'
import { parseFields } from './parse-fields.ts'
import { isLicenseExpression, licenseById, nearestLicense } from './license.ts'
import { parseResults } from './model-index.ts'
import { errorAt, quote, type Problem } from './problem.ts'
import { turnedText } from './turned-text.ts'

export interface Card {
  /** Fields that were wrong have their defaults here; `problems` then holds an error. */
  fields: CardFields
  /** Null: the card names no licence. */
  license: License | null
  results: Result[]
  /** Untrusted Markdown. */
  body: string
  problems: Problem[]
  /** 1-based line of a value in the front matter. */
  lineOf: (path: Path) => number
}

/** What a licence is read from: in a card, or in one of its sections. */
export interface LicenseFields {
  license: string[]
  license_name: string | null
  license_link: string | null
}

/**
 * `file` is what problems call it. Never throws for what the text holds. In a clone from a hub, a near miss of a known key is a
 * key of somebody else's.
 */
export function parseCard(text: string, file: string, isClone = false): Card {
  const front = parseFrontMatter(text, file)
  const { fields, problems } = parseFields(cardSchema, front, file)
  const license = readLicense(fields, [], front, file, isClone)
  const results = parseResults(front, file)
  return {
    fields,
    license: license.license,
    results: results.results,
    body: front.body,
    problems: [
      ...front.problems,
      ...turnedText(text, front.body, file, isClone),
      ...problems,
      ...keyProblems(front, CARD_KEYS, file, isClone ? 'warning' : 'error'),
      ...license.problems,
      ...results.problems,
    ],
    lineOf: front.lineOf,
  }
}

/** Unknown keys at the top of the front matter. */
export function keyProblems(
  front: FrontMatter,
  known: readonly string[],
  file: string,
  nearMiss: Problem['severity'] = 'error',
): Problem[] {
  return Object.keys(front.values).flatMap((key): Problem[] => {
    const unknown = unknownKey(key, known)
    if (!unknown) return []
    const line = front.lineOf([key])
    return unknown.nearest
      ? [
          {
            file,
            line,
            message: `${quote(key)} is not a known key. Did you mean ${unknown.nearest}?`,
            severity: nearMiss,
          },
        ]
      : [{ file, line, message: `${quote(key)} is not a known key; it is passed over.`, severity: 'warning' }]
  })
}

/**
 * The licence of a card or of one of its sections (`path` leads to it); null where none is named. Cards on a hub often say no more than
 * "other", and a clone is published as it is.
 */
export function readLicense(
  fields: LicenseFields,
  path: Path,
  front: Pick<FrontMatter, 'lineOf'>,
  file: string,
  isClone: boolean,
): { license: License | null; problems: Problem[] } {
  const problems = fields.license
    .filter((id) => licenseById(id) === null && !isOther(id) && !isLicenseExpression(id))
    .map((id) =>
      errorAt(file, front.lineOf([...path, 'license']), `license: ${quote(id)} is ${unknownLicense(id)}`),
    )
  if (fields.license.length === 0 || problems.length > 0) return { license: null, problems }
  const fault = otherFault(fields)
  if (fault === null) return { license: toLicense(fields), problems }
  const place = { file, line: front.lineOf([...path, 'license']) }
  const problem: Problem = { ...place, message: `license: ${fault}`, severity: isClone ? 'warning' : 'error' }
  return { license: toLicense(fields), problems: [problem] }
}

/** A name on the Hub may be a file of the folder: `LICENSE.md`. */
const LINK = /^(?:https?:\/\/|(?![\w+.-]*:)[\w./])/i

function otherFault({ license: ids, license_name: name, license_link: link }: LicenseFields): string | null {
  if (!ids.some(isOther)) return null
  const absent = [...(name === null ? ['license_name'] : []), ...(link === null ? ['license_link'] : [])]
  if (absent.length > 0)
    return `"other" says nothing by itself. Add ${absent.join(' and ')}: what it is called, and where it can be read.`
  return LINK.test(link!)
    ? null
    : `license_link ${quote(link)} is no address. Write it whole, or name a file of this folder.`
}

function isOther(id: string): boolean {
  return id.toLowerCase() === 'other'
}

function unknownLicense(id: string): string {
  const nearest = nearestLicense(id)
  const guess = nearest ? ` Did you mean ${nearest}?` : ''
  return `not an SPDX id.${guess} For a licence without an id write "other" with license_name and license_link.`
}

function toLicense({ license: ids, license_name: name, license_link: link }: LicenseFields): License {
  const url = link && URL.canParse(link) && /^https?:/.test(link) ? new URL(link).href : null
  const known = ids.length === 1 ? licenseById(ids[0]!) : null
  if (known) return { ...known, name: name ?? known.name, url: url ?? known.url }
  const several = isOther(ids.join('')) ? null : ids.map((id) => licenseById(id)?.name ?? id).join(', ')
  const commercialUse = strictest(ids.map(commercialUseOf))
  return { id: 'other', name: name ?? several ?? 'Other, see the card', url, commercialUse }
}
