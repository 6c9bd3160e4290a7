/**
 * A model card's text turned into checked fields. Every problem is collected; none stops the others from being found.
 */
import { severalNames } from './author-names.ts'
import { cardSchema, type CardFields } from './card-schema.ts'
import { commercialUseOf, strictest } from './commercial-use.ts'
import type { License, Result } from './entry.ts'
import { parseFrontMatter, type FrontMatter, type Path } from './front-matter.ts'
import { CARD_KEYS, certainKey, keyFor, unknownKey } from './keys.ts'
import { parseFields } from './parse-fields.ts'
import { isLicenseExpression, licenseByFullName, licenseById, nearestLicense } from './license.ts'
import { parseResults } from './model-index.ts'
import { problemAtPlace, withReplacement, type Place } from './place.ts'
import { escapeHidden, quote, type Problem } from './problem.ts'
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
  /** Where a value or key of the front matter stands. */
  placeOf: FrontMatter['placeOf']
  hasFrontMatter: boolean
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
      ...severalAuthors(front, file),
      ...keyProblems(front, CARD_KEYS, file, isClone ? 'warning' : 'error'),
      ...license.problems,
      ...results.problems,
    ],
    placeOf: front.placeOf,
    hasFrontMatter: /^\s*---[ \t]*[\r\n]/.test(text),
  }
}

/** A text where a list of authors is meant. */
function severalAuthors(front: FrontMatter, file: string): Problem[] {
  const { authors } = front.values
  const names = typeof authors === 'string' ? severalNames(authors.trim()) : null
  if (names === null) return []
  const place = front.placeOf(['authors'])
  const message = `authors: this is read as one name. Write a list: one for each of ${names.length} people.`
  const paste = place.text === undefined ? undefined : withReplacement(place, `[${names.join(', ')}]`)
  return [problemAtPlace(file, place, message, { severity: 'warning', paste })]
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
    const place = front.placeOf([key], 'key')
    const what = `${quote(key)} is not a known key`
    if (!unknown.nearest)
      return [
        passedOver(
          `${what}; it is passed over.`,
          nearMiss === 'error' ? keyFor(key, known, front.values) : null,
          file,
          place,
        ),
      ]
    return [
      problemAtPlace(file, place, `${what}. Did you mean ${unknown.nearest}?`, {
        severity: nearMiss,
        replacement: nearMiss === 'error' ? certainKey(key, known, front.values) : null,
      }),
    ]
  })
}

/** `meant` is the key that says the same; null: there is none. */
function passedOver(what: string, meant: string | null, file: string, place: Place): Problem {
  if (meant === null) return problemAtPlace(file, place, what, { severity: 'warning' })
  const paste = place.text === undefined ? undefined : withReplacement(place, meant)
  return problemAtPlace(file, place, `${what} For that there is ${meant}.`, { severity: 'warning', paste })
}

/**
 * The licence of a card or of one of its sections (`path` leads to it); null where none is named. Cards on a hub often say no more than
 * "other", and a clone is published as it is.
 */
export function readLicense(
  fields: LicenseFields,
  path: Path,
  front: Pick<FrontMatter, 'placeOf'>,
  file: string,
  isClone: boolean,
): { license: License | null; problems: Problem[] } {
  const problems = fields.license.flatMap((id, at) =>
    licenseById(id) === null && !isOther(id) && !isLicenseExpression(id)
      ? [licenseProblem(id, placeOfLicense(front, path, id, at), file, fields)]
      : [],
  )
  if (fields.license.length === 0 || problems.length > 0) return { license: null, problems }
  const fault = otherFault(fields)
  if (fault === null) return { license: toLicense(fields), problems }
  const place = front.placeOf([...path, 'license'])
  const problem = problemAtPlace(file, place, `license: ${fault}`, {
    severity: isClone ? 'warning' : 'error',
    paste: otherLicenseLines(fields, place),
  })
  return { license: toLicense(fields), problems: [problem] }
}

/** Of a list, the item. */
function placeOfLicense(front: Pick<FrontMatter, 'placeOf'>, path: Path, id: string, at: number): Place {
  const list = [...path, 'license']
  const place = front.placeOf(list)
  if (place.text !== undefined && !/^license$|^\[/.test(place.text)) return place
  const item = front.placeOf([...list, at])
  return item.text !== undefined && item.text.includes(id) ? item : place
}

function licenseProblem(id: string, place: Place, file: string, fields: LicenseFields): Problem {
  const isValue = place.text?.includes(id) === true
  const replacement = isValue ? licenseByFullName(id) : null
  const nearest = nearestLicense(id)
  return problemAtPlace(file, place, `license: ${quote(id)} is ${unknownLicense(id)}`, {
    replacement,
    paste: isValue && nearest !== null ? withReplacement(place, nearest) : asOther(id, place, fields),
  })
}

/** The licence under the name that it has here. */
function asOther(id: string, { source, text }: Place, fields: LicenseFields): string | undefined {
  const blanks = /^( *)license: +\S/.exec(source)?.[1]
  const { license, license_name: name, license_link: link } = fields
  if (blanks === undefined || text?.includes(id) !== true || license.length > 1) return undefined
  const lines = [
    'license: other',
    ...(name === null ? [`license_name: ${JSON.stringify(escapeHidden(id))}`] : []),
    ...(link === null ? ['license_link: LICENSE'] : []),
  ]
  return lines.map((line) => blanks + line).join('\n')
}

/** With the keys that "other" needs, as deep as it stands. */
function otherLicenseLines(fields: LicenseFields, { source, text }: Place): string | undefined {
  const { license_name: name, license_link: link } = fields
  if ((name !== null && link !== null) || !/^["']?other["']?$/i.test(text ?? '')) return undefined
  const blanks = ' '.repeat(/^ */.exec(source)![0].length)
  const lines = [
    source,
    ...(name === null ? [`${blanks}license_name: My licence`] : []),
    ...(link === null ? [`${blanks}license_link: LICENSE`] : []),
  ]
  return lines.join('\n')
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
